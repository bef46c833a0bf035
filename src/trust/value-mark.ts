/**
 * What one distinct value says by itself: a test that fires on it, or a fact that a test of several values needs. It is
 * decided once, when the value is new, and kept beside the value, so that nothing is looked at once for every record.
 */
import type { TestId } from './test-id';

export const VALUE_FACTS = [
  // of a URI
  'selector', 'odd-watch', 'field-validation', 'bare-list', 'profiling',
  // of a user
  'person', 'node', 'service-account', 'unbound-account', 'control-plane', 'node-group',
  // of annotations
  'unexplained', 'issued', 'hooks', 'legacy-token',
  // of a user agent
  'kubectl', 'component', 'platform',
] as const;
export type ValueFact = (typeof VALUE_FACTS)[number];

export interface ValueMark {
  readonly mark: TestId | ValueFact;
  /** What else is to be known: a version, a platform, an ID. */
  readonly detail: string | null;
}

export const marked = (mark: TestId | ValueFact, detail: string | null = null): ValueMark => ({ mark, detail });

/** The marks whose condition holds. */
export const marksWhere = (...rows: readonly (readonly [holds: boolean, mark: TestId | ValueFact])[]): ValueMark[] =>
  rows.flatMap(([holds, mark]) => (holds ? [marked(mark)] : []));
