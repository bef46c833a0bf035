import { expect, test } from 'vitest';
import { NOBODY, request, user, type EventOverride } from './request.fixture';
import { requestSentence, sentenceFactsOfRequest, sentenceText } from './sentence';

const DECISION = 'authorization.k8s.io/decision';
const REASON = 'authorization.k8s.io/reason';
const allow = (reason: string): [string, string][] => [[DECISION, 'allow'], [REASON, reason]];
const RBAC = allow('RBAC: allowed by ClusterRoleBinding "cluster-system-anonymous" of ClusterRole "cluster-admin" to User "system:anonymous"');
const FORBID: [string, string][] = [[DECISION, 'forbid']];
const OPEN = { stage: 'ResponseStarted', code: 101 };
const exec = (...command: string[]): EventOverride => ({
  verb: 'get', code: 101, annotations: null, object: { subresource: 'exec' },
  requestUri: `/api/v1/namespaces/dev/pods/web/exec?${command.map((arg) => `command=${encodeURIComponent(arg)}`).join('&')}&container=app&stdin=true`,
});
const sub = (verb: string, resource: string, subresource: string): EventOverride => ({ verb, object: { resource, subresource }, annotations: null });

const ROWS: [string, EventOverride, string][] = [
  ['the sentence of the design', { user: user('system:anonymous'), verb: 'list', object: { resource: 'secrets', namespace: null, name: null }, annotations: RBAC, sourceIps: ['172.20.39.107'] },
    'system:anonymous listed secrets in all namespaces; allowed through ClusterRoleBinding cluster-system-anonymous; TCP peer 172.20.39.107.'],
  ['get', {}, 'alice read pods/web in namespace dev; allowed through RoleBinding dev/dev; TCP peer 8.8.4.4.'],
  ['list in a namespace', { verb: 'list', object: { name: null }, annotations: null }, 'alice listed pods in namespace dev; TCP peer 8.8.4.4.'],
  ['list of one by field selector', { verb: 'list', annotations: null }, 'alice listed pods named web in namespace dev; TCP peer 8.8.4.4.'],
  ['list of cluster resources', { verb: 'list', object: { resource: 'nodes', namespace: null, name: null }, annotations: null }, 'alice listed nodes; TCP peer 8.8.4.4.'],
  ['list of an extension', { verb: 'list', object: { resource: 'widgets', namespace: null, name: null }, annotations: null }, 'alice listed widgets in the whole cluster; TCP peer 8.8.4.4.'],
  ['a namespace lies in itself', { object: { resource: 'namespaces', namespace: 'dev', name: 'dev' }, annotations: null }, 'alice read namespaces/dev; TCP peer 8.8.4.4.'],
  ['create without a name', { verb: 'create', object: { name: null }, annotations: null }, 'alice created pods in namespace dev; TCP peer 8.8.4.4.'],
  ['update', { verb: 'update', annotations: null }, 'alice updated pods/web in namespace dev; TCP peer 8.8.4.4.'],
  ['patch', { verb: 'patch', annotations: null }, 'alice patched pods/web in namespace dev; TCP peer 8.8.4.4.'],
  ['delete', { verb: 'delete', annotations: null }, 'alice deleted pods/web in namespace dev; TCP peer 8.8.4.4.'],
  ['deletecollection', { verb: 'deletecollection', object: { name: null }, annotations: null }, 'alice deleted all matching pods in namespace dev; TCP peer 8.8.4.4.'],
  ['a watch that ended', { verb: 'watch', object: { name: null }, annotations: null }, 'alice watched pods in namespace dev; TCP peer 8.8.4.4.'],
  ['an open watch', { verb: 'watch', object: { name: null }, annotations: null, ...OPEN, code: 200 }, 'alice watched pods in namespace dev, and the watch has no end in this evidence; TCP peer 8.8.4.4.'],
  ['a verb of nobody', { verb: '', annotations: null }, 'alice used the verb (empty) on pods/web in namespace dev; TCP peer 8.8.4.4.'],

  ['exec', exec('cat', '/etc/shadow'), 'alice ran cat /etc/shadow in container app of pods/web in namespace dev; TCP peer 8.8.4.4.'],
  ['a shell, open', { ...exec('/bin/bash'), ...OPEN }, 'alice opened a shell (/bin/bash) in container app of pods/web in namespace dev, and the session has no end in this evidence; TCP peer 8.8.4.4.'],
  ['exec denied', { ...exec('id'), code: 403, annotations: FORBID }, 'alice was denied permission to run id in container app of pods/web in namespace dev; TCP peer 8.8.4.4.'],
  ['attach', sub('create', 'pods', 'attach'), 'alice attached to pods/web in namespace dev; TCP peer 8.8.4.4.'],
  ['port-forward', sub('get', 'pods', 'portforward'), 'alice forwarded ports to pods/web in namespace dev; TCP peer 8.8.4.4.'],
  ['log', sub('get', 'pods', 'log'), 'alice read the log of pods/web in namespace dev; TCP peer 8.8.4.4.'],
  ['token', sub('create', 'serviceaccounts', 'token'), 'alice obtained a token for serviceaccounts/web in namespace dev; TCP peer 8.8.4.4.'],
  ['proxy', { ...sub('get', 'nodes', 'proxy'), requestUri: '/api/v1/nodes/n1/proxy/pods?x=1', object: { resource: 'nodes', subresource: 'proxy', namespace: null, name: 'n1' } },
    'alice reached nodes/n1 through the API server proxy (/api/v1/nodes/n1/proxy/pods); TCP peer 8.8.4.4.'],
  ['eviction', sub('create', 'pods', 'eviction'), 'alice evicted pods/web in namespace dev; TCP peer 8.8.4.4.'],
  ['binding', sub('create', 'pods', 'binding'), 'alice bound pods/web in namespace dev to a node; TCP peer 8.8.4.4.'],
  ['any other subresource', sub('patch', 'deployments', 'scale'), 'alice patched scale of deployments/web in namespace dev; TCP peer 8.8.4.4.'],

  ['a path', { object: null, requestUri: '/metrics?x=1', annotations: null }, 'alice requested /metrics; TCP peer 8.8.4.4.'],
  ['a path with another method', { object: null, verb: 'post', requestUri: '/debug', annotations: null, code: 404, reason: 'NotFound' }, 'alice tried to send post to /debug; failed with 404 NotFound; TCP peer 8.8.4.4.'],

  ['denied', { verb: 'list', code: 403, annotations: FORBID, object: { resource: 'secrets', name: null } }, 'alice was denied permission to list secrets in namespace dev; TCP peer 8.8.4.4.'],
  ['refused', { verb: 'create', code: 403, annotations: allow('') }, 'alice tried to create pods/web in namespace dev; authorised, then refused by admission or the backend with 403; TCP peer 8.8.4.4.'],
  ['failed', { verb: 'create', code: 409, reason: 'AlreadyExists' }, 'alice tried to create pods/web in namespace dev; failed with 409 AlreadyExists; TCP peer 8.8.4.4.'],
  ['no login', { verb: 'list', user: NOBODY, code: 401, stage: 'ResponseStarted', annotations: null, object: { resource: 'secrets', namespace: null, name: null } },
    'A caller whose login failed tried to list secrets in all namespaces; TCP peer 8.8.4.4.'],
  ['no user, no login either', { user: NOBODY, code: 400, stage: 'ResponseStarted', annotations: null }, 'A caller without a name in the record tried to read pods/web in namespace dev; failed with 400; TCP peer 8.8.4.4.'],
  ['invented answer', { message: 'Connection closed early' }, 'alice asked to read pods/web in namespace dev; the server sent no answer; TCP peer 8.8.4.4.'],
  ['no answer', { stage: 'RequestReceived', code: null, annotations: null }, 'alice asked to read pods/web in namespace dev; no answer is in this evidence; TCP peer 8.8.4.4.'],

  ['impersonation', { impersonatedUser: user('admin', 'ops'), verb: 'delete', annotations: allow('RBAC: allowed by ClusterRoleBinding "ops" of ClusterRole "admin" to Group "ops"') },
    'alice acting as admin deleted pods/web in namespace dev; allowed through ClusterRoleBinding ops; the rights used belong to admin; TCP peer 8.8.4.4.'],
  ['denied impersonation', { code: 403, annotations: null, message: 'users "admin" is forbidden: User "alice" cannot impersonate resource "users"' },
    'alice was denied acting as another identity when it tried to read pods/web in namespace dev; TCP peer 8.8.4.4.'],
  ['masters', { user: user('root', 'system:masters'), annotations: allow('') }, 'root read pods/web in namespace dev; RBAC was not consulted (system:masters); TCP peer 8.8.4.4.'],
  ['acting as masters', { impersonatedUser: user('x', 'system:masters'), annotations: allow('') }, 'alice acting as x read pods/web in namespace dev; RBAC was not consulted (system:masters); the rights used belong to x; TCP peer 8.8.4.4.'],
  ['masters acting as somebody', { user: user('root', 'system:masters'), impersonatedUser: user('x'), annotations: allow('') },
    'root acting as x read pods/web in namespace dev; allowed by an authorizer that gives no reason; the rights used belong to x; TCP peer 8.8.4.4.'],
  ['a kubelet', { user: user('system:node:w1', 'system:nodes'), annotations: allow('') }, 'system:node:w1 read pods/web in namespace dev; allowed without a reason, as the node authorizer does; TCP peer 8.8.4.4.'],
  ['the name of a node alone', { user: user('system:node:w1'), annotations: allow('') }, 'system:node:w1 read pods/web in namespace dev; allowed by an authorizer that gives no reason; TCP peer 8.8.4.4.'],
  ['a webhook', { annotations: allow('granted by IAM') }, 'alice read pods/web in namespace dev; allowed, with the reason granted by IAM; TCP peer 8.8.4.4.'],
  ['no addresses', { sourceIps: null, annotations: null }, 'alice read pods/web in namespace dev.'],
];
test.each(ROWS)('%s', (_, override, sentence) => {
  expect(sentenceText(requestSentence(request([override])))).toBe(sentence);
});

