import { afterAll, beforeAll, expect, it } from 'vitest';
import { load, recordLine, testWorkbench, type TestWorkbench } from '../../actions/workbench.testing';
import { readRows } from '../../db/define-query';
import { besideRequestQuery } from './beside-request.query';

let workbench: TestWorkbench;
const POD = { resource: 'pods', namespace: 'shop', name: 'web-0', uid: '6a5c2f1e-0000-4000-8000-0123456789ab', apiVersion: 'v1' };
const alert = (second: string, fields: object): string => JSON.stringify({ rule: 'Shell', priority: 'Notice', output: `at ${second}`, time: `2026-03-14T08:${second}Z`, output_fields: fields });
const WEB = { 'k8s.ns.name': 'shop', 'k8s.pod.name': 'web-0' };

beforeAll(async () => {
  workbench = await testWorkbench();
  await load(workbench, 'audit.log', [
    recordLine(10, { verb: 'create', requestURI: '/api/v1/namespaces/shop/pods/web-0/exec?command=sh', objectRef: { ...POD, subresource: 'exec' } }),
    recordLine(11, { verb: 'list', user: { username: 'system:serviceaccount:shop:default', extra: { 'authentication.kubernetes.io/pod-name': ['web-0'] } } }),
    recordLine(12, { verb: 'get', requestURI: '/api/v1/namespaces/other/secrets/web-0', objectRef: { ...POD, resource: 'secrets', namespace: 'shop' } }),
  ].join('\n'));
  await load(workbench, 'side.log', [
    alert('00:10.5', WEB), alert('00:10.6', { ...WEB, 'k8s.ns.name': 'other' }), alert('00:10.7', { ...WEB, 'k8s.pod.name': 'web-1' }), alert('09:00.0', WEB),
    alert('20:00.0', { 'ka.auditid': '5c2b1f0e-0000-4000-8000-000000000010' }),
    'I0314 08:00:41.000000    5656 kuberuntime_container.go:753] "Killing container" pod="shop/web-0" containerName="web"',
    'I0314 08:00:42.000000    5656 generic.go:334] "Generic (PLEG): container finished" podID="6a5c2f1e-0000-4000-8000-0123456789ab" containerID="0123456789ab"',
    'I0314 08:00:43.000000    5656 kubelet.go:1] "SyncLoop" pod="shop/web-01"',
  ].join('\n'));
});
afterAll(() => workbench.engine.close());

it('is joined by pod and time, by pod uid, and by audit ID at any time', async () => {
  const rows = await readRows(workbench.engine, besideRequestQuery, { requestId: 1 });
  expect(rows.map((row) => [row.seen_by, row.joined_by, row.after_us, row.is_assumed, row.line])).toEqual([
    ['falco', 'object', 499_999n, false, 1], ['kubelet', 'object', 30_999_999n, true, 6], ['kubelet', 'object', 31_999_999n, true, 7], ['falco', 'request', 1_189_999_999n, false, 5],
  ]);
  expect(rows[0]).toMatchObject({ total: 4, level: 'Notice', head: 'Shell', said: 'at 00:10.5', evidence_name: 'side.log' });
});

it('is joined to what a pod asked for, too', async () => {
  expect((await readRows(workbench.engine, besideRequestQuery, { requestId: 2 })).map((row) => [row.joined_by, row.line])).toEqual([['actor', 1]]);
});

it('is not joined to an object of another kind with the name of a pod', async () => {
  expect(await readRows(workbench.engine, besideRequestQuery, { requestId: 3 })).toEqual([]);
});
