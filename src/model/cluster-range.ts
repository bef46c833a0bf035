/** What the responder knows of the cluster's network, which no audit record says: which addresses are what. */
export const RANGE_KINDS = ['pods', 'nodes', 'control-plane', 'load-balancers', 'proxies'] as const;
export type RangeKind = (typeof RANGE_KINDS)[number];

export const isRangeKind = (text: string): text is RangeKind => RANGE_KINDS.some((kind) => kind === text);

/** More than any cluster has. A list that was made to tie the page down has more; single addresses of one network are better said as their range. */
export const MOST_RANGES = 1000;

/** One address or one range in CIDR notation. */
export interface ClusterRange {
  readonly kind: RangeKind;
  readonly text: string;
}
