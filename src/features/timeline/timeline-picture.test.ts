import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../db/create-schema';
import { readRows, readTable } from '../../db/define-query';
import { openNodeEngine } from '../../db/duckdb-node';
import type { Engine } from '../../db/engine';
import { EvidenceStore } from '../../db/evidence-store';
import { rebuildRequests } from '../../db/request-pairing';
import { appendRecords, EPOCH_US, type RecordParts } from '../../db/evidence.testing';
import { EMPTY_FILTER, exactly, type Filter } from '../../model/filter';
import { timestampUs } from '../../base/time';
import { lanesQuery, type LaneOrder, type LanesParams } from './lanes.query';
import { densityOf, laneId, marksOf, OTHERS, readOneBar, readPicture } from './read-picture';
import { barsQuery, densityQuery, reachInQuery, windowCountQuery } from './timeline-picture.query';

const MS = 1_000n;
let engine: Engine;
const signal = new AbortController().signal;

const record = (stage: string, id: string, username: string | null, fromMs: number, toMs: number, rest: RecordParts = {}): RecordParts => ({
  stage, auditId: id, username, verb: 'get', uri: '/api/v1/pods', resource: 'pods', code: stage === 'RequestReceived' ? null : 200,
  receivedUs: EPOCH_US + BigInt(fromMs) * MS, stageUs: EPOCH_US + BigInt(toMs) * MS, ...rest,
});

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  const store = new EvidenceStore(engine);
  const load = await store.begin({ name: 'a', path: 'a', bytes: 1 });
  const exec = { verb: 'create', subresource: 'exec', name: 'web', namespace: 'shop' };
  await appendRecords(load, [
    record('RequestReceived', 'x', 'mallory', 0, 0, exec),
    record('ResponseStarted', 'x', 'mallory', 0, 2, { ...exec, code: 101 }),
    ...Array.from({ length: 20 }, (_, i) => record('ResponseComplete', `a${i}`, 'alice', 1_000 + i, 1_001 + i)),
    record('RequestReceived', 'b', 'bob', 900, 900), record('ResponseComplete', 'b', 'bob', 900, 5_000, { code: 500 }),
    record('Panic', 'p', null, 6_000, 6_001, { code: 500 }),
  ]);
  await load.commit({ sha256: 'a', format: 'test', container: 'none' });
  await rebuildRequests(engine);
});
afterAll(() => engine.close());

const lanes = (limit: number, filter: Filter = EMPTY_FILTER, order: LaneOrder = 'first') => readRows<LanesParams, typeof lanesQuery.columns>(engine, lanesQuery, { filter, field: 'username', order, limit });
const keysOf = async (limit: number) => (await lanes(limit)).map((lane) => lane.key);
const at = (ms: number): bigint => EPOCH_US + BigInt(ms) * MS;

describe('lanes', () => {
  it('stand in the order asked for and say how many there are', async () => {
    expect((await lanes(9)).map((lane) => [lane.value, lane.n])).toEqual([['mallory', 1], ['bob', 1], ['alice', 20], [null, 1]]);
    expect((await lanes(1, EMPTY_FILTER, 'most'))[0]).toMatchObject({ value: 'alice', lanes: 4, requests: 23, untimed: 0 });
    expect((await lanes(9, EMPTY_FILTER, 'fewest')).at(-1)?.value).toBe('alice');
  });
  it('can be any field with one value', async () => {
    const by = async (field: 'code' | 'outcome' | 'outcome_reason' | 'audit_id' | 'resource') => (await readRows<LanesParams, typeof lanesQuery.columns>(engine, lanesQuery, { filter: EMPTY_FILTER, field, order: 'most', limit: 2 })).map((lane) => [lane.value, lane.n]);
    expect(await by('code')).toEqual([['200', 20], ['500', 2]]);
    expect(await by('outcome')).toEqual([['allowed', 20], ['failed', 2]]);
    expect(await by('outcome_reason')).toEqual([['answered', 20], ['still open', 1]]);
    expect(await by('resource')).toEqual([['pods', 23]]);
    expect((await by('audit_id'))[0]).toEqual(['x', 1]);
  });
});

