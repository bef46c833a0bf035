/** Records under keys that nobody has told us of, and what looks like one where a client could have written it. */
import { describe, expect, test } from 'vitest';
import { readAll, type Outcome } from '../bytes.testing';
import { a, aks, b, event, json, parse } from './form-samples.fixture';

const ids = (outcome: Outcome): (string | null)[] => outcome.rows.map((row) => row.auditId);
const gke = (id: string) => ({ insertId: id, logName: 'l', timestamp: '2025-02-03T04:05:06Z', protoPayload: { serviceName: 'k8s.io', methodName: 'io.k8s.core.v1.pods.get', resourceName: 'core/v1/namespaces/n/pods/p' } });

async function read(text: string): Promise<Outcome> {
  const outcome = await readAll(text);
  for (const size of [1, 7]) expect(await readAll(text, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues, summary: outcome.summary });
  return outcome;
}

describe('records under unknown keys', () => {
  test.each<[string, unknown, string[]]>([
    ['a list', { caseNumber: 7, suspicious: [parse(a), parse(b)] }, ['a', 'b']],
    ['an answer that a workflow kept', { statusCode: 200, headers: { Date: 'x' }, body: { value: [{ Category: 'kube-audit', log_s: a, pod_s: 'p' }, { Category: 'kube-audit', log_s: b, pod_s: 'p' }] } }, ['a', 'b']],
    ['the webhook\'s list without its kind', { Items: [{ Level: 'Metadata', AuditID: 'a', Stage: 'Panic', RequestURI: '/api', Verb: 'get', User: { Username: 'u' } }] }, ['a']],
    ['deep in a definition', { definition: { actions: { parse: { inputs: { content: parse(a) } } } } }, ['a']],
    ['tests of a rule, of several clouds', { tests: [{ name: 'one', log: aks(a) }, { name: 'two', log: gke('g') }] }, ['a', 'g']],
    ['a text that is a list of events', { evidence: { audit: { data: json({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [parse(a), parse(b)] }) } } }, ['a', 'b']],
    ['a record under a usual key and another one beside it', { input: { message: a }, second: { message: b } }, ['a', 'b']],
    ['a record under a usual key and a copy of it beside it', { input: { message: a }, expected: { message: a, event: parse(a) } }, ['a']],
  ])('%s', async (_, value, expected) => {
    for (const text of [json(value), `${JSON.stringify(value, null, 2)}\n`]) {
      const outcome = await read(text);
      expect(ids(outcome)).toEqual(expected);
      expect(outcome.issues).toEqual([]);
    }
  });

  test.each<[string, unknown]>([
    ['a body, cut out of a record', { auditID: 'x', verb: 'create', requestObject: { payload: [parse(a)] } }],
    ['a user agent, cut out of a record', { verb: 'get', userAgent: a }],
    ['a user agent in the log of another server', { time: 't', status: 200, http_user_agent: a, referer: a }],
    ['a parameter of another server\'s request', { request: { payload: a }, params: { x: parse(a) } }],
    ['a schema of events', { schema: { properties: { auditID: { type: 'string' }, stage: { type: 'string' }, verb: { type: 'string' }, requestURI: { type: 'string' }, user: { type: 'object' } } } }],
    ['an object of the cluster', { backup: [{ kind: 'ConfigMap', apiVersion: 'v1', data: { message: a } }] }],
    ['a finding about a pod, with its annotations', { finding: { resource: { metadata: { name: 'p' }, annotations: { data: parse(a) } } } }],
  ])('%s is none', async (_, value) => {
    const outcome = await read(json(value));
    expect(ids(outcome)).toEqual([]);
    expect(outcome.issues).toMatchObject([{ kind: 'not-audit' }]);
  });
});

describe('envelopes between words', () => {
  const indented = (value: unknown, by = 6): string => JSON.stringify(value, null, 2).replaceAll(/^/gm, ' '.repeat(by));
  test('under names of YAML', async () => {
    const text = `Tests:\n  - Name: one\n    Log:\n${indented(aks(a))}\n  - Name: two\n    Log:\n${indented(gke('g'))}\n  - Name: three\n    Log:\n${indented(parse(b))}\n`;
    const outcome = await read(text);
    expect(ids(outcome)).toEqual(['a', 'g', 'b']);
    expect(outcome.issues.map(({ kind }) => kind)).toEqual(['skipped-bytes', 'skipped-bytes', 'skipped-bytes']);
  });

  test('in the middle of a line', async () => {
    expect(ids(await read(`posted '${json(aks(a))}' to the hub, then ${json({ log: b, stream: 'stdout', time: 't' })}\n`))).toEqual(['a', 'b']);
  });

  test('what holds no record stays text', async () => {
    const outcome = await read(`the answer was ${json({ message: 'no records of k8s.io', auditID: null })} and no more\n${a}\n`);
    expect(ids(outcome)).toEqual(['a']);
    expect(outcome.issues).toMatchObject([{ kind: 'skipped-bytes', line: 1 }]);
  });

  test('a value of a record whose beginning is missing is none', async () => {
    expect(ids(await read(`rl":"/x","requestObject":${json(aks(a))}}\n${b}\n`))).toEqual(['b']);
    expect(ids(await read(`"x","items":[${json(aks(event('c')))}]}\n${b}\n`))).toEqual(['b']);
  });
});
