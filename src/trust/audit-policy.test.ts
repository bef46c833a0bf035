/** The evaluator against checker.go: each row a policy in short, a question, and the answer. */
import { describe, expect, it, test } from 'vitest';
import { readAuditPolicy } from '../model/audit-policy';
import { policyEvaluator, type PolicyQuestion } from './audit-policy';

const policyOf = (rules: readonly object[], over: object = {}) => {
  const read = readAuditPolicy(JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules, ...over }));
  if (!read.ok) throw new Error(read.error);
  return policyEvaluator(read.value);
};

/** `alice/dev,ops get pods/log core dev/web` or `alice get /healthz`; `-` for nobody. */
function question(text: string): PolicyQuestion {
  const [who = '', verb = '', what = '', apiGroup = '', place = ''] = text.split(' ');
  const [name = '', groups = ''] = who.split('/');
  const user = who === '-' ? undefined : { name, groups: groups.split(',') };
  if (what.startsWith('/')) return { user, verb, target: { kind: 'path', path: what } };
  const [resource = '', subresource = ''] = what.split('/');
  const [namespace = '', object = ''] = place.includes('/') ? place.split('/') : ['', place];
  return { user, verb, target: { kind: 'resource', apiGroup: apiGroup === 'core' ? '' : apiGroup, resource, subresource, namespace, name: object } };
}

function answer(rules: readonly object[], asked: string, over?: object): string {
  const found = policyOf(rules, over).evaluate(question(asked));
  return found.kind === 'logged' ? `${found.rule} ${found.level} ${found.stages.map((stage) => stage.replace(/[a-z]/g, '')).join('+')}` : `${found.rule ?? '-'} ${found.why}`;
}

const core = (...resources: string[]) => [{ group: '', resources }];
const REST = { level: 'Metadata' };

describe('the first rule that matches decides', () => {
  it.each<[string, readonly object[], string, string]>([
    ['no rule', [{ level: 'Request', verbs: ['create'] }], 'alice get pods core dev/web', '- no rule matches'],
    ['the first, not the best', [{ level: 'None', verbs: ['get'] }, { level: 'Request', resources: core('pods') }], 'alice get pods core dev/web', '0 level None'],
    ['a rule without conditions takes all', [REST], 'alice get /healthz', '0 Metadata RR+RC+P'],
    ['user', [{ level: 'None', users: ['bob'] }, REST], 'alice get pods core dev/web', '1 Metadata RR+RC+P'],
    ['a star is no user', [{ level: 'None', users: ['*'] }, REST], 'alice get pods core dev/web', '1 Metadata RR+RC+P'],
    ['a star is no verb', [{ level: 'None', verbs: ['*'] }, REST], 'alice get pods core dev/web', '1 Metadata RR+RC+P'],
    ['group', [{ level: 'None', userGroups: ['x', 'ops'] }, REST], 'alice/dev,ops get pods core dev/web', '0 level None'],
    ['a failed login matches no rule with users', [{ level: 'Request', userGroups: ['system:unauthenticated'] }], '- list pods core dev/', '- no rule matches'],
    ['a failed login at its only stage', [REST], '- list pods core dev/', '0 Metadata RS'],
    ['pods is not pods/log', [{ level: 'None', resources: core('pods') }, REST], 'alice get pods/log core dev/web', '1 Metadata RR+RS+RC+P'],
    ['pods/log', [{ level: 'None', resources: core('pods/log') }, REST], 'alice get pods/log core dev/web', '0 level None'],
    ['pods/* takes subresources', [{ level: 'None', resources: core('pods/*') }, REST], 'alice get pods/log core dev/web', '0 level None'],
    ['pods/* takes pods too', [{ level: 'None', resources: core('pods/*') }, REST], 'alice get pods core dev/web', '0 level None'],
    ['*/scale', [{ level: 'None', resources: [{ group: 'apps', resources: ['*/scale'] }] }, REST], 'alice patch deployments/scale apps dev/web', '0 level None'],
    ['*/scale is not the object', [{ level: 'None', resources: [{ group: 'apps', resources: ['*/scale'] }] }, REST], 'alice patch deployments apps dev/web', '1 Metadata RR+RC+P'],
    ['* takes everything of the group', [{ level: 'None', resources: core('*') }, REST], 'alice create pods/exec core dev/web', '0 level None'],
    ['of that group only', [{ level: 'None', resources: core('*') }, REST], 'alice get deployments apps dev/web', '1 Metadata RR+RC+P'],
    ['a group without resources', [{ level: 'None', resources: [{ group: 'apps' }] }, REST], 'alice get deployments apps dev/web', '0 level None'],
    ['any group (1.36)', [{ level: 'None', resources: [{ group: '*', resources: ['secrets'] }] }, REST], 'alice get secrets core dev/web', '0 level None'],
    ['resource name', [{ level: 'None', resources: [{ group: '', resources: ['configmaps'], resourceNames: ['lock'] }] }, REST], 'alice get configmaps core dev/lock', '0 level None'],
    ['another name', [{ level: 'None', resources: [{ group: '', resources: ['configmaps'], resourceNames: ['lock'] }] }, REST], 'alice get configmaps core dev/other', '1 Metadata RR+RC+P'],
    ['a list has no name', [{ level: 'None', resources: [{ group: '', resources: ['configmaps'], resourceNames: ['lock'] }] }, REST], 'alice list configmaps core dev/', '1 Metadata RR+RC+P'],
    ['namespace', [{ level: 'None', namespaces: ['dev'] }, REST], 'alice get pods core dev/web', '0 level None'],
    ['the empty namespace is no namespace', [{ level: 'None', namespaces: [''] }, REST], 'alice get nodes core n1', '0 level None'],
    ['namespaces are about resources only', [{ level: 'None', namespaces: [''] }, REST], 'alice get /healthz', '1 Metadata RR+RC+P'],
    ['path', [{ level: 'None', nonResourceURLs: ['/healthz'] }, REST], 'alice get /healthz/etcd', '1 Metadata RR+RC+P'],
    ['path with star', [{ level: 'None', nonResourceURLs: ['/healthz*'] }, REST], 'alice get /healthz/etcd', '0 level None'],
    ['every path', [{ level: 'None', nonResourceURLs: ['*'] }, REST], 'alice get /x', '0 level None'],
    ['paths are not resources', [{ level: 'None', nonResourceURLs: ['*'] }, REST], 'alice get pods core dev/web', '1 Metadata RR+RC+P'],
  ])('%s', (_, rules, asked, expected) => {
    expect(answer(rules, asked)).toBe(expected);
  });
});

