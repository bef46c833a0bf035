import { expect, test } from 'vitest';
import { commandText, execArguments, isBareShell, queryValues } from './exec-command';
import { parseRbacReason } from './rbac-reason';

test.each<[string, string[]]>([
  ['/x/exec?command=sh&command=-c&command=id', ['sh', '-c', 'id']],
  ['/x/exec?command=cat&command=%2Fetc%2Fshadow&container=app', ['cat', '/etc/shadow']],
  ['/x/exec?command=echo&command=a+b&command=c%20d%2Be', ['echo', 'a b', 'c d+e']],
  ['/x/exec?command=%C3%A9', ['é']],
  ['/x/exec?command=%ff&command=%zz&command=100%', ['\ufffd', '%zz', '100%']],
  ['/x/exec?%63ommand=id', ['id']],
  ['/x/exec?command', ['']],
  ['/x/exec?stdin=true', []],
  ['/x/exec', []],
  ['', []],
])('arguments of %s', (uri, args) => {
  expect(execArguments(uri)).toEqual(args);
});

test('another parameter', () => {
  expect(queryValues('/x?container=a&container=b&containers=c', 'container')).toEqual(['a', 'b']);
});

test.each<[string[], string]>([
  [['ls', '-la', '/tmp'], 'ls -la /tmp'],
  [['sh', '-c', 'id; whoami'], "sh -c 'id; whoami'"],
  [['echo', "it's"], "echo 'it'\\''s'"],
  [['echo', ''], "echo ''"],
  [[], ''],
])('%j is typed as %s', (args, text) => {
  expect(commandText(args)).toBe(text);
});

test.each<[string[], boolean]>([
  [['sh'], true], [['/bin/bash'], true], [['bash', '-il'], true], [['zsh', '--login'], true], [['pwsh'], true],
  [['sh', '-c', 'id'], false], [['bash', 'run.sh'], false], [['push'], false], [['sshd'], false], [[], false],
])('a bare shell: %j: %s', (args, expected) => {
  expect(isBareShell(args)).toBe(expected);
});

test('what RBAC says', () => {
  expect(parseRbacReason('RBAC: allowed by ClusterRoleBinding "cluster-admin" of ClusterRole "cluster-admin" to Group "system:masters"')).toEqual({
    bindingKind: 'ClusterRoleBinding', binding: 'cluster-admin', roleKind: 'ClusterRole', role: 'cluster-admin', subjectKind: 'Group', subject: 'system:masters',
  });
  expect(parseRbacReason('RBAC: allowed by RoleBinding "ci/prod" of Role "ci" to ServiceAccount "ci/prod"')).toMatchObject({ bindingKind: 'RoleBinding', binding: 'ci/prod', roleKind: 'Role' });
  for (const other of ['', 'RBAC: allowed by magic', 'access granted by IAM permissions.', ' RBAC: allowed by RoleBinding "a" of Role "b" to User "c"']) expect(parseRbacReason(other)).toBeUndefined();
});
