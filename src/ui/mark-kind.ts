/** Who stands behind a value; the words are the reader's, the hues are tokens of the same name. */
export type MarkKind = 'observed' | 'authenticated' | 'derived' | 'third-party' | 'claimed' | 'contradicted' | 'unverifiable';

export const MARK_LABELS: Readonly<Record<MarkKind, string>> = {
  observed: 'observed by the server',
  authenticated: 'authenticated: the credential proves it',
  derived: 'derived from what the client sent',
  'third-party': 'from a third party: webhook, aggregated API or proxy',
  claimed: 'claimed by the client',
  contradicted: 'contradicted: a test failed',
  unverifiable: 'not verifiable from this log',
};
