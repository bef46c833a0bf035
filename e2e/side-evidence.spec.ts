/** What else saw it? Falco, the kubelet and a policy beside the log; the evidence list says what came out of each file. */
import { dropFiles, expect, idle, openApp, test } from './fixtures';
import { dialog, inspector, notices, sql, tab } from './page-parts';

const at = (second: number): string => `2026-03-14T08:00:${String(second).padStart(2, '0')}`;
const POD = { resource: 'pods', namespace: 'shop', name: 'web-0', apiVersion: 'v1' };
const record = (second: number, over: object): string => JSON.stringify({
  kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: `5c2b1f0e-0000-4000-8000-${String(second).padStart(12, '0')}`, stage: 'ResponseComplete', verb: 'get',
  requestURI: '/api/v1/namespaces/shop/pods/web-0', user: { username: 'maria' }, sourceIPs: ['10.0.0.9'], objectRef: POD, responseStatus: { code: 200 },
  requestReceivedTimestamp: `${at(second)}.000001Z`, stageTimestamp: `${at(second)}.002000Z`, ...over,
});
const AUDIT = [record(1, {}), record(10, { verb: 'create', requestURI: '/api/v1/namespaces/shop/pods/web-0/exec?command=sh', objectRef: { ...POD, subresource: 'exec' } }), record(20, { verb: 'delete' })].join('\n');
const FALCO = JSON.stringify({ rule: 'Terminal shell\u202e in container', priority: 'Notice', output: 'A shell <img src=x> was spawned', source: 'syscall', time: `${at(10)}.500000000Z`, output_fields: { 'k8s.ns.name': 'shop', 'k8s.pod.name': 'web-0' } });
const KUBELET = `Mar 14 08:00:40 worker-1 kubelet[812]: I0314 08:00:40.000000     812 kuberuntime_container.go:808] "Killing container with a grace period" pod="shop/web-0" containerName="web"`;
const POLICY = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Metadata\n';

test('what did Falco and the kubelet see of this pod?', async ({ page }) => {
  await openApp(page);
  await dropFiles(page, [{ name: 'falco.jsonl', bytes: Buffer.from(`${FALCO}\n`) }]);
  await idle(page);
  await expect(notices(page)).toContainText('falco.jsonl holds 1 Falco alert');
  await dropFiles(page, [{ name: 'audit.log', bytes: Buffer.from(AUDIT) }, { name: 'kubelet.log', bytes: Buffer.from(KUBELET) }, { name: 'policy.yaml', bytes: Buffer.from(POLICY) }]);
  await idle(page);
  expect(await sql(page, 'SELECT sum(events)::INTEGER AS events, sum(issues)::INTEGER AS issues, sum(falco_alerts + kubelet_entries + audit_policies)::INTEGER AS side FROM evidence')).toEqual([{ events: 3, issues: 0, side: 3 }]);

  await tab(page, 'Timeline').click();
  await idle(page);
  const chart = page.getByRole('application', { name: /^Requests over time/ });
  await chart.focus();
  await chart.press('ArrowDown');
  await chart.press('.');
  await idle(page);
  const beside = inspector(page).getByRole('list', { name: 'Beside this request' });
  await expect(beside.getByRole('listitem')).toHaveCount(2);
  await expect(beside).toContainText('Terminal shell\\u202e in container');
  await expect(beside).toContainText('A shell <img src=x> was spawned');
  await expect(beside).toContainText('about the same pod');
  await expect(inspector(page)).toContainText('the year is that of the evidence around it');
});

test('which server is this file from, and was its clock right?', async ({ page }) => {
  await openApp(page);
  await dropFiles(page, [{ name: 'audit.log', bytes: Buffer.from(AUDIT) }]);
  await idle(page);
  await page.getByRole('button', { name: /1 file/ }).click();
  const panel = dialog(page, 'Evidence');
  await panel.getByRole('button', { name: 'Set a label: Source label' }).click();
  await panel.getByRole('textbox', { name: 'Source label' }).fill('cp-1');
  await panel.getByRole('textbox', { name: 'Source label' }).press('Enter');
  await idle(page);
  await expect(panel.getByText('cp-1')).toBeVisible();
  await panel.getByRole('button', { name: 'Set by hand: Time offset in seconds' }).click();
  await panel.getByRole('textbox', { name: 'Time offset in seconds' }).fill('soon');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(panel).toContainText('Write seconds');
  await panel.getByRole('textbox', { name: 'Time offset in seconds' }).fill('-1.5');
  await panel.getByRole('button', { name: 'Save' }).click();
  await idle(page);
  await expect(panel).toContainText('−1.5 s, set by hand');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'times of 1 file shifted by hand' })).toBeVisible();
  expect(await sql(page, 'SELECT min(received_at) AS first, (SELECT source FROM evidence) AS source FROM requests')).toEqual([{ first: '2026-03-14T07:59:59.500001Z', source: 'cp-1' }]);
});
