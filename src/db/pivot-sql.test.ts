/** A filter means the same in SQL as read clause by clause over the public view. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { timestampUs } from '../base/time';
import type { Filter, FilterClause, FilterValue } from '../model/filter';
import { pivotFieldNames, type PivotField } from '../model/pivot-field';
import { STAGES } from '../model/stage';
import { createSchema } from './create-schema';
import { readRows, readTable } from './define-query';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { facetQuery, facetSetQuery, readFacetSet } from './facet.query';
import { valueMatches, textKeysSql } from './pivot-sql';
import { readRequestIds } from './read-request-ids';
import { requestIdsQuery, type RequestSortColumn } from './request-list.query';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';
import { appendRecords, EPOCH_US, type RecordParts } from './evidence.testing';

// Long enough for a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const USERS = ['alice', 'system:node:a', 'system:node:b', "o'brien", '%_\\*', '', null];
/** As servers make them, and as they do not. */
const MADE = '3f2a9d10-5b6c-4e7f-8a9b-0c1d2e3f4a5b';
const URIS = ['/api/v1/secrets', '/api/v1/namespaces/ci/pods/x', '/VERSION?a=1', null];
const CODES = [200, 403, 404, null];
const IPS = [['10.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['8.8.8.8', '127.0.0.1', '1.1.1.1'], null];

const record = fc.record({
  stage: fc.constantFrom(...STAGES, null), auditId: fc.constantFrom('a', 'B', 'c', MADE, 'f1e2d3c4-0000-4000-9000-0123456789ab', null), receivedUs: fc.constantFrom(EPOCH_US, EPOCH_US + 5n, null),
  stageUs: fc.constant(EPOCH_US + 9n), username: fc.constantFrom(...USERS), verb: fc.constantFrom('get', 'list', null), uri: fc.constantFrom(...URIS),
  code: fc.constantFrom(...CODES), sourceIps: fc.constantFrom(...IPS), resource: fc.constantFrom('pods', 'secrets', null), namespace: fc.constantFrom('ci', '', null),
  agent: fc.constantFrom('curl/7', 'kubectl', null), message: fc.constantFrom('Forbidden: Alice', null), level: fc.constantFrom('Metadata', 'Request'),
}) satisfies fc.Arbitrary<RecordParts>;

interface Row {
  readonly request_id: number;
  readonly values: Readonly<Partial<Record<PivotField, readonly (string | null)[]>>>;
  readonly searched: readonly (string | null)[];
  readonly atUs: bigint | null;
}

let engine: Engine;
let rows: readonly Row[];

const texts = (value: unknown): string | null => (value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value));
const list = (value: unknown): (string | null)[] => (Array.isArray(value) && value.length > 0 ? value.map(texts) : [null]);

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  const store = new EvidenceStore(engine);
  const records = fc.sample(record, { numRuns: 240, seed: 7 });
  for (const [i, part] of [records.slice(0, 150), records.slice(150)].entries()) {
    const load = await store.begin({ name: `file ${i}`, path: `file ${i}`, bytes: 1 });
    await appendRecords(load, part);
    await load.commit({ sha256: String(i), format: 'test', container: 'none' });
  }
  await rebuildRequests(engine);
  const requests = (await engine.read(fixedSql(`SELECT r.*, (SELECT s.record FROM request_stages s WHERE s.request_id = r.request_id) AS stage_record, (SELECT list(DISTINCT test_id) FROM signals s WHERE s.request_id = r.request_id) AS tests,
    (SELECT list(DISTINCT v.name) FROM events e JOIN evidence v USING (evidence_id) WHERE e.request_id = r.request_id) AS files,
    (SELECT q.at_us FROM paired_requests q WHERE q.request_id = r.request_id) AS at_us FROM requests r`))).objects();
  rows = requests.map((r): Row => {
    const one = (name: string): readonly (string | null)[] => [texts(r[name])];
    return {
      request_id: Number(r['request_id']), atUs: typeof r['at_us'] === 'number' ? BigInt(r['at_us']) : null,
      values: {
        username: one('username'), effective_username: one('effective_username'), pod_name: one('pod_name'), credential_id: one('credential_id'),
        user_agent: one('user_agent'), verb: one('verb'), uri_template: one('uri_template'), request_uri: one('request_uri'), resource: one('resource'),
        subresource: one('subresource'), namespace: one('namespace'), name: one('name'), peer_ip: one('peer_ip'), claimed_ip: list(r['claimed_ips']),
        outcome: one('outcome'), outcome_reason: one('outcome_reason'), stage_record: one('stage_record'), code: one('code'), stage: list(r['stages']), level: one('level'), test: list(r['tests']), evidence: list(r['files']), audit_id: one('audit_id'),
      },
      searched: [
        ...['request_uri', 'verb', 'resource', 'subresource', 'name', 'namespace', 'username', 'effective_username', 'uid', 'user_agent', 'code', 'status', 'message', 'reason', 'audit_id', 'level'].map((name) => texts(r[name])),
        ...list(r['source_ips']), ...list(r['groups']),
      ],
    };
  });
});
afterAll(() => engine.close());

function passes(row: Row, clause: FilterClause): boolean {
  const holds = clause.kind === 'search'
    ? row.searched.some((text) => text?.toLowerCase().includes(clause.text.toLowerCase()) === true)
    : (row.values[clause.field] ?? []).some((text) => clause.values.some((value) => (text === null ? value.kind === 'none' : valueMatches(value, text))));
  return holds !== clause.negated;
}

