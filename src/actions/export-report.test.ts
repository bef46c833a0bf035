/** What a report says of a request that the request alone does not hold: its body, its company, the policy that was chosen. */
import { afterEach, expect, it, vi } from 'vitest';
import { auditPoliciesQuery } from '../db/audit-policies.query';
import { readRows } from '../db/define-query';
import { fixedSql } from '../db/sql';
import { exportReport } from './export-report';
import { choosePolicy } from './policies';
import { pinRequests } from './pins';
import { load, recordLine, testWorkbench, type TestWorkbench } from './workbench.testing';

// Long enough for a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let workbench: TestWorkbench;
afterEach(() => workbench.engine.close());

async function pinAll(): Promise<void> {
  const ids = await workbench.engine.read(fixedSql('SELECT request_id::INTEGER AS id FROM paired_requests ORDER BY request_id'));
  await pinRequests(workbench, Array.from(ids.int32(0)));
}

it('the likely command has what only the body says', async () => {
  workbench = await testWorkbench();
  await load(workbench, 'audit.log', recordLine(1, {
    level: 'Request', verb: 'create', requestURI: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', userAgent: 'kubectl/v1.32.3 (linux/amd64) kubernetes/32cc146',
    objectRef: { resource: 'selfsubjectaccessreviews', apiGroup: 'authorization.k8s.io', apiVersion: 'v1' }, responseStatus: { code: 201 },
    requestObject: { spec: { resourceAttributes: { verb: 'create', resource: 'pods', subresource: 'exec', namespace: 'dev' } } },
  }));
  await pinAll();
  expect(await (await exportReport(workbench, 'markdown')).text()).toContain('kubectl auth can-i create pods --subresource exec -n dev');
});

it('a stage that is missing is put down to the policy that was chosen', async () => {
  workbench = await testWorkbench();
  await load(workbench, 'audit.log', [1, 2, 3].map((second) => recordLine(second)).join('\n'));
  await load(workbench, 'wide.yaml', 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Metadata\n');
  await load(workbench, 'narrow.yaml', 'apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: ["RequestReceived"]\nrules:\n- level: Metadata\n');
  await pinAll();
  const report = async (): Promise<string> => (await exportReport(workbench, 'csv')).text();
  expect(await report()).toContain('omitted by policy,"The audit policy (narrow.yaml, rule 1, line 5) omits RequestReceived');
  const [wide] = await readRows(workbench.engine, auditPoliciesQuery, undefined);
  if (wide === undefined) throw new Error('no policy');
  choosePolicy(workbench, wide);
  expect(await report()).toContain('omitted by policy,"Most requests like it have no RequestReceived either');
});
