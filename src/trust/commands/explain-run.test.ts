/** Runs as a whole: what belongs together, what contradicts kubectl, and what is left alone. */
import { describe, expect, it, test } from 'vitest';
import fc from 'fast-check';
import { explainRun } from './explain-run';
import { AGENTS, runOf, type Agent, type RunOverrides } from './run.fixture';

const commands = (agent: Agent, lines: string, over?: RunOverrides): string[] => explainRun(runOf(agent, lines, over)).map((one) => `${one.text} [${one.requestIds.join(' ')}]`);
const NS = '/api/v1/namespaces/dev';

test.each<[string, Agent, string, string[]]>([
  ['two gets of one object', 'kubectl', `+0 GET ${NS}/pods/a\n+300 GET ${NS}/pods/a`, ['kubectl get pods a -n dev [1]', 'kubectl get pods a -n dev [2]']],
  ['discovery belongs to what follows', 'kubectl', `+0 GET /api?timeout=32s\n+40 GET /apis?timeout=32s\n+200 GET ${NS}/services?limit=500`, ['kubectl get services -n dev [1 2 3]']],
  ['discovery long before does not', 'kubectl', `+0 GET /api?timeout=32s\n+40 GET /apis?timeout=32s\n+2900 GET ${NS}/services?limit=500`, ['kubectl get services -n dev [3]', 'discovery of the API (kubectl api-resources, completion, or before another command) [1 2]']],
  ['pages of one list', 'kubectl', `+0 GET ${NS}/pods?limit=500\n+90 GET ${NS}/pods?continue=a&limit=500\n+180 GET ${NS}/pods?continue=b&limit=500`, ['kubectl get pods -n dev [1 2 3]']],
  ['two commands in one run', 'kubectl', `+0 GET ${NS}/pods/a\n+80 GET ${NS}/events?fieldSelector=involvedObject.name%3Da&limit=500\n+700 GET ${NS}/pods/b\n+800 GET ${NS}/pods/b/log?container=c`, ['kubectl logs b -n dev -c c [3 4]', 'kubectl describe pods a -n dev [1 2]']],
  ['a custom resource', 'kubectl', '+0 GET /apis/example.com/v1/namespaces/dev/widgets?limit=500', ['kubectl get widgets.example.com -n dev [1]']],
  ['a controller is left alone', 'operator', `+0 GET ${NS}/pods?limit=500`, []],
  ['no user agent: the form speaks', 'none', `+0 GET ${NS}/pods?limit=500`, ['kubectl get pods -n dev [1]']],
  ['kubectl before managers: create', 'old', `+0 POST ${NS}/secrets as s 201`, ['kubectl create … -n dev # secrets s [1]']],
  ['kubectl before managers: apply', 'old', `+0 GET ${NS}/secrets/s 404\n+80 POST ${NS}/secrets as s 201`, ['kubectl apply -f … -n dev [1 2]']],
  ['kubectl before managers: roles', 'old', '+0 POST /apis/rbac.authorization.k8s.io/v1/clusterroles as r 201', ['kubectl create … # clusterroles r [1]']],
  ['roles without a manager', 'kubectl', '+0 POST /apis/rbac.authorization.k8s.io/v1/clusterroles as r 201', ['kubectl auth reconcile -f … [1]']],
  ['roles by nobody knows what', 'none', '+0 POST /apis/rbac.authorization.k8s.io/v1/clusterroles as r 201', []],
  ['a deletion by nobody knows what', 'none', `+0 DELETE ${NS}/pods/a`, []],
  ['no user agent and no form', 'none', `+0 GET ${NS}/pods/a`, []],
])('%s', (_, agent, lines, expected) => {
  expect(commands(agent, lines)).toEqual(expected);
});