test.each<[string, object, object, string, string]>([
  ['omitted by the policy', { omitStages: ['RequestReceived'] }, {}, 'alice get pods core dev/web', '0 Metadata RC+P'],
  ['by the rule as well', { omitStages: ['RequestReceived'] }, { omitStages: ['Panic'] }, 'alice get pods core dev/web', '0 Metadata RC'],
  ['failed logins hidden', {}, { omitStages: ['ResponseStarted'] }, '- list pods core dev/', '0 every stage omitted'],
  ['a watch', {}, { omitStages: ['RequestReceived'] }, 'alice watch pods core dev/', '0 Metadata RS+RC+P'],
])('stages %s', (_, policy, rule, asked, expected) => {
  expect(answer([{ ...REST, ...rule }], asked, policy)).toBe(expected);
});

test('managed fields: the rule overrules the policy', () => {
  const found = policyOf([{ ...REST, omitManagedFields: false }], { omitManagedFields: true }).evaluate(question('alice get pods core dev/web'));
  expect(found).toMatchObject({ kind: 'logged', omitManagedFields: false });
});

test.each<[string, string, RegExp]>([
  ['no object', 'rules:', /could not be read/],
  ['no rule', '{"apiVersion":"audit.k8s.io/v1","kind":"Policy","rules":[]}', /does not start with such a policy/],
  ['no rules at all', '{"apiVersion":"audit.k8s.io/v1","kind":"Policy"}', /rules/],
  ['no level', '{"apiVersion":"audit.k8s.io/v1","kind":"Policy","rules":[{}]}', /rules\[0\]\.level/],
  ['an unknown stage', '{"apiVersion":"audit.k8s.io/v1","kind":"Policy","omitStages":["Done"],"rules":[{"level":"None"}]}', /omitStages\[0\]/],
  ['names without a resource', '{"apiVersion":"audit.k8s.io/v1","kind":"Policy","rules":[{"level":"None","resources":[{"group":"","resourceNames":["a"]}]}]}', /at least one resource/],
  ['resources and paths', '{"apiVersion":"audit.k8s.io/v1","kind":"Policy","rules":[{"level":"None","namespaces":["a"],"nonResourceURLs":["/x"]}]}', /not both/],
  ['a star inside a path', '{"apiVersion":"audit.k8s.io/v1","kind":"Policy","rules":[{"level":"None","nonResourceURLs":["/a*b"]}]}', /at the end only/],
  ['another version', '{"apiVersion":"v1","kind":"Policy","rules":[{"level":"None"}]}', /no version/],
])('refused: %s', (_, document, reason) => {
  const read = readAuditPolicy(document);
  expect(read.ok).toBe(false);
  if (!read.ok) expect(read.error).toMatch(reason);
});

test('null is an empty list, and unknown keys are passed over', () => {
  expect(readAuditPolicy('{"apiVersion":"audit.k8s.io/v1","kind":"Policy","omitStages":null,"rules":[{"level":"None","users":null,"resources":null,"later":1}]}').ok).toBe(true);
});

test('ten thousand rules and a thousand users are no hard work', () => {
  const rules = Array.from({ length: 10_000 }, (_, i) => ({ level: 'None', users: [`user-${i}`], resources: core('pods') }));
  const evaluator = policyOf([...rules, REST]);
  for (let i = 0; i < 1_000; i += 1) expect(evaluator.evaluate(question(`user-${9_999 - i} get secrets core dev/a`))).toMatchObject({ kind: 'logged', rule: 10_000 });
  expect(evaluator.evaluate(question('user-9999 get pods core dev/a'))).toEqual({ kind: 'not logged', rule: 9_999, why: 'level None' });
});
