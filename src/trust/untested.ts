/** Why a test did not run, in a few words; undefined when it did. A test that cannot run must never look like one that found nothing. */
import type { ClusterRange, RangeKind } from '../model/cluster-range';
import { TRUST_TESTS, type TestId } from './tests';

const IN_WORDS: Readonly<Record<RangeKind, string>> = { 'pods': 'pods', 'nodes': 'nodes', 'control-plane': 'the control plane', 'load-balancers': 'load balancers', 'proxies': 'proxies' };

/** Why the evidence is not enough for a test, by test; a test that is not in it was run. Found when the evidence was loaded. */
export type UnmetByEvidence = ReadonlyMap<string, string>;

const NOT_KEPT = { 'raw record': 'only on the open record', 'file times': 'a browser has no file times', 'bodies of several servers': 'not stored at load' } as const;

export function whyUntested(id: TestId, stated: readonly ClusterRange[], unmet: UnmetByEvidence): string | undefined {
  const { needs } = TRUST_TESTS[id];
  if (needs === undefined) return undefined;
  if (needs === 'causes and effects') return unmet.get(id);
  if (typeof needs === 'string') return NOT_KEPT[needs];
  if (needs.some((kind) => stated.some((range) => range.kind === kind))) return undefined;
  return `no addresses of ${needs.map((kind) => IN_WORDS[kind]).join(' or ')}`;
}