describe('claims kubectl, does not look like kubectl', () => {
  it.each<[string, Agent, string, RegExp | undefined]>([
    ['keys out of order', 'kubectl', `+0 GET ${NS}/pods?limit=500&continue=x`, /alphabetical/],
    ['spaces as %20', 'kubectl', `+0 GET ${NS}/pods?labelSelector=a%20in%20%28b%29&limit=500`, /escaped otherwise/],
    ['as Go writes it', 'kubectl', `+0 GET ${NS}/pods?labelSelector=a+in+%28b%29&limit=500`, undefined],
    ['a hidden resource', 'kubectl', '+0 GET /api/v1/namespaces/dev/%73ecrets?limit=500', /path escapes/],
    ['a write without a manager', 'kubectl', `+0 POST ${NS}/configmaps as c 201`, /field manager/],
    ['the same by kubectl 1.17, which had none', 'old', `+0 POST ${NS}/configmaps as c 201`, undefined],
    ['an exec needs no manager', 'kubectl', `+0 POST ${NS}/pods/a/exec?command=id&stdout=true 101`, undefined],
    ['deletecollection', 'kubectl', `+0 DELETE ${NS}/pods?labelSelector=a%3Db`, /never sends deletecollection/],
    ['a bare list, alone', 'kubectl', '+0 GET /apis/rbac.authorization.k8s.io/v1/rolebindings', /chunks of 500/],
    ['a bare list in company', 'kubectl', `+0 GET ${NS}/pods?limit=500\n+90 GET /apis/rbac.authorization.k8s.io/v1/rolebindings`, undefined],
    ['curl does not claim it', 'curl', `+0 GET ${NS}/pods?limit=500&continue=x`, undefined],
  ])('%s', (_, agent, lines, expected) => {
    const said = explainRun(runOf(agent, lines)).flatMap((one) => one.contradictions).join(' ');
    if (expected === undefined) expect(said).toBe('');
    else expect(said).toMatch(expected);
  });

  it('is not said where the evidence has no queries', () => {
    const lines = '+0 GET /apis/rbac.authorization.k8s.io/v1/rolebindings\n+900 POST /api/v1/namespaces/dev/configmaps as c 201';
    expect(explainRun(runOf('kubectl', lines, { queryLogged: false })).flatMap((one) => one.contradictions)).toEqual([]);
  });
});

test('sessions say how long they were', () => {
  const [command] = explainRun(runOf('kubectl', `+0 POST ${NS}/pods/a/exec?command=sh&container=c&stdin=true&stdout=true&tty=true 101`, { durationUs: 192_000_000n }));
  expect(command?.reason).toContain('The session lasted 3 min 12 s.');
  expect(command?.reason).toContain('What was typed in it is not in the log.');
});

test('the body says what was asked of can-i', () => {
  const body = { spec: { resourceAttributes: { verb: 'create', resource: 'pods', namespace: 'kube-system' } } };
  expect(commands('kubectl', '+0 POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews 201', { body })).toEqual(['kubectl auth can-i create pods -n kube-system [1]']);
});

// The write-up on spoofed addresses (raesene): curl through kubectl proxy, with and without a header of its own.
test.each<[readonly string[], string, string]>([
  [['127.0.0.1', '172.18.0.1'], 'curl http://127.0.0.1:8001/api/v1/pods/', 'high'],
  [['8.8.8.8', '127.0.0.1', '172.18.0.1'], 'curl http://127.0.0.1:8001/api/v1/pods/', 'medium'],
  [['8.8.8.8', '127.0.0.1', '1.1.1.1', '172.18.0.1'], 'curl http://127.0.0.1:8001/api/v1/pods/', 'medium'],
  [['8.8.8.8', '172.18.0.1'], 'curl -H "Authorization: Bearer …" https://APISERVER/api/v1/pods/', 'medium'],
])('curl from %s', (sourceIps, text, confidence) => {
  expect(explainRun(runOf('curl', '+0 GET /api/v1/pods/', { sourceIps }))).toMatchObject([{ text, confidence }]);
});

test('names are quoted for a shell', () => {
  expect(commands('kubectl', `+0 GET ${NS}/pods/a%3Brm%20-rf`)[0]).not.toMatch(/get pods a;rm/);
});

test('whatever is asked, each request is in one command at most, and the order of arrival in the list is of no account', () => {
  const paths = ['/api', '/apis', '/openapi/v3', `${NS}/pods`, `${NS}/pods?limit=500`, `${NS}/pods/a`, `${NS}/pods/a/log?container=c`, `${NS}/pods/a/exec?command=tar`, `${NS}/events?fieldSelector=involvedObject.name%3Da&limit=500`, `${NS}/secrets/sh.helm.release.v1.w.v1`, '/version', '/%zz?a=%'];
  const lines = fc.array(fc.tuple(fc.nat(4000), fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE'), fc.constantFrom(...paths)), { maxLength: 25 });
  const agents = Object.keys(AGENTS).filter((name): name is Agent => Object.hasOwn(AGENTS, name));
  fc.assert(fc.property(fc.constantFrom(...agents), lines, (agent, asked) => {
    const run = runOf(agent, asked.map(([ms, method, uri]) => `+${ms} ${method} ${uri}`).join('\n'));
    const found = explainRun(run);
    const members = found.flatMap((one) => one.requestIds);
    expect(new Set(members).size).toBe(members.length);
    expect(found.every((one) => one.requestIds.length > 0 && one.text !== '')).toBe(true);
    expect(explainRun(run.toReversed())).toEqual(found);
  }));
});
