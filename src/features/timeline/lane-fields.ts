/** What the lanes can be, and what they are when the lens asks for what the server saw. */
import { PIVOT_FIELDS, pivotFieldNames, type PivotField } from '../../model/pivot-field';
import { CLAIMED_FIELDS, lensField, lensNote } from '../../trust/lens-field';

/** A request stands in one lane, so only fields with one value a request can be lanes. */
export const LANE_FIELDS: readonly PivotField[] = pivotFieldNames.filter((field) => !PIVOT_FIELDS[field].many);

export interface LaneChoice {
  readonly field: PivotField;
  /** Why the lanes are not what was asked for. */
  readonly note: string | undefined;
}

export function laneChoice(wanted: PivotField, lens: boolean): LaneChoice {
  const { label } = PIVOT_FIELDS[wanted];
  if (lens && CLAIMED_FIELDS.has(wanted)) return { field: lensField(wanted), note: lensNote(wanted) };
  if (LANE_FIELDS.includes(wanted)) return { field: wanted, note: undefined };
  const field = CLAIMED_FIELDS.has(wanted) ? 'peer_ip' : 'username';
  return { field, note: `A request can have several values of ${label}, so the lanes are by ${PIVOT_FIELDS[field].label}.` };
}
