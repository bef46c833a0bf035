/** Which ledger field a column of the grid shows. */
import { isLedgerField, type LedgerField } from '../../trust/field-ledger';
import { verdictFor } from '../../trust/verdict';
import { factsOfRow } from './row-facts';
import type { RequestRow } from './use-request-rows';

const fieldOf = (columnId: string): LedgerField | undefined => (columnId === 'claimed_ip' ? 'claimed_ips' : isLedgerField(columnId) ? columnId : undefined);

/** Who vouches for the cell's value, in one sentence. */
export function cellReason(row: RequestRow, columnId: string): string {
  const field = fieldOf(columnId);
  return field === undefined ? 'Kubewitness shows this from other values of the request.' : verdictFor(field, factsOfRow(row)).reason;
}
