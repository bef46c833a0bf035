import { describe, expect, it, test } from 'vitest';
import type { ClusterRange } from '../model/cluster-range';
import { overlaps, parseRange, rangeFinder } from './cluster-ranges';
import { proposeRanges, type PeerFacts } from './range-proposals';
import { leftAlone, whyUntested } from './untested';

test.each<[string, string | undefined]>([
  ['10.244.0.0/16', '10.244.0.0/16'], [' 10.0.0.1 ', '10.0.0.1/32'], ['fd00::/8', 'fd00::/8'], ['::ffff:10.0.0.1', '10.0.0.1/32'],
  ['10.0.0.0/33', undefined], ['10.0.0/8', undefined], ['10.0.0.0/', undefined], ['10.0.0.0/8/8', undefined], ['fe80::1%eth0', undefined], ['pods', undefined],
  ['0.0.0.0/0', undefined], ['', undefined], ['010.0.0.1', undefined], ['1'.repeat(10_000), undefined],
])('the range %j', (text, expected) => {
  const parsed = parseRange(text);
  expect(parsed.ok ? parsed.value : undefined).toBe(expected);
});

describe('an address', () => {
  const ranges: ClusterRange[] = [{ kind: 'pods', text: '10.244.0.0/16' }, { kind: 'nodes', text: '10.20.0.0/25' }, { kind: 'nodes', text: 'fd00:1::/33' }, { kind: 'proxies', text: 'nonsense' }];
  it.each<[string, string[]]>([
    ['10.244.255.1', ['pods']], ['10.245.0.1', []], ['10.20.0.127', ['nodes']], ['10.20.0.128', []], ['fd00:1:7fff::1', ['nodes']], ['fd00:1:8000::1', []], ['::ffff:10.244.0.9', ['pods']],
    ['no address', []], ['x'.repeat(100_000), []],
  ])('%s lies in %j', (address, kinds) => {
    expect(rangeFinder(ranges)(address)).toEqual(kinds);
  });
  it('of two kinds at once is pointed out', () => {
    expect(overlaps(ranges)).toEqual([]);
    expect(overlaps([...ranges, { kind: 'control-plane', text: '10.20.0.8/29' }])).toHaveLength(1);
  });
});

describe('what the evidence suggests', () => {
  const peer = (address: string, facts: Partial<PeerFacts>): PeerFacts => ({ peer: address, requests: 100, nodes: 0, pods: 0, components: 0, people: 0, forwarded: 0, ...facts });
  it('nodes, pods, control plane, load balancers and proxies, each with its reason', () => {
    const found = proposeRanges([
      peer('10.20.0.31', { nodes: 1 }), peer('10.20.0.32', { nodes: 1, pods: 2 }), peer('10.244.1.2', { pods: 2 }), peer('10.244.2.2', { pods: 1 }), peer('10.244.3.2', { pods: 1 }),
      peer('10.20.0.11', { components: 2 }), peer('10.20.0.5', { people: 9 }), peer('10.20.0.6', { people: 3, forwarded: 100 }),
    ]);
    expect(found.map(({ kind, text }) => [kind, text])).toEqual([
      ['nodes', '10.20.0.0/24'], ['pods', '10.244.0.0/16'], ['control-plane', '10.20.0.11'], ['load-balancers', '10.20.0.5'], ['proxies', '10.20.0.6'],
    ]);
    expect(found.every(({ reason }) => reason.endsWith('.'))).toBe(true);
  });
  it('nothing from one thief, from public addresses, or from what is no address', () => {
    expect(proposeRanges([peer('10.9.9.9', { pods: 50 }), peer('8.8.8.8', { pods: 9 }), peer('8.8.8.9', { pods: 9 }), peer('8.8.4.4', { pods: 9 }), peer('evil\u202e', { people: 99 })])).toEqual([]);
  });
});

test('a test without what it needs says so, and not that it found nothing', () => {
  expect(whyUntested('P1', [], new Map())).toBe('no addresses of pods');
  expect(whyUntested('P1', [{ kind: 'pods', text: '10.244.0.0/16' }], new Map())).toBeUndefined();
  expect(whyUntested('H18', [], new Map())).toBe('only on the open record');
  expect(whyUntested('A1', [], new Map())).toBeUndefined();
  expect(whyUntested('H8', [], new Map([['H8', 'none in this log']]))).toBe('none in this log');
  expect(whyUntested('H8', [], new Map())).toBeUndefined();
});

it('says whom a test that runs leaves alone', () => {
  expect(leftAlone('S8', [])).toBe('kubelets (no addresses of nodes), controller managers and schedulers (no addresses of the control plane)');
  expect(leftAlone('S8', [{ kind: 'nodes', text: '10.20.0.0/24' }])).toBe('controller managers and schedulers (no addresses of the control plane)');
  expect(leftAlone('K5', [{ kind: 'control-plane', text: '10.20.0.11/32' }])).toBeUndefined();
  expect(leftAlone('A1', [])).toBeUndefined();
});
