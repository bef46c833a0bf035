import type { PolicyRow } from '../../db/audit-policies.query';
import type { PolicyEvaluator } from '../../trust/audit-policy';
import type { PolicyFit } from '../../trust/policy-fit';

/** A policy of the evidence as far as it could be read, and how the log fits it. */
export interface ReadPolicy {
  readonly row: PolicyRow;
  readonly evaluator: PolicyEvaluator | undefined;
  /** Why it cannot be evaluated. */
  readonly error: string | undefined;
  /** Undefined while it is being worked out, and where it cannot be. */
  readonly fit: PolicyFit | undefined;
}
