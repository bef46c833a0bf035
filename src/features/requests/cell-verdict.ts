/** Which ledger field a column of the grid shows. */
import type { RequestRow } from '../../db/read-request-rows';
import { factsOfRow } from '../../db/request-row';
import { isLedgerField, type LedgerField } from '../../trust/field-ledger';
import { CONTRADICTION_TITLE, LIKELY_NOTE, type LikelyCommand } from '../../trust/commands/likely-command';
import { verdictFor } from '../../trust/verdict';

const fieldOf = (columnId: string): LedgerField | undefined => (columnId === 'claimed_ip' ? 'claimed_ips' : isLedgerField(columnId) ? columnId : undefined);

/** Who vouches for the cell's value, in one sentence. */
export function cellReason(row: RequestRow, columnId: string): string {
  const field = fieldOf(columnId);
  return field === undefined ? 'Kubewitness shows this from other values of the request.' : verdictFor(field, factsOfRow(row)).reason;
}

/** How sure the likely command is and why. */
export const commandReason = ({ confidence, reason, contradictions, requestIds }: LikelyCommand): string =>
  [
    `Likely, with ${confidence} confidence.`, ...(contradictions.length === 0 ? [] : [`It ${CONTRADICTION_TITLE}: ${contradictions.join(' ')}`]), reason,
    requestIds.length > 1 ? `${requestIds.length} requests belong to it.` : '', LIKELY_NOTE,
  ].filter((part) => part !== '').join(' ');