test('the length of a session', () => {
  expect(sentenceText(requestSentence(request([exec('sh')], { durationUs: 1_092_000_000 })))).toBe(
    'alice opened a shell (sh) in container app of pods/web in namespace dev; the session lasted 18 min 12 s; TCP peer 8.8.4.4.',
  );
});

test('every value names its field, so that its mark can be drawn', () => {
  const parts = requestSentence(request([ROWS[0]?.[1] ?? {}]));
  expect(parts.filter((part) => part.kind === 'value')).toEqual([
    { kind: 'value', text: 'system:anonymous', field: 'username' },
    { kind: 'value', text: 'secrets', field: 'resource' },
    { kind: 'value', text: 'cluster-system-anonymous', field: 'decision_reason' },
    { kind: 'value', text: '172.20.39.107', field: 'peer_ip' },
  ]);
});

test('a row of SQL gives the same sentence as the whole request', () => {
  const whole = request([{ verb: 'delete' }]);
  expect(requestSentence(sentenceFactsOfRequest(whole))).toEqual(requestSentence(whole));
});

test('hostile names neither act on the reader nor drown the sentence', () => {
  const text = sentenceText(requestSentence(request([{ user: user('a\u202eb\u001b[31m'), annotations: null, object: { name: 'x'.repeat(5_000) } }])));
  expect(text).toContain('a\\u202eb\\e[31m read');
  expect(text).toContain('4,800 more characters');
});
