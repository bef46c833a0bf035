/** What the lanes can be, and what they are when the lens asks for what the server saw. */
import { PIVOT_FIELDS, pivotFieldNames, type PivotField } from '../../model/pivot-field';
import { FIELD_LEDGER, isLedgerField } from '../../trust/field-ledger';

/** A request stands in one lane, so only fields with one value a request can be lanes. */
export const LANE_FIELDS: readonly PivotField[] = pivotFieldNames.filter((field) => !PIVOT_FIELDS[field].many);

const isClaimed = (field: PivotField): boolean => isLedgerField(field) && FIELD_LEDGER[field].verdict === 'claimed';

export interface LaneChoice {
  readonly field: PivotField;
  /** Why the lanes are not what was asked for. */
  readonly note: string | undefined;
}

export function laneChoice(wanted: PivotField, lens: boolean): LaneChoice {
  const { label } = PIVOT_FIELDS[wanted];
  if (lens && isClaimed(wanted)) {
    return { field: 'peer_ip', note: `The lens is on: ${label} is the caller’s word, so the lanes are by peer IP, which the server saw.` };
  }
  if (LANE_FIELDS.includes(wanted)) return { field: wanted, note: undefined };
  const field = isClaimed(wanted) ? 'peer_ip' : 'username';
  return { field, note: `A request can have several values of ${label}, so the lanes are by ${PIVOT_FIELDS[field].label}.` };
}
