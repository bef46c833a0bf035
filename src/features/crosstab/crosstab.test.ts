import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timestampUs } from '../../base/time';
import { createSchema } from '../../db/create-schema';
import { openNodeEngine } from '../../db/duckdb-node';
import type { Engine } from '../../db/engine';
import { EvidenceStore } from '../../db/evidence-store';
import { rebuildRequests } from '../../db/request-pairing';
import { appendRecords, EPOCH_US, type RecordParts } from '../../db/evidence.testing';
import { EMPTY_FILTER, exactly } from '../../model/filter';
import { pivotFieldNames, type PivotField } from '../../model/pivot-field';
import { crossFields } from './cross-fields';
import { cellText, heat, hottest, seenText, shareText } from './measure';
import { readCrosstab, type CrosstabData } from './read-crosstab';

let engine: Engine;
const record = (id: string, username: string | null, resource: string | null, code: number, rest: RecordParts = {}): RecordParts => ({
  stage: 'ResponseComplete', auditId: id, username, resource, code, verb: 'get', uri: `/api/v1/${resource ?? ''}`, receivedUs: EPOCH_US, stageUs: EPOCH_US + 5n, ...rest,
});

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  const store = new EvidenceStore(engine);
  const files: readonly (readonly RecordParts[])[] = [
    [
      record('a', 'alice', 'secrets', 200, { sourceIps: ['1.1.1.1', '2.2.2.2', '10.0.0.1'] }), record('b', 'alice', 'secrets', 403), record('c', 'bob', 'secrets', 200),
      record('d', 'bob', 'pods', 200), record('e', null, null, 401, { receivedUs: EPOCH_US + 60_000_000n }),
      record('f', 'carol', 'pods', 200, { stage: 'RequestReceived', code: null }),
    ],
    [record('f', 'carol', 'pods', 200)],
  ];
  for (const [i, records] of files.entries()) {
    const load = await store.begin({ name: `file-${i}`, path: 'f', bytes: 1 });
    await appendRecords(load, records);
    await load.commit({ sha256: String(i), format: 'test', container: 'none' });
  }
  await rebuildRequests(engine);
});
afterAll(() => engine.close());

const read = (rows: PivotField, columns: PivotField, filter = EMPTY_FILTER) => readCrosstab(engine, { filter, rows, columns, actors: true }, new AbortController().signal);
const numbers = (data: CrosstabData) => Object.fromEntries(data.rows.map((row, i) => [row.value ?? 'none', Object.fromEntries(data.columns.flatMap((column, j) => {
  const cell = data.cells[i]?.[j];
  return cell === undefined ? [] : [[column.value ?? 'none', cell.n]];
}))]));

describe('a cross-tab', () => {
  it('counts where values meet, the absent ones too', async () => {
    const data = await read('username', 'resource');
    expect(numbers(data)).toEqual({ alice: { secrets: 2 }, bob: { secrets: 1, pods: 1 }, carol: { pods: 1 }, none: { none: 1 } });
    expect(data.total).toMatchObject({ n: 6, denied: 1, actors: 3, first_us: EPOCH_US, last_us: EPOCH_US + 60_000_000n });
    expect(data.columns.map(({ value, n, actors }) => [value, n, actors])).toEqual([['secrets', 3, 2], ['pods', 2, 2], [null, 1, 0]]);
    expect(data.rows[0]?.total_values).toBe(4);
  });
  it('counts a request once for each of several values and once in the totals', async () => {
    const data = await read('claimed_ip', 'stage');
    expect(numbers(data)).toMatchObject({ '1.1.1.1': { ResponseComplete: 1 }, '2.2.2.2': { ResponseComplete: 1 }, 'none': { ResponseComplete: 5, RequestReceived: 1 } });
    expect(data.total.n).toBe(6);
    expect(numbers(await read('evidence', 'username'))).toMatchObject({ 'file-0': { carol: 1 }, 'file-1': { carol: 1 } });
  });
  it('keeps to the filter', async () => {
    const filter = { clauses: [{ kind: 'field', field: 'username', negated: false, values: [exactly('bob')], enabled: true }], range: undefined } as const;
    expect(numbers(await read('code', 'outcome', filter))).toEqual({ '200': { allowed: 2 } });
  });
  it('can have every field on either side', async () => {
    for (const field of pivotFieldNames) {
      const [rows, columns] = [await read(field, 'username'), await read('username', field)];
      expect(rows.rows.length, field).toBeGreaterThan(0);
      expect(rows.rows.reduce((sum, row) => sum + row.n, 0), field).toBe(columns.columns.reduce((sum, column) => sum + column.n, 0));
      expect((await read(field, field)).rows.length, field).toBeGreaterThan(0);
    }
  });
});

describe('a cell', () => {
  const T = timestampUs(EPOCH_US);
  it('is never rounded to nothing or to everything', () => {
    expect([shareText(0, 9), shareText(1, 1000), shareText(1, 2), shareText(999, 1000), shareText(3, 3), shareText(0, 0)]).toEqual(['0%', '<1%', '50%', '>99%', '100%', '0%']);
  });
  it('says when, with the day where there are several', () => {
    expect(seenText(T, timestampUs(EPOCH_US + 3_600_000_000n), false)).toBe('15:06–16:06');
    expect(seenText(T, timestampUs(EPOCH_US + 86_400_000_000n), true)).toBe('06-15 15:06–06-16 15:06');
    expect(seenText(T, T, false)).toBe('15:06:40');
    expect(seenText(null, null, false)).toBe('no time');
  });
  it('is as warm as its share of the most', () => {
    const cell = { n: 10, denied: 5, actors: 1, first_us: T, last_us: T };
    expect(heat(cell, 'requests', hottest([[cell, undefined]], 'requests'))).toBe(1);
    expect(heat(cell, 'denied', 0)).toBe(0.5);
    expect(heat(undefined, 'requests', 5)).toBe(0);
    expect(heat(cell, 'seen', 5)).toBe(0);
    expect(cellText(cell, 'denied', false)).toBe('50%');
  });
});

it('the lens takes the peer in place of what is claimed, and says so', () => {
  expect(crossFields('user_agent', 'resource', true)).toMatchObject({ rows: 'peer_ip', columns: 'resource' });
  expect(crossFields('user_agent', 'resource', true).notes[0]).toContain('user agent');
  expect(crossFields('user_agent', 'resource', false)).toEqual({ rows: 'user_agent', columns: 'resource', notes: [] });
  expect(crossFields('username', 'test', false).notes[0]).toContain('trust test');
});
