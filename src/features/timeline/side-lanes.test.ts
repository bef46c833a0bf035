import { afterAll, beforeAll, expect, it } from 'vitest';
import { load, recordLine, testWorkbench, type TestWorkbench } from '../../actions/workbench.testing';
import { parseTimestamp } from '../../base/time';
import { readRows } from '../../db/define-query';
import { requestBesideQuery, sideMarksQuery, sideTotalsQuery } from './side-lanes.query';
import { sideBars, sideLanes, sideMarkOf } from './side-lanes';

let workbench: TestWorkbench;
const at = (text: string): bigint => parseTimestamp(`2026-03-14T08:${text}Z`) ?? -1n;
const alert = (time: string, pod: string): string => JSON.stringify({ rule: 'Shell\u202e', priority: 'Notice', output: 'x', time: `2026-03-14T08:${time}Z`, output_fields: { 'k8s.ns.name': 'shop', 'k8s.pod.name': pod } });

beforeAll(async () => {
  workbench = await testWorkbench();
  const objectRef = { resource: 'pods', subresource: 'exec', namespace: 'shop', name: 'web-0', apiVersion: 'v1' };
  await load(workbench, 'audit.log', [recordLine(1), recordLine(10, { objectRef }), recordLine(40, { objectRef })].join('\n'));
  await load(workbench, 'side.log', [alert('00:11', 'web-0'), alert('00:11.5', 'web-0'), alert('00:20', 'web-9'), 'I0314 08:00:41.000000    5656 kubelet.go:1] "SyncLoop DELETE" pods=["shop/web-0"]'].join('\n'));
});
afterAll(() => workbench.engine.close());

it('has a lane for each that is there, and a mark for each cell with something in it', async () => {
  const [totals] = await readRows(workbench.engine, sideTotalsQuery, undefined);
  expect(sideLanes(totals).map(({ id, total }) => [id, total])).toEqual([['beside falco', 3], ['beside kubelet', 1]]);
  expect(sideLanes({ falco: 0, kubelet: 2 }).map(({ id }) => id)).toEqual(['beside kubelet']);
  const bars = sideBars(await readRows(workbench.engine, sideMarksQuery, { fromUs: at('00:00'), toUs: at('01:00'), bucketUs: 2_000_000n }));
  expect(bars.map(({ lane, from, to, label }) => [lane, BigInt(from), BigInt(to), label])).toEqual([
    ['beside falco', at('00:11'), at('00:11.5'), '2 alerts, the first: Notice Shell\\u202e shop/web-0'],
    ['beside falco', at('00:20'), at('00:20'), 'Notice Shell\\u202e shop/web-9'],
    ['beside kubelet', at('00:41'), at('00:41'), 'INFO kubelet.go:1 "SyncLoop DELETE" pods=["shop/web-0"]'],
  ]);
});

it('leads from a mark to the nearest request about the same pod', async () => {
  const beside = async (lane: 'falco' | 'kubelet', from: string, to = from) => (await readRows(workbench.engine, requestBesideQuery, { lane, fromUs: at(from), toUs: at(to) })).map((row) => row.request_id);
  expect(await beside('falco', '00:11', '00:11.5')).toEqual([2]);
  expect(await beside('falco', '00:20')).toEqual([]);
  expect(await beside('kubelet', '00:41')).toEqual([3]);
});

it('knows its own marks again, and no request', () => {
  const [bar] = sideBars([{ lane: 'falco', from_us: -5n, to_us: 7n, n: 2, words: null }]);
  expect(sideMarkOf(bar?.requestId ?? '')).toEqual({ lane: 'falco', fromUs: -5n, toUs: 7n });
  expect(sideMarkOf('12')).toBeUndefined();
});
