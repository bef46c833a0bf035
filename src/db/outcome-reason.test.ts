/** The stored reason is the one the rule gives. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OUTCOME_REASON_ROWS } from '../trust/outcome-reason.fixture';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords, EPOCH_US, type RecordParts } from './evidence.testing';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';

let engine: Engine;
let found: ReadonlyMap<string, unknown>;

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  const load = await new EvidenceStore(engine).begin({ name: 'a', path: 'a', bytes: 1 });
  await appendRecords(load, OUTCOME_REASON_ROWS.flatMap(([, , facts], i): RecordParts[] => {
    const { stages = ['ResponseComplete'], code = 200, message = null, decision = 'allow', decisionReason = '', verb = 'get', subresource = null } = facts;
    return stages.map((stage) => ({
      stage, code, message, verb, resource: 'pods', subresource, auditId: `r-${i}`, uri: '/x', username: 'a', receivedUs: EPOCH_US, stageUs: EPOCH_US,
      annotations: decision === null ? null : [['authorization.k8s.io/decision', decision], ['authorization.k8s.io/reason', decisionReason ?? '']],
    }));
  }));
  await load.commit({ sha256: 'a', format: 'test', container: 'none' });
  await rebuildRequests(engine);
  const rows = await engine.read(fixedSql('SELECT audit_id, outcome_reason FROM requests'));
  found = new Map([...rows.objects()].map(({ audit_id, outcome_reason }) => [String(audit_id), outcome_reason]));
});
afterAll(() => engine.close());

test.each(OUTCOME_REASON_ROWS.map(([reason, why], i) => [reason, why, i] as const))('%s: %s', (reason, _, i) => {
  expect(found.get(`r-${i}`)).toBe(reason);
});
