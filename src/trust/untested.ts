/** Why a test did not run, in a few words; undefined when it did. A test that cannot run must never look like one that found nothing. */
import { RANGE_KINDS, type ClusterRange, type RangeKind } from '../model/cluster-range';
import { TRUST_TESTS, type TestId, type TrustTest } from './tests';

const IN_WORDS: Readonly<Record<RangeKind, string>> = { 'pods': 'pods', 'nodes': 'nodes', 'control-plane': 'the control plane', 'load-balancers': 'load balancers', 'proxies': 'proxies' };

/** Why the evidence is not enough for a test, by test; a test that is not in it was run. Found when the evidence was loaded. */
export type UnmetByEvidence = ReadonlyMap<string, string>;

export function whyUntested(id: TestId, stated: readonly ClusterRange[], unmet: UnmetByEvidence): string | undefined {
  const { needs } = TRUST_TESTS[id];
  if (needs === undefined) return undefined;
  if (needs === 'causes and effects' || needs === 'file times') return unmet.get(id);
  if (needs === 'raw record') return 'only on the open record';
  if (needs.some((kind) => stated.some((range) => range.kind === kind))) return undefined;
  return `no addresses of ${needs.map((kind) => IN_WORDS[kind]).join(' or ')}`;
}

/** Whom a test did not judge for want of addresses, although it ran: `kubelets (no addresses of nodes)`. */
export function leftAlone(id: TestId, stated: readonly ClusterRange[]): string | undefined {
  const test: TrustTest = TRUST_TESTS[id];
  const left = RANGE_KINDS.flatMap((kind) => {
    const whom = test.leavesAlone?.[kind];
    return whom === undefined || stated.some((range) => range.kind === kind) ? [] : [`${whom} (no addresses of ${IN_WORDS[kind]})`];
  });
  return left.length === 0 ? undefined : left.join(', ');
}
