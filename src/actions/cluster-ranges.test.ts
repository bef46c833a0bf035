/** What a responder, or a case file, can state of the cluster's addresses and what becomes of nonsense. */
import { describe, expect, it } from 'vitest';
import { MOST_RANGES, type ClusterRange } from '../model/cluster-range';
import { overlaps, rangeFinder } from '../trust/cluster-ranges';
import { addClusterRanges, followClusterRanges } from './cluster-ranges';
import { workbenchWithoutDatabase } from './workbench.testing';

const TEN_THOUSAND = Array.from({ length: 10_000 }, (_, i) => `10.${i % 250}.${Math.floor(i / 250)}.0/${8 + (i % 24)}`);
const ranges = (n: number): ClusterRange[] => TEN_THOUSAND.slice(0, n).map((text, i) => ({ kind: i % 2 === 0 ? 'pods' : 'nodes', text }));

describe('addresses that are stated', () => {
  it('ten thousand at once are refused in words, and change nothing', () => {
    const workbench = workbenchWithoutDatabase();
    addClusterRanges(workbench, 'pods', '10.244.0.0/16');
    expect(addClusterRanges(workbench, 'nodes', TEN_THOUSAND.join(' '))).toEqual({ ok: false, error: '10,000 addresses at once are more than the 1,000 that can be stated. Give ranges in place of single addresses. Nothing was changed.' });
    expect(workbench.cases.getState().clusterRanges).toEqual([{ kind: 'pods', text: '10.244.0.0/16' }]);
  });

  it('one malformed among good ones changes nothing', () => {
    const workbench = workbenchWithoutDatabase();
    const result = addClusterRanges(workbench, 'pods', '10.244.0.0/16, 10.244.0.0/99');
    expect(result).toEqual({ ok: false, error: '“10.244.0.0/99” is neither an address nor a range such as 10.244.0.0/16. Nothing was changed.' });
    expect(workbench.cases.getState().clusterRanges).toEqual([]);
  });

  it('the same twice is one', () => {
    const workbench = workbenchWithoutDatabase();
    expect(addClusterRanges(workbench, 'pods', '10.244.0.0/16 10.244.0.0/16 ::ffff:10.244.0.0')).toEqual({ ok: true, value: 2 });
    expect(addClusterRanges(workbench, 'pods', '10.244.0.0/16')).toEqual({ ok: true, value: 0 });
  });

  it('no more than can be used, however many times one adds', () => {
    const workbench = workbenchWithoutDatabase();
    const some = Array.from({ length: 600 }, (_, i) => `10.1.${Math.floor(i / 250)}.${i % 250}`).join(' ');
    expect(addClusterRanges(workbench, 'nodes', some).ok).toBe(true);
    expect(addClusterRanges(workbench, 'pods', some)).toEqual({ ok: false, error: 'With these there would be 1,200 ranges, and 1,000 can be stated. Nothing was changed.' });
    expect(workbench.cases.getState().clusterRanges).toHaveLength(600);
  });

  it('too many in a case file are dropped with a word', () => {
    const workbench = workbenchWithoutDatabase();
    const stop = followClusterRanges(workbench);
    workbench.cases.setState({ clusterRanges: ranges(10_000) });
    expect(workbench.cases.getState().clusterRanges).toEqual([]);
    expect(workbench.jobs.getState().notices.map(({ title }) => title)).toEqual(['The case states 10,000 address ranges']);
    stop();
  });
});

describe('a thousand overlapping ranges', () => {
  it('are found to overlap, and asked of ten thousand addresses', () => {
    const stated = ranges(MOST_RANGES);
    expect(overlaps(stated).length).toBeGreaterThan(1000);
    const kindsOf = rangeFinder(stated);
    for (let i = 0; i < 10_000; i += 1) kindsOf(`10.${i % 250}.${Math.floor(i / 250)}.7`);
    expect(kindsOf('10.0.0.7')).toContain('pods');
  });
});