const expectedIds = (filter: Filter): number[] =>
  rows
    .filter((row) => filter.clauses.every((clause) => !clause.enabled || passes(row, clause)))
    .filter((row) => filter.range === undefined || (row.atUs !== null && row.atUs >= filter.range.fromUs && row.atUs < filter.range.toUs))
    .map((row) => row.request_id).sort((a, b) => a - b);

const value: fc.Arbitrary<FilterValue> = fc.oneof(
  fc.constant<FilterValue>({ kind: 'none' }),
  fc.constantFrom('alice', 'get', '200', 'ci', '8.8.8.8', 'allowed', 'not found', 'ResponseComplete', 'A2', 'file 0', '', "o'brien", '%_\\*', '/api/v1/secrets', 'a').map((text): FilterValue => ({ kind: 'exact', text })),
  fc.constantFrom('*', 'system:node:*', '%*', '*\\*', '4*', 'file*', '*a*', '_').map((text): FilterValue => ({ kind: 'pattern', text })),
);
const clause: fc.Arbitrary<FilterClause> = fc.oneof(
  fc.record({ kind: fc.constant('field' as const), field: fc.constantFrom(...pivotFieldNames), negated: fc.boolean(), values: fc.array(value, { minLength: 1, maxLength: 3 }), enabled: fc.boolean() }),
  fc.record({ kind: fc.constant('search' as const), text: fc.constantFrom('ALICE', 'secret', "'", '%', 'version', '8.8.8.8', '403', 'request', 'b', 'curl', MADE, MADE.toUpperCase(), '-5B6C-', '-4', `${MADE}0`), negated: fc.boolean(), enabled: fc.boolean() }),
);
const filter: fc.Arbitrary<Filter> = fc.record({
  clauses: fc.array(clause, { maxLength: 3 }),
  range: fc.option(fc.constantFrom(EPOCH_US, EPOCH_US + 1n).map((from) => ({ fromUs: timestampUs(from), toUs: timestampUs(EPOCH_US + 6n) })), { nil: undefined }),
});

const sortColumns: readonly RequestSortColumn[] = [
  'received_at', 'duration_us', 'code', 'outcome', 'username', 'effective_username', 'pod_name', 'user_agent', 'verb', 'request_uri', 'resource', 'namespace', 'name', 'peer_ip', 'level',
];

/** What has no time comes last. */
function inTimeOrder(ids: readonly number[]): number[] {
  const times = new Map(rows.map(({ request_id, atUs }) => [request_id, atUs]));
  const place = (id: number): bigint => times.get(id) ?? 2n ** 62n;
  return ids.toSorted((a, b) => (place(a) === place(b) ? a - b : place(a) < place(b) ? -1 : 1));
}

it('keeps the same requests, in the order of time', async () => {
  expect(rows.length).toBeGreaterThan(100);
  await fc.assert(
    fc.asyncProperty(filter, async (one) => {
      const table = await readTable(engine, requestIdsQuery, { filter: one, sort: { column: 'received_at', descending: false } });
      expect(Array.from(table.int32(0))).toEqual(inTimeOrder(expectedIds(one)));
    }),
    { numRuns: 300 },
  );
});

it('counts every facet as the filter without the field’s own choice lets through', async () => {
  await fc.assert(
    fc.asyncProperty(filter, fc.constantFrom(...pivotFieldNames), async (one, field) => {
      const own = { ...one, clauses: one.clauses.filter((c) => !(c.kind === 'field' && c.field === field && !c.negated)) };
      const ids = new Set(expectedIds(own));
      const counts = new Map<string | null, number>();
      for (const row of rows) {
        if (!ids.has(row.request_id)) continue;
        for (const text of new Set(row.values[field] ?? [])) counts.set(text, (counts.get(text) ?? 0) + 1);
      }
      const answer = await readRows(engine, facetQuery, { field, filter: one, search: '', limit: 1000 });
      expect(new Map(answer.map((row) => [row.value, row.n]))).toEqual(counts);
      expect(answer.every((row) => row.total === counts.size)).toBe(true);
      if (one.clauses.some((c) => c.kind === 'field' && c.field === field && c.enabled)) return;
      const together = await readRows(engine, facetSetQuery, { fields: ['verb', field], filter: one, limit: 1000 });
      expect(together.filter((row) => row.field === field).map((row) => [row.value, row.n, row.total])).toEqual(
        field === 'verb' ? expect.anything() : answer.map((row) => [row.value, row.n, row.total]),
      );
    }),
    { numRuns: 300 },
  );
});

it('reads the order of the list as its statement has it, by every column, with every filter', async () => {
  await fc.assert(
    fc.asyncProperty(filter, fc.constantFrom(...sortColumns), fc.boolean(), async (one, column, descending) => {
      const order = { filter: one, sort: { column, descending } };
      const found = Array.from(await readRequestIds(engine, order));
      expect(found).toEqual(Array.from((await readTable(engine, requestIdsQuery, order)).int32(0)));
      expect(found.toSorted((a, b) => a - b)).toEqual(expectedIds(one));
    }),
    { numRuns: 300 },
  );
});

it('says the key of each value that a filter could ask for', async () => {
  const rows = await readFacetSet(engine, { fields: ['username', 'verb', 'code', 'request_uri'], filter: { clauses: [], range: undefined }, limit: 5 });
  const keyed = rows.filter((row) => row.key !== null && row.value !== null);
  expect(keyed.length).toBeGreaterThan(5);
  for (const { key, value } of keyed) expect((await engine.read(textKeysSql([{ kind: 'exact', text: value ?? '' }]))).objects()).toEqual([{ text_key: key }]);
});
