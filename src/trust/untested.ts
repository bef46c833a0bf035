/** Why a test did not run, in a few words; undefined when it did. A test that cannot run must never look like one that found nothing. */
import type { ClusterRange, RangeKind } from '../model/cluster-range';
import { TRUST_TESTS, type TestId } from './tests';

const IN_WORDS: Readonly<Record<RangeKind, string>> = { 'pods': 'pods', 'nodes': 'nodes', 'control-plane': 'the control plane', 'load-balancers': 'load balancers', 'proxies': 'proxies' };

export function whyUntested(id: TestId, stated: readonly ClusterRange[]): string | undefined {
  const { needs } = TRUST_TESTS[id];
  if (needs === undefined) return undefined;
  if (typeof needs === 'string') return needs === 'raw record' ? 'in the raw record only' : needs === 'file times' ? 'no file times' : 'no bodies';
  if (needs.some((kind) => stated.some((range) => range.kind === kind))) return undefined;
  return `no addresses of ${needs.map((kind) => IN_WORDS[kind]).join(' or ')}`;
}
