/** The grammar of stages as the rule has it and as the SQL has it, over one log in which the requests have company of their kind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../base/assert';
import { STAGES } from '../model/stage';
import { judgeStages } from '../trust/stage-record';
import { LOG_MS, STAGE_ROWS, type StageRow } from '../trust/stage-record.fixture';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords, EPOCH_US, type RecordParts } from './evidence.testing';
import { readRequests } from './read-request';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';
import { readStageContext } from './stage-context.query';

const SHORT: ReadonlyMap<string, string> = new Map([['RR', STAGES[0]], ['RS', STAGES[1]], ['RC', STAGES[2]], ['PA', STAGES[3]]]);
const at = (ms: number): bigint => EPOCH_US + BigInt(ms) * 1000n;

function recordsOf(row: StageRow, id: string): RecordParts[] {
  const stages = row.stages.split(' ').map((one) => one.split('@'));
  const received = row.received ?? Number(must(stages[0], 'a stage')[1]);
  return stages.map(([stage = '', ms = '0']) => ({
    stage: SHORT.get(stage) ?? null, stageUs: at(Number(ms)), receivedUs: at(received), auditId: id, username: 'alice', verb: row.verb, uri: '/x', resource: row.resource ?? 'pods', subresource: row.subresource ?? null,
    code: stage === 'RR' ? null : row.code === undefined ? 200 : row.code, annotations: [],
  }));
}

/** Whole requests of the kinds that have both ends, all over the log. */
const COMPANY: readonly StageRow[] = Array.from({ length: 60 }, (_, i): StageRow[] => [
  { record: 'complete', why: '', stages: `RR@${i * 10_000} RC@${i * 10_000 + 5}`, verb: 'get' },
  { record: 'complete', why: '', stages: `RR@${i * 10_000} RS@${i * 10_000 + 1} RC@${i * 10_000 + 5}`, verb: 'watch' },
]).flat();

let engine: Engine;
let stored: ReadonlyMap<string, { readonly record: unknown; readonly requestId: number }>;

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  const load = await new EvidenceStore(engine).begin({ name: 'a', path: 'a', bytes: 1 });
  await appendRecords(load, [
    ...COMPANY.flatMap((row, i) => recordsOf(row, `company-${i}`)), ...STAGE_ROWS.flatMap((row, i) => recordsOf(row, `row-${i}`)),
    ...recordsOf({ record: 'complete', why: 'the last one', stages: `RR@${LOG_MS - 1} RC@${LOG_MS}`, verb: 'get' }, 'last'),
  ]);
  await load.commit({ sha256: 'a', format: 'test', container: 'none' });
  await rebuildRequests(engine);
  const rows = await engine.read(fixedSql('SELECT r.audit_id, r.request_id, s.record FROM request_stages s JOIN requests r USING (request_id)'));
  stored = new Map([...rows.objects()].map(({ audit_id, request_id, record }) => [String(audit_id), { record, requestId: Number(request_id) }]));
});
afterAll(() => engine.close());

describe.each(STAGE_ROWS.map((row, i) => ({ ...row, id: `row-${i}` })))('$record: $why', ({ record, id }) => {
  it('is so in SQL', () => {
    expect(stored.get(id)?.record).toBe(record);
  });
  it('is so by the rule, with a reason where a stage is missing', async () => {
    const [request] = await readRequests(engine, [must(stored.get(id), id).requestId]);
    const found = must(request, id);
    const judged = judgeStages(found, await readStageContext(engine, found));
    expect(judged.record).toBe(record);
    expect(judged.reasons.length > 0).toBe(record !== 'complete' && record !== 'no stages in this format');
  });
});

it('agrees on every request of the log', async () => {
  const ids = [...stored.values()].map(({ requestId }) => requestId);
  const requests = await readRequests(engine, ids);
  for (const request of requests) {
    const judged = judgeStages(request, await readStageContext(engine, request));
    expect(stored.get(request.best.auditId ?? '')?.record, request.best.auditId ?? '').toBe(judged.record);
  }
});

it('does not speak of most requests where there is one', async () => {
  const lone = await openNodeEngine();
  await createSchema(lone);
  const load = await new EvidenceStore(lone).begin({ name: 'a', path: 'a', bytes: 1 });
  await appendRecords(load, [
    ...recordsOf({ record: 'complete', why: 'an end alone', stages: 'RC@1000', verb: 'get' }, 'end'),
    ...recordsOf({ record: 'complete', why: 'a beginning alone', stages: 'RR@1000', verb: 'create' }, 'begin'),
    ...['a', 'b'].flatMap((id) => recordsOf({ record: 'complete', why: 'two of a kind', stages: 'RC@1000', verb: 'delete' }, id)),
  ]);
  await load.commit({ sha256: 'a', format: 'test', container: 'none' });
  await rebuildRequests(lone);
  const ids = (await lone.read(fixedSql('SELECT request_id FROM requests'))).objects().map(({ request_id }) => Number(request_id));
  const said = new Map<string | null, string | undefined>();
  for (const request of await readRequests(lone, ids)) said.set(request.best.auditId, judgeStages(request, await readStageContext(lone, request)).reasons[0]);
  expect(said.get('end')).toContain('no other request of its kind');
  expect(said.get('begin')).toContain('no other request of its kind');
  expect(said.get('a')).toContain('Most requests like it');
  await lone.close();
});
