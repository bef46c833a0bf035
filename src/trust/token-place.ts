/**
 * Whether an address from which a service account's token was used can be the place of the pod or node that the token is bound to.
 * The record says what the token is bound to (KEP-1205, KEP-4193) and where the connection came from, never where the pod runs.
 */
export interface TokenUse {
  readonly podName: string | null;
  readonly nodeName: string | null;
  /** Kinds of the responder's ranges that hold the address. */
  readonly kinds: readonly string[];
  /** The node whose kubelet, and no other, calls from this address. */
  readonly peerNode: string | null;
  readonly podsStated: boolean;
  /** Another address used the token before. */
  readonly isLater: boolean;
}

export type TokenPlace = { readonly away: 'yes' | 'no' | 'not known'; readonly words: string };

export function tokenPlace({ podName, nodeName, kinds, peerNode, podsStated, isLater }: TokenUse): TokenPlace | undefined {
  if (podName === null && nodeName === null) return undefined;
  if (peerNode !== null && peerNode === nodeName) return { away: 'no', words: 'the address of its node' };
  if (peerNode !== null && nodeName !== null) return { away: 'yes', words: `the address of another node, ${peerNode}` };
  if (kinds.includes('pods')) return { away: 'no', words: 'among the pods' };
  if (kinds.includes('nodes')) return { away: 'no', words: 'among the nodes' };
  if (kinds.includes('load-balancers') || kinds.includes('proxies')) return { away: 'not known', words: 'a hop that stands for anyone' };
  if (kinds.length > 0) return { away: 'not known', words: 'the control plane' };
  if (podsStated) return { away: 'yes', words: 'outside the cluster as you stated it' };
  return isLater ? { away: 'yes', words: 'not the address it was first used from' } : { away: 'not known', words: 'nobody stated whose address it is' };
}

/** What a token is good for no longer than: its pod, else its node. */
export type TokenBond = 'pod' | 'node' | 'nothing';
export const tokenBond = ({ podName, nodeName }: Pick<TokenUse, 'podName' | 'nodeName'>): TokenBond => (podName !== null ? 'pod' : nodeName !== null ? 'node' : 'nothing');
