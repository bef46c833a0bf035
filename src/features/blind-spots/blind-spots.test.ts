/** From records and a policy to what the panel says of them. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { timestampUs } from '../../base/time';
import { load, recordLine, testWorkbench, type TestWorkbench } from '../../actions/workbench.testing';
import { auditPoliciesQuery, heldPolicies, placeOfPolicy } from '../../db/audit-policies.query';
import { readRows } from '../../db/define-query';
import { readEmptyListFacts } from '../../db/empty-list.query';
import { readPolicyOnFilter } from '../../db/policy-on-filter';
import { readAuditPolicy } from '../../model/audit-policy';
import { EMPTY_FILTER, exactly, type Filter } from '../../model/filter';
import type { PivotField } from '../../model/pivot-field';
import { policyEvaluator } from '../../trust/audit-policy';
import { couldShow } from '../../trust/could-show';
import { bestFit, eventsAgainst, policyFit } from '../../trust/policy-fit';
import { answeredQuestions, eventsOfStage, kindsOf } from './coverage';
import { coverageQuery, heldAgainstPolicyQuery } from './coverage.query';
import { questionOf } from './policy-question';
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
  const kinds = (await readRows(workbench.engine, heldAgainstPolicyQuery, undefined)).flatMap(recordedKind);
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
    expect((await readPolicyOnFilter(workbench.engine, filtered({ verb: 'list', resource: 'secrets', username: 'alice' }), undefined)).map((word) => word.sentence)).toEqual(['list secrets by alice would not be logged: its rule is of level None (rule 1, line 5).']);
    expect((await readPolicyOnFilter(workbench.engine, filtered({ verb: 'list', resource: 'secrets' }), undefined)).map((word) => word.sentence)).toEqual(['list secrets would be logged at level Request, stages ResponseComplete, Panic (rule 2, line 7).']);
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

  it('are told by file and place, and one that is chosen speaks alone', async () => {
    const rows = await readRows(several.engine, auditPoliciesQuery, undefined);
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const chosen = placeOfPolicy(row);
      expect(chosen.sha256Prefix).toMatch(/^[0-9a-f]{16}$/);
      expect(heldPolicies(rows, chosen)).toEqual([row]);
      const words = await readPolicyOnFilter(several.engine, filtered({ verb: 'list', resource: 'secrets' }), chosen);
      expect(words).toHaveLength(1);
      expect(words[0]?.sentence).toContain(row === rows[2] ? 'would be logged at level Metadata' : 'would not be logged');
    }
    expect(await readPolicyOnFilter(several.engine, filtered({ verb: 'list', resource: 'secrets' }), undefined)).toHaveLength(3);
  });
  it('are all asked where the one that was chosen is not loaded', async () => {
    const rows = await readRows(several.engine, auditPoliciesQuery, undefined);
    expect(heldPolicies(rows, { sha256Prefix: '0123456789abcdef', byteOffset: 0 })).toEqual(rows);
  });
  it('are ranked by the events that speak against them', async () => {
    const kinds = (await readRows(several.engine, heldAgainstPolicyQuery, undefined)).flatMap(recordedKind);
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
