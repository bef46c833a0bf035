/** The sentence that is shown from a row of the list is the one that the whole request gets. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestSentence, sentenceText } from '../trust/sentence';
import { factsOfRequest } from '../trust/request-facts';
import { verdictFor } from '../trust/verdict';
import { isLedgerField } from '../trust/field-ledger';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords } from './evidence.testing';
import { readRequests } from './read-request';
import { readRequestRows } from './read-request-rows';
import { rebuildRequests } from './request-pairing';
import { factsOfRow, sentenceFactsOfRow } from './request-row';
import { fixedSql } from './sql';
import { ROWS } from './trust-tests.fixture';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  const load = await new EvidenceStore(engine).begin({ name: 'rows', path: 'rows', bytes: 1 });
  await appendRecords(load, ROWS.map(([, , , record], i) => ({
    stage: 'ResponseComplete', auditId: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`, receivedUs: 1_750_000_000_000_123n + BigInt(i), stageUs: 1_750_000_000_000_423n + BigInt(i), username: `user-${i}`, verb: 'get',
    uri: `/healthz/${i}`, code: 200, sourceIps: ['10.0.0.9'], ...record,
  })));
  await load.commit({ sha256: 'rows', format: 'test', container: 'none' });
  await rebuildRequests(engine);
});
afterAll(() => engine.close());

it('for every record of the trust tests', async () => {
  const ids = (await engine.read(fixedSql('SELECT request_id FROM requests ORDER BY 1'))).objects().map(({ request_id }) => Number(request_id));
  const rows = await readRequestRows(engine, ids);
  const whole = new Map((await readRequests(engine, ids)).map((request) => [request.requestId, request]));
  expect(rows.length).toBeGreaterThan(200);
  for (const row of rows) {
    const request = whole.get(row.request_id);
    const facts = sentenceFactsOfRow(row);
    if (request === undefined || facts === undefined) throw new Error(`no request ${row.request_id}`);
    // What rests on borrowed groups is said when they are read.
    if (row.impersonating && row.decision === 'allow' && (row.decision_reason ?? '') === '') continue;
    const parts = requestSentence(facts);
    expect(sentenceText(parts)).toBe(sentenceText(requestSentence(request)));
    for (const { field } of parts) {
      if (field !== undefined && isLedgerField(field)) expect([field, verdictFor(field, factsOfRow(row))]).toEqual([field, verdictFor(field, factsOfRequest(request))]);
    }
  }
});