describe('a window', () => {
  it('holds what began before it and is still under way', async () => {
    const asked = { filter: EMPTY_FILTER, field: 'username' as const, keys: await keysOf(9) };
    const picture = await readPicture(engine, asked, { fromUs: at(2_000), toUs: at(3_000), bucketUs: 1n }, signal);
    expect(picture.bars.map((bar) => bar.lane).sort()).toEqual((await lanes(2)).map((lane) => laneId(asked, lane.key)).sort());
    expect(picture).toMatchObject({ requests: 2, density: undefined });
    const open = picture.bars.find((bar) => bar.tone === 'open');
    expect(open).toMatchObject({ from: Number(at(0)), to: Infinity, marks: [{ at: Number(at(0)), kind: 'start' }, { at: Number(at(2)), kind: 'step' }] });
    expect(open?.label).toBe('mallory create pods/exec shop/web 101 open');
  });
  it('puts whoever has no lane of their own with the others', async () => {
    const asked = { filter: EMPTY_FILTER, field: 'username' as const, keys: await keysOf(2) };
    const { bars } = await readPicture(engine, asked, { fromUs: at(0), toUs: at(9_000), bucketUs: 1n }, signal);
    expect(bars).toHaveLength(23);
    expect(bars.filter((bar) => bar.lane === OTHERS)).toHaveLength(21);
    expect(bars.find((bar) => bar.marks.some((mark) => mark.kind === 'fault'))).toMatchObject({ tone: 'failed', lane: OTHERS });
  });
  it('puts requests in lanes of outcomes in detail', async () => {
    const [answered] = await readRows<LanesParams, typeof lanesQuery.columns>(engine, lanesQuery, { filter: EMPTY_FILTER, field: 'outcome_reason', order: 'most', limit: 1 });
    const asked = { filter: EMPTY_FILTER, field: 'outcome_reason' as const, keys: [answered?.key ?? ''] };
    const { bars } = await readPicture(engine, asked, { fromUs: at(0), toUs: at(9_000), bucketUs: 1n }, signal);
    expect(bars.filter((bar) => bar.lane !== OTHERS)).toHaveLength(20);
  });
  it('counts every request once as density', async () => {
    const window = { fromUs: at(0), toUs: at(9_000) };
    const rows = await readRows(engine, densityQuery, { filter: EMPTY_FILTER, field: 'username', keys: await keysOf(2), window, bucketUs: 1_000n * MS });
    expect(rows.reduce((sum, row) => sum + row.n, 0)).toBe(23);
    expect(rows.find((row) => row.lane === -1 && row.bucket === 1)).toMatchObject({ n: 20, outcome: 0 });
    expect(await readRows(engine, windowCountQuery, { filter: EMPTY_FILTER, window })).toEqual([{ n: 23 }]);
  });
  it('has bars for what is long', async () => {
    const pick = { kind: 'long', leastUs: 1_000n * MS, perLane: 5 } as const;
    const rows = await readRows(engine, barsQuery, { filter: EMPTY_FILTER, field: 'audit_id', keys: ['=x', '=b'], window: { fromUs: at(0), toUs: at(9_000) }, pick });
    expect(rows.map((row) => [row.lane, row.username]).sort()).toEqual([[0, 'mallory'], [1, 'bob']]);
  });
  it('finds the open request by its number, and only when it passes', async () => {
    const asked = { filter: EMPTY_FILTER, field: 'username' as const, keys: await keysOf(9) };
    const { bars } = await readPicture(engine, asked, { fromUs: at(0), toUs: at(100), bucketUs: 1n }, signal);
    const id = Number(bars[0]?.requestId);
    expect((await readOneBar(engine, asked, id, signal))?.tone).toBe('open');
    const alice: Filter = { clauses: [{ kind: 'field', field: 'username', negated: false, values: [exactly('alice')], enabled: true }], range: undefined };
    expect(await readOneBar(engine, { ...asked, filter: alice }, id, signal)).toBeNull();
  });
  it('knows what a range of the filter leaves out although it reaches in', async () => {
    const range = { fromUs: timestampUs(at(2_000)), toUs: timestampUs(at(3_000)) };
    expect(await readRows(engine, reachInQuery, { filter: { clauses: [], range } })).toEqual([{ n: 2, first_us: at(0) }]);
  });
});

describe('a density', () => {
  it('has the cells of a lane together, and the commonplace first where several share a bucket', async () => {
    const asked = { filter: EMPTY_FILTER, field: 'verb' as const, keys: (await readRows<LanesParams, typeof lanesQuery.columns>(engine, lanesQuery, { filter: EMPTY_FILTER, field: 'verb', order: 'most', limit: 2 })).map((lane) => lane.key) };
    const window = { fromUs: at(0), toUs: at(9_000), bucketUs: 3_000n * MS };
    const density = densityOf(await readTable(engine, densityQuery, { ...asked, window, bucketUs: window.bucketUs }, { signal }), asked, window);
    const cells = new Map([...density.lanes].map(([lane, [from, to]]) => [lane, Array.from({ length: to - from }, (_, i) => [density.buckets[from + i], density.tones[density.toneAt[from + i] ?? -1], density.counts[from + i]])]));
    expect(cells).toEqual(new Map([
      [laneId(asked, asked.keys[0]), [[0, 'allowed', 20], [0, 'failed', 1], [2, 'failed', 1]]],
      [laneId(asked, asked.keys[1]), [[0, 'open', 1]]],
    ]));
    expect(density.most).toBe(20);
  });
});

describe('a bar', () => {
  it('has marks only for stages in the evidence', () => {
    expect(marksOf({ arrived: undefined, started: undefined, completed: 14, panicked: undefined })).toEqual([{ at: 14, kind: 'end' }]);
  });
  it('goes from the earliest stage, even one before arrival, to the latest; without an answer it is a moment', async () => {
    const other = await openNodeEngine();
    await createSchema(other);
    const load = await new EvidenceStore(other).begin({ name: 'b', path: 'b', bytes: 1 });
    await appendRecords(load, [record('ResponseComplete', 'early', 'alice', 10, 4), record('RequestReceived', 'lone', 'bob', 20, 20)]);
    await load.commit({ sha256: 'b', format: 'test', container: 'none' });
    await rebuildRequests(other);
    const asked = { filter: EMPTY_FILTER, field: 'username' as const, keys: [] };
    const { bars } = await readPicture(other, asked, { fromUs: at(0), toUs: at(100), bucketUs: 1n }, signal);
    expect(bars.map(({ from, to, marks }) => [from, to, marks.map((mark) => mark.kind)])).toEqual([
      [Number(at(4)), Number(at(10)), ['end']],
      [Number(at(20)), Number(at(20)), ['start']],
    ]);
    await other.close();
  });
});
