/** The policies of the evidence as far as they could be read, and how the log fits each in the time it was in force. */
import { isAtPlace, isStated, type PolicyRow } from '../../db/audit-policies.query';
import { inOrder, type PolicyPeriod } from '../../model/policy-period';
import type { PolicyEvaluator } from '../../trust/audit-policy';
import { evaluatorOf } from '../../trust/known-policies';
import { policyFit, type PolicyFit, type RecordedKind } from '../../trust/policy-fit';

export interface ReadPolicy {
  readonly row: PolicyRow;
  readonly evaluator: PolicyEvaluator | undefined;
  /** Why it cannot be evaluated. */
  readonly error: string | undefined;
  /** Undefined while it is being worked out, and where it cannot be. */
  readonly fit: PolicyFit | undefined;
  /** When the responder says it was in force. */
  readonly periods: readonly PolicyPeriod[];
}

/** The times at which another policy came into force, in order: what the kinds of requests are told apart by. */
export const changesOf = (periods: readonly PolicyPeriod[]): readonly bigint[] => inOrder(periods).flatMap(({ fromUs }) => fromUs ?? []);

/** `kinds` are counted by the changes of these periods. */
export function readPoliciesOf(rows: readonly PolicyRow[], kinds: readonly RecordedKind[] | undefined, periods: readonly PolicyPeriod[]): readonly ReadPolicy[] {
  const stated = isStated(rows, periods) ? inOrder(periods) : [];
  const fromBeginning = stated[0]?.fromUs === null;
  return rows.map((row): ReadPolicy => {
    const own = stated.filter(({ place }) => isAtPlace(row, place));
    const read = evaluatorOf(row.document);
    if (!read.ok) return { row, evaluator: undefined, error: read.error, fit: undefined, periods: own };
    // The kinds after n changes are of the n-th period, counted from the one that holds from the beginning.
    const held = new Set(own.map((period) => stated.indexOf(period) + (fromBeginning ? 0 : 1)));
    const fit = kinds === undefined ? undefined : policyFit(read.value, own.length === 0 ? kinds : kinds.filter(({ period }) => held.has(period)));
    return { row, evaluator: read.value, error: undefined, fit, periods: own };
  });
}
