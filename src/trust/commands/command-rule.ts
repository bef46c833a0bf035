/** The shape of a rule; the rules themselves stand in `rules-*.ts`, by family. */
import type { ClaimedClient } from './claimed-client';
import type { Confidence, LikelyCommand } from './likely-command';
import type { Run, Step } from './steps';

export interface Found {
  /** Places in the run, the anchor among them. */
  readonly at: readonly number[];
  readonly text: string;
  /** Where this one is not of the kind its rule mostly is. */
  readonly kind?: LikelyCommand['kind'] | undefined;
  /** Said after the rule's own reason. */
  readonly also?: string | undefined;
  /** Where this finding is more or less sure than the rule is as a whole. */
  readonly confidence?: Confidence | undefined;
  readonly contradictions?: readonly string[] | undefined;
}

export interface CommandRule {
  /** As numbered in the catalogue of likely commands; the table of `docs` and the tests use it. */
  readonly number: number;
  /** The command in general, for the list of rules. */
  readonly title: string;
  readonly kind: 'command' | 'activity';
  readonly claims: ClaimedClient['kind'] | 'any';
  /** The form alone says as much, so the rule is tried, one degree less sure, where the record has no user agent. */
  readonly byForm?: boolean;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly find: (run: Run, at: number, step: Step) => Found | undefined;
}
