/** The audit policies that the author of the report says were in force, and when: what is missing is judged by them. */
import { endOf, inOrder, type PolicyPeriod } from '../model/policy-period';
import { formatTimestamp } from '../base/time';

export const STATED_POLICIES = 'Audit policies in force, as the author of this report says';
export const STATED_POLICIES_MEANING = 'No record names the policy it was written under. Which stages are missing, and why, is judged by what is stated here.';

export interface StatedPolicy {
  /** '' where the statement came with a link and its file was never loaded. */
  readonly evidenceName: string;
  readonly sha256Prefix: string;
  /** Where in the file, and which one of those that stand there. */
  readonly place: string;
  readonly from: string;
  readonly until: string;
}

export const statedPolicies = (periods: readonly PolicyPeriod[]): readonly StatedPolicy[] =>
  inOrder(periods).map((period) => {
    const to = endOf(periods, period);
    const { sha256Prefix, byteOffset, nth } = period.place;
    return {
      evidenceName: period.evidenceName, sha256Prefix, place: `byte ${byteOffset}${nth === 0 ? '' : `, policy ${nth + 1} of the document there`}`,
      from: period.fromUs === null ? 'the beginning' : formatTimestamp(period.fromUs), until: to === null ? 'the end' : formatTimestamp(to),
    };
  });
