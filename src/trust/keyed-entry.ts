/** The row of a keyed ledger that speaks about a key: the first one that fits, where `*` ends a row's key. */
export const keyedEntry = <Entry extends { readonly key: string }>(ledger: readonly Entry[], key: string): Entry | undefined =>
  ledger.find((entry) => (entry.key.endsWith('*') ? key.startsWith(entry.key.slice(0, -1)) : key === entry.key));
