/** A value that comes again is compared, not read; what is not quite the same must be read all the same. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { readAll } from '../bytes.testing';

// Long enough for a busy machine; none of these needs more than a few seconds of work.
vi.setConfig({ testTimeout: 60_000 });

const name = fc.constantFrom('system:serviceaccount:kube-system:replicaset-controller', 'system:serviceaccount:kube-system:job-controller', 'u', 'ü', 'a"b', 'x'.repeat(2000));
const user = fc.record({ username: name, groups: fc.constantFrom(['system:authenticated'], ['system:authenticated', 'dev'], []) });
const annotations = fc.dictionary(fc.constantFrom('authorization.k8s.io/decision', 'authorization.k8s.io/reason'), fc.constantFrom('allow', 'RBAC: allowed by ClusterRoleBinding "a"', 'RBAC: allowed by ClusterRoleBinding "b"'));
const event = fc.record({
  kind: fc.constant('Event'), apiVersion: fc.constant('audit.k8s.io/v1'), user,
  userAgent: fc.constantFrom('kubectl/v1.30.1 (linux/amd64)', 'kubectl/v1.30.1 (linux/arm64)', '', 'é'), annotations, verb: fc.constantFrom('get', 'list'),
});

test('few values in many records, some of them broken, give what JSON.parse sees', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(event, fc.constantFrom(0, 0, 0, 2), fc.nat({ max: 40 })), { minLength: 20, maxLength: 80 }), fc.constantFrom(64, 1000, 1_000_000), async (list, chunk) => {
      // Now and then a record is cut, so that a known value is met inside of skipped text too.
      const lines = list.map(([value, indent, cut], i) => {
        const json = JSON.stringify({ ...value, auditID: `${i}` }, null, indent);
        return cut === 40 ? json.slice(0, json.length - 60) : json;
      });
      const { rows } = await readAll(lines.map((line) => `${line}\n`).join(''), chunk);
      const byHash = new Map(rows.map((row) => [row.recordHash, row]));
      for (const [i, [value, , cut]] of list.entries()) {
        if (cut === 40) continue;
        const row = byHash.get(createHash('sha256').update(lines[i] ?? '').digest('hex'));
        expect(row).toMatchObject({
          auditId: `${i}`,
          userAgent: value.userAgent,
          user: { username: value.user.username, groups: value.user.groups },
          annotations: Object.entries(value.annotations),
        });
      }
    }),
    { numRuns: 150 },
  );
});

test('a value of another field with the same bytes keeps its own code', async () => {
  const same = '"kubectl/v1.30.1 (linux/amd64)"';
  const line = (verb: string): string => `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","userAgent":${same},"requestURI":${same},"verb":"${verb}"}`;
  const { rows, issues } = await readAll(['get', 'get', 'list', 'get'].map(line).join('\n'));
  expect(issues).toEqual([]);
  expect(rows.map((row) => [row.userAgent, row.uri?.uri, row.verb])).toEqual(['get', 'get', 'list', 'get'].map((verb) => ['kubectl/v1.30.1 (linux/amd64)', 'kubectl/v1.30.1 (linux/amd64)', verb]));
});

test('a key that comes twice is reported each time, also with known values', async () => {
  const user = '{"username":"system:serviceaccount:kube-system:job-controller","groups":["system:authenticated"]}';
  const plain = `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","user":${user},"verb":"get"}`;
  const twice = `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"b","user":{"username":"other"},"user":${user},"verb":"get"}`;
  const { rows, issues } = await readAll([plain, plain, plain, twice, plain, twice].join('\n'));
  expect(rows.map((row) => row.user?.username)).toEqual(Array<string>(6).fill('system:serviceaccount:kube-system:job-controller'));
  expect(issues.map((issue) => issue.kind)).toEqual(['duplicate-key', 'duplicate-key']);
});

test('what was a value in one file is none in the next, which is read in the same memory', async () => {
  const line = (verb: string, agent: string): string => `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","verb":"${verb}","userAgent":"${agent}"}\n`;
  const first = ['get', 'list', 'watch'].map((verb) => line(verb, `kubectl/v1.30.1 of ${verb}`).repeat(3)).join('');
  const second = ['watch', 'get'].map((verb) => line(verb, `kubectl/v1.30.1 of ${verb}`).repeat(3)).join('');
  await readAll(first);
  const { rows } = await readAll(second);
  expect(rows.map((row) => [row.verb, row.userAgent])).toEqual([...Array<string>(3).fill('watch'), ...Array<string>(3).fill('get')].map((verb) => [verb, `kubectl/v1.30.1 of ${verb}`]));
});
