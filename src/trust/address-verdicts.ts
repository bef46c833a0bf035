/** The list sourceIPs entry by entry: a bad entry taints itself, a good neighbour keeps what it is. */
import { isLoopback, isStockAddress, isUnroutable } from './address-tests';
import type { RequestFacts } from './request-facts';
import { verdictFor, type FieldVerdict } from './verdict';

export interface JudgedAddress extends FieldVerdict {
  readonly text: string;
  readonly field: 'peer_ip' | 'claimed_ip';
}

export function addressVerdicts(addresses: readonly string[], facts: RequestFacts): JudgedAddress[] {
  const peerAt = addresses.length - 1;
  const peerRoutable = peerAt >= 0 && isStockAddress(addresses[peerAt] ?? '') && !isUnroutable(addresses[peerAt] ?? '');
  // The verdict of the whole list is worked out once, not once per entry: a header can carry thousands.
  const withoutListTests: RequestFacts = { ...facts, sourceIps: null, signals: facts.signals.filter((id) => id !== 'S3' && id !== 'S4') };
  const claimed = verdictFor('claimed_ip', withoutListTests);
  const peer = verdictFor('peer_ip', facts);
  const kubectlProxy = facts.signals.includes('S2');
  return addresses.map((text, at) => {
    const field = at === peerAt ? 'peer_ip' : 'claimed_ip';
    if (!isStockAddress(text)) return { text, field, verdict: 'contradicted', reason: 'No address as an API server writes it, so it was rewritten or forged.', tests: ['S3'] };
    if (field === 'peer_ip') return { text, field, ...peer };
    if (!peerRoutable || !isUnroutable(text)) return { text, field, ...claimed };
    if (kubectlProxy && isLoopback(text)) return { text, field, verdict: 'claimed', reason: 'Loopback of the caller’s own machine, as kubectl proxy reports it.', tests: ['S2'] };
    return { text, field, verdict: 'contradicted', reason: 'Private or reserved while the TCP peer is public: forged, or from behind a NAT.', tests: ['S4'] };
  });
}
