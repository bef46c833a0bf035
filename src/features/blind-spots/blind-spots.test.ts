/** From records and a policy to what the panel says of them. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { timestampUs } from '../../base/time';
import { load, recordLine, testWorkbench, type TestWorkbench } from '../../actions/workbench.testing';
import { auditPoliciesQuery, placeOfPolicy, policiesAt, policiesDuring } from '../../db/audit-policies.query';
import { readRows } from '../../db/define-query';
import { readEmptyListFacts } from '../../db/empty-list.query';
import { readPolicyOnFilter } from '../../db/policy-on-filter';
import { readAuditPolicy } from '../../model/audit-policy';
import { EMPTY_FILTER, exactly, type Filter } from '../../model/filter';
import type { PivotField } from '../../model/pivot-field';
import { policyEvaluator } from '../../trust/audit-policy';
import type { PolicyPeriod } from '../../model/policy-period';
import { couldShow } from '../../trust/could-show';
import { bestFit, eventsAgainst, policyFit } from '../../trust/policy-fit';
import { answeredQuestions, eventsOfStage, kindsOf } from './coverage';
import { coverageQuery, heldAgainstPolicyQuery } from './coverage.query';
import { answersOf } from './policy-answers';
import { questionOf } from './policy-question';
import { changesOf, readPoliciesOf } from './read-policy';
import { recordedKind } from './recorded-kind';

const POLICY = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: ["RequestReceived"]
rules:
- level: None
  users: ["alice"]
- level: Request
  resources:
  - group: ""
    resources: ["secrets"]
- level: None
  nonResourceURLs: ["/healthz*"]
- level: Metadata
`;

let workbench: TestWorkbench;
beforeAll(async () => {
  workbench = await testWorkbench();
  await load(workbench, 'audit.log', [
    recordLine(1), recordLine(2, { user: { username: 'alice', groups: ['dev'] }, objectRef: { resource: 'pods', namespace: 'dev', name: 'web', apiVersion: 'v1' }, verb: 'get' }),
    recordLine(3, { stage: 'RequestReceived', verb: 'watch', objectRef: { resource: 'configmaps', apiVersion: 'v1' }, user: { username: 'bob', groups: [] } }),
    recordLine(4, { objectRef: undefined, requestURI: '/healthz/etcd', verb: 'get', user: { username: 'probe', groups: [] } }),
  ].join('\n'));
  await load(workbench, 'policy.yaml', POLICY);
});
afterAll(() => workbench.engine.close());

const filtered = (fields: Partial<Record<PivotField, string>>, range?: Filter['range']): Filter => ({
  clauses: Object.entries(fields).map(([field, text]) => ({ kind: 'field', field: field === 'verb' || field === 'resource' || field === 'username' || field === 'code' ? field : 'name', negated: false, values: [exactly(text)], enabled: true })), range,
});

it('tells what appears, at which level, and what never does', async () => {
  const rows = await readRows(workbench.engine, coverageQuery, undefined);
  const questions = answeredQuestions(rows);
  expect(questions.find(({ usual }) => usual.question === 'Who read secrets?')).toMatchObject({ seen: { events: 1, levels: ['Metadata'], verbs: ['list'], stages: ['ResponseComplete'] }, missing: ['get', 'watch'] });
  expect(questions.find(({ usual }) => usual.question === 'Who ran commands in pods?')).toMatchObject({ seen: undefined });
  expect([eventsOfStage(rows, 'ResponseStarted'), eventsOfStage(rows, 'RequestReceived')]).toEqual([0, 1]);
  expect(kindsOf(rows).map((kind) => kind.name).toSorted()).toEqual(['', 'configmaps', 'pods', 'secrets']);
});

it('finds the events that the policy would not have written', async () => {
  const [row] = await readRows(workbench.engine, auditPoliciesQuery, undefined);
  const read = readAuditPolicy(row?.document ?? '');
  expect(read.ok).toBe(true);
  if (!read.ok) return;
  const kinds = (await readRows(workbench.engine, heldAgainstPolicyQuery, { changes: [] })).flatMap(recordedKind);
  const fit = policyFit(policyEvaluator(read.value), kinds);
  expect(fit.events).toBe(4);
  expect(fit.misfits.map(({ misfit, events }) => [misfit, events])).toEqual([['not logged', 2], ['another level', 1], ['omitted stage', 1]]);
  expect(fit.misfits.every(({ example }) => example > 0)).toBe(true);
});

describe('an empty list', () => {
  const answer = async (filter: Filter) => couldShow(await readEmptyListFacts(workbench.engine, filter));
  it('of a kind that never appears', async () => {
    expect(await answer(filtered({ verb: 'delete', resource: 'secrets' }))).toMatchObject({ could: 'cannot tell' });
  });
  it('of a kind that others asked for', async () => {
    expect(await answer(filtered({ verb: 'list', resource: 'secrets', username: 'bob' }))).toMatchObject({ could: 'probably' });
  });
  it('of a time without evidence', async () => {
    expect(await answer({ ...EMPTY_FILTER, range: { fromUs: timestampUs(1n), toUs: timestampUs(2n) } })).toMatchObject({ could: 'no' });
  });
  it('of failed logins', async () => {
    expect((await answer(filtered({ code: '401' }))).sentence).toContain('ResponseStarted only');
  });
  it('says what the policy would do', async () => {
    expect((await readPolicyOnFilter(workbench.engine, filtered({ verb: 'list', resource: 'secrets', username: 'alice' }), [])).map((word) => word.sentence)).toEqual(['list secrets by alice would not be logged: its rule is of level None (rule 1, line 5).']);
    expect((await readPolicyOnFilter(workbench.engine, filtered({ verb: 'list', resource: 'secrets' }), [])).map((word) => word.sentence)).toEqual(['list secrets would be logged at level Request, stages ResponseComplete, Panic (rule 2, line 7).']);
  });
});

describe('several policies', () => {
  const STRICT = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: None\n';
  const OPEN = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Metadata\n';
  let several: TestWorkbench;
  beforeAll(async () => {
    several = await testWorkbench();
    await load(several, 'audit.log', recordLine(1));
    await load(several, 'strict.yaml', STRICT);
    await load(several, 'two.yaml', `${STRICT}---\n${OPEN}`);
  });
  afterAll(() => several.engine.close());

  const periodOf = (row: Parameters<typeof placeOfPolicy>[0] | undefined, fromUs: bigint | null): PolicyPeriod => ({ place: row === undefined ? { sha256Prefix: '0123456789abcdef', byteOffset: 0, nth: 0 } : placeOfPolicy(row), evidenceName: '', fromUs: fromUs === null ? null : timestampUs(fromUs) });
  const [early, late] = [timestampUs(10n), timestampUs(100n)];

  it('are told by file and place, and one that is chosen speaks alone', async () => {
    const rows = await readRows(several.engine, auditPoliciesQuery, undefined);
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const chosen = periodOf(row, null);
      expect(chosen.place.sha256Prefix).toMatch(/^[0-9a-f]{16}$/);
      expect(policiesAt(rows, [chosen], early).map((held) => held.row)).toEqual([row]);
      const words = await readPolicyOnFilter(several.engine, filtered({ verb: 'list', resource: 'secrets' }), [chosen]);
      expect(words).toHaveLength(1);
      expect(words[0]?.sentence).toContain(row === rows[2] ? 'would be logged at level Metadata' : 'would not be logged');
    }
  });
  it('say the same once, with how many say it', async () => {
    const words = await readPolicyOnFilter(several.engine, filtered({ verb: 'list', resource: 'secrets' }), []);
    expect(words.map(({ others, sentence }) => [others, sentence])).toEqual([[1, expect.stringContaining('would not be logged')], [0, expect.stringContaining('would be logged at level Metadata')]]);
    const rows = await readRows(several.engine, auditPoliciesQuery, undefined);
    const answers = answersOf(readPoliciesOf(rows, undefined, []), questionOf({ verb: 'list', what: 'secrets', namespace: '', name: '', username: '' }, []));
    expect(answers.map(({ answer, by }) => [answer.kind, by.length])).toEqual([['not logged', 2], ['logged', 1]]);
  });
  it('are all asked where the one that was chosen is not loaded', async () => {
    const rows = await readRows(several.engine, auditPoliciesQuery, undefined);
    expect(policiesAt(rows, [periodOf(undefined, null)], early).map(({ row }) => row)).toEqual(rows);
  });
  it('hold each in its time', async () => {
    const rows = await readRows(several.engine, auditPoliciesQuery, undefined);
    const [strict, , open] = rows;
    const periods = [periodOf(strict, null), periodOf(open, 50n)];
    expect(policiesAt(rows, periods, early).map(({ row }) => row)).toEqual([strict]);
    expect(policiesAt(rows, periods, late).map(({ row }) => row)).toEqual([open]);
    expect(policiesAt(rows, periods, null).map(({ row }) => row)).toEqual([strict, open]);
    // Of a time nothing is stated of, each may be the one; of a time whose policy is not loaded, none is.
    expect(policiesAt(rows, [periodOf(open, 50n)], early).map(({ row }) => row)).toEqual(rows);
    expect(policiesAt(rows, [periodOf(strict, null), periodOf(undefined, 50n)], late)).toEqual([]);
    expect(policiesDuring(rows, periods, { fromUs: late, toUs: timestampUs(200n) }).map(({ row }) => row)).toEqual([open]);
    expect(policiesDuring(rows, [periodOf(open, 50n)], undefined)).toHaveLength(3);
    const words = await readPolicyOnFilter(several.engine, filtered({ verb: 'list', resource: 'secrets' }), periods);
    expect(words.map(({ period }) => period)).toEqual(['in force until 1970-01-01 00:00:00.000050 UTC', 'in force from 1970-01-01 00:00:00.000050 UTC on']);
  });
  it('are held against the events of their time', async () => {
    const rows = await readRows(several.engine, auditPoliciesQuery, undefined);
    const [strict, , open] = rows;
    const against = async (periods: readonly PolicyPeriod[]): Promise<readonly (number | undefined)[]> => {
      const kinds = (await readRows(several.engine, heldAgainstPolicyQuery, { changes: changesOf(periods) })).flatMap(recordedKind);
      return readPoliciesOf(rows, kinds, periods).map(({ fit }) => fit && eventsAgainst(fit));
    };
    const after = 1_900_000_000_000_000n;
    expect(await against([])).toEqual([1, 1, 0]);
    // The one event comes before the strict policy does.
    expect(await against([periodOf(open, null), periodOf(strict, after)])).toEqual([0, 1, 0]);
    expect(await against([periodOf(strict, 0n), periodOf(open, after)])).toEqual([1, 1, 0]);
  });
  it('are ranked by the events that speak against them', async () => {
    const kinds = (await readRows(several.engine, heldAgainstPolicyQuery, { changes: [] })).flatMap(recordedKind);
    const fits = (await readRows(several.engine, auditPoliciesQuery, undefined)).flatMap(({ document }) => {
      const read = readAuditPolicy(document);
      return read.ok ? [policyFit(policyEvaluator(read.value), kinds)] : [];
    });
    expect(fits.map(eventsAgainst)).toEqual([1, 1, 0]);
    expect(bestFit(fits)).toBe(2);
    expect(bestFit([])).toBeUndefined();
  });
});

test.each<[string, string, object]>([
  ['secrets', 'get', { kind: 'resource', apiGroup: '', resource: 'secrets', subresource: '' }],
  ['pods/exec', 'create', { kind: 'resource', apiGroup: '', resource: 'pods', subresource: 'exec' }],
  ['deployments', 'get', { kind: 'resource', apiGroup: 'apps', resource: 'deployments' }],
  ['widgets.example.com/scale', 'patch', { kind: 'resource', apiGroup: 'example.com', resource: 'widgets', subresource: 'scale' }],
  ['/healthz', 'get', { kind: 'path', path: '/healthz' }],
])('%s as typed', (what, verb, target) => {
  expect(questionOf({ verb, what, namespace: '', name: '', username: '' }, [])).toMatchObject({ verb, target });
});

it('several policies of one ConfigMap are told apart', async () => {
  const holder = await testWorkbench();
  const data = ['None', 'Metadata', 'Request'].map((level) => `  ${level.toLowerCase()}.yaml: |\n    apiVersion: audit.k8s.io/v1\n    kind: Policy\n    rules:\n    - level: ${level}\n`).join('');
  await load(holder, 'audit.log', recordLine(1));
  await load(holder, 'map.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: audit\ndata:\n${data}`);
  const rows = await readRows(holder.engine, auditPoliciesQuery, undefined);
  expect(rows.map(({ nth, of_document }) => [nth, of_document])).toEqual([[0, 3], [1, 3], [2, 3]]);
  for (const row of rows) expect(policiesAt(rows, [{ place: placeOfPolicy(row), evidenceName: '', fromUs: null }], timestampUs(0n)).map((held) => held.row)).toEqual([row]);
  await holder.engine.close();
});

describe('an empty list of what is not there to be asked for', () => {
  const answer = async (filter: Filter) => couldShow(await readEmptyListFacts(workbench.engine, filter));
  it.each<[string, Filter['clauses'][number], string]>([
    ['a test without its addresses', { kind: 'field', field: 'test', negated: false, values: [exactly('P1')], enabled: true }, 'P1 was not run: no addresses of pods'],
    ['a test of the open record', { kind: 'field', field: 'test', negated: false, values: [exactly('H18')], enabled: true }, 'H18 was not run: only on the open record'],
    ['a test of causes in a log too small for it', { kind: 'field', field: 'test', negated: false, values: [exactly('H8')], enabled: true }, 'H8 was not run: none in this log'],
    ['a field that no request has', { kind: 'field', field: 'credential_id', negated: false, values: [exactly('JTI=1')], enabled: true }, 'No request in the evidence has any credential-id at all'],
  ])('%s', async (_, clause, sentence) => {
    expect(await answer({ clauses: [clause], range: undefined })).toEqual({ could: 'cannot tell', sentence: expect.stringContaining(sentence) });
  });
  it('a field that requests have, and a test that was run', async () => {
    expect((await answer({ clauses: [{ kind: 'field', field: 'namespace', negated: false, values: [exactly('nowhere')], enabled: true }, { kind: 'field', field: 'test', negated: false, values: [exactly('M1')], enabled: true }], range: undefined })).could).toBe('probably');
  });
});
