/** Which command was this, and could this log have shown it. */
import { expect, idle } from './fixtures';
import type { Page } from '@playwright/test';
import { column, expectRequests, facet, inspector, openRow, rows, sql, tab, toggleColumn } from './page-parts';
import { testWithSamplePage } from './sample-page';

const command = (page: Page) => inspector(page).getByRole('list', { name: 'Requests of the likely command' }).getByRole('listitem');

// One page, in this order: the last one adds policies to it.
const test = testWithSamplePage();
test.describe.configure({ mode: 'default' });

test('which command was this', async ({ page }) => {
  const [exec] = await sql(page, `SELECT count(*) AS n FROM requests WHERE subresource = 'exec'`);
  const [all] = await sql(page, 'SELECT count(*) AS n FROM requests');
  await page.getByRole('searchbox', { name: 'Search any text' }).fill('/exec?');
  await expectRequests(page, Number(exec?.['n']), Number(all?.['n']));
  await toggleColumn(page, 'likely command');
  await idle(page);
  const commands = await column(page, 'command');
  expect(commands).toHaveLength(Number(exec?.['n']));
  for (const text of commands) expect(text).toMatch(/^likely kubectl exec /);

  await openRow(page, rows(page).first());
  await expect(inspector(page).getByRole('heading', { name: 'Likely command' })).toBeVisible();
  await expect(inspector(page).getByText('high confidence')).toBeVisible();
  await expect(inspector(page).getByText('kubectl exec -it runner-7d9f -n ci -c runner -- sh')).toBeVisible();
  await expect(inspector(page).getByText('Any HTTP client could have sent them.')).toBeVisible();
  const [first] = await sql(page, `SELECT request_id FROM requests WHERE subresource = 'exec' ORDER BY received_at LIMIT 1`);
  expect(await page.evaluate((id) => window.kubewitness?.commands([id]), Number(first?.['request_id']))).toMatchObject([{ command: 'kubectl exec -it runner-7d9f -n ci -c runner -- sh', confidence: 'high', rule: 14 }]);
  // kubectl reads the pod first: both requests are one command, and each leads to the other.
  await expect(command(page)).toHaveCount(2);
  await expect(command(page).nth(1).getByRole('button')).toHaveAttribute('aria-current', 'true');
  await command(page).first().getByRole('button').click();
  await idle(page);
  await expect(command(page).first().getByRole('button')).toHaveAttribute('aria-current', 'true');
  await expect(inspector(page).getByText('kubectl exec -it runner-7d9f -n ci -c runner -- sh')).toBeVisible();
});

test('does it look like the kubectl it claims to be', async ({ page }) => {
  await page.getByRole('searchbox', { name: 'Search any text' }).fill('/v1/rolebindings');
  await facet(page, 'user').getByRole('button', { name: /^system:anonymous/ }).click();
  await idle(page);
  await openRow(page, rows(page).first());
  await expect(inspector(page).getByText('claims kubectl, does not look like kubectl')).toBeVisible();
});

test('could this log have shown it', async ({ page }) => {
  const ask = async (fragment: string): Promise<void> => {
    await page.evaluate((hash) => { window.location.hash = hash; }, fragment);
    await idle(page);
    await expect(page.getByText('No request matches')).toBeVisible();
  };
  await ask('v=1&f=verb=e:delete&f=resource=e:secrets');
  await expect(page.getByText('Whether this log could have shown one cannot be told.')).toBeVisible();
  await ask('v=1&f=verb=e:list&f=resource=e:secrets&f=username=e:jonas%40corp.example&f=code=e:404');
  await expect(page.getByText('This log could have shown one.')).toBeVisible();
  await ask('v=1&t=1000000..2000000');
  await expect(page.getByText('This log could not have shown one.')).toBeVisible();

  await page.getByRole('button', { name: 'What this log cannot show' }).click();
  await idle(page);
  await expect(tab(page, 'Blind spots')).toHaveAttribute('aria-selected', 'true');
  const panel = page.getByRole('region', { name: 'Blind spots', exact: true });
  await expect(panel.getByRole('listitem').filter({ hasText: 'Who attached to pods?' })).toContainText('never appears');
  const [exec] = await sql(page, `SELECT count(*) AS n FROM events WHERE subresource = 'exec'`);
  await expect(panel.getByRole('listitem').filter({ hasText: 'Who ran commands in pods?' })).toContainText(`${String(exec?.['n'])} events at Metadata`);
  await expect(panel.getByText('No audit policy is among the evidence.')).toBeVisible();

  // With a policy the question has an answer, with the line of the rule.
  const policy = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: ["RequestReceived"]\nrules:\n- level: None\n  users: ["mallory"]\n- level: Metadata\n';
  await page.getByLabel('Add evidence').setInputFiles([{ name: 'policy.yaml', mimeType: 'text/yaml', buffer: Buffer.from(policy) }]);
  await idle(page);
  await expect(panel.getByText('It would be logged at level Metadata, stages ResponseComplete, Panic')).toBeVisible();
  await panel.getByRole('textbox', { name: 'User' }).fill('mallory');
  await idle(page);
  await expect(panel.getByText('It would not be logged: its rule is of level None')).toBeVisible();
  await expect(panel.getByText(/rule 1, line 5/).first()).toBeVisible();
  // The sample has RequestReceived, which this policy omits.
  await expect(panel.getByText('This policy does not belong to this log, or not to all of it.')).toBeVisible();
  const [received] = await sql(page, `SELECT count(*) AS n FROM events WHERE stage = 'RequestReceived'`);
  await expect(panel.getByText(`${Number(received?.['n']).toLocaleString('en-US')} are at a stage that this policy omits`)).toBeVisible();

  // With a second one each says how well it fits; the better one is shown, and the other can be chosen, which the address keeps.
  const wide = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Metadata\n';
  await page.getByLabel('Add evidence').setInputFiles([{ name: 'wide.yaml', mimeType: 'text/yaml', buffer: Buffer.from(wide) }]);
  await idle(page);
  const policies = panel.getByRole('table', { name: 'Audit policies' });
  await expect(policies.getByRole('row', { name: /^wide\.yaml/ })).toContainText('shown');
  await policies.getByRole('row', { name: /^policy\.yaml/ }).getByRole('button', { name: 'Choose' }).click();
  await idle(page);
  await expect(policies.getByRole('row', { name: /^policy\.yaml/ })).toContainText('chosen');
  await expect(panel.getByText('policy.yaml: 2 rules; omits RequestReceived everywhere.')).toBeVisible();
  expect(page.url()).toMatch(/policy=[0-9a-f]{16}\.0/);

  // The policy changed within the log: each has its time, what cannot be read changes nothing, and the case keeps it.
  const wideRow = policies.getByRole('row', { name: /^wide\.yaml/ });
  await wideRow.getByRole('button', { name: 'From a time on' }).click();
  await wideRow.getByRole('textbox', { name: 'In force from (UTC)' }).fill('half past eight');
  await wideRow.getByRole('button', { name: 'Set' }).click();
  await expect(wideRow).toContainText('This is no time.');
  await wideRow.getByRole('textbox', { name: 'In force from (UTC)' }).fill('2026-03-14 08:20:00');
  await wideRow.getByRole('textbox', { name: 'In force from (UTC)' }).press('Enter');
  await idle(page);
  await expect(wideRow).toContainText('in force from 2026-03-14 08:20:00 UTC on');
  await expect(policies.getByRole('row', { name: /^policy\.yaml/ })).toContainText('in force until 2026-03-14 08:20:00 UTC');
  expect(page.url()).toMatch(/policy=[0-9a-f]{16}\.0,[0-9a-f]{16}\.0@1773476400000000/);
  await ask('v=1&f=verb=e:delete&f=resource=e:secrets');
  await expect(page.getByText('By the policy in policy.yaml, in force until 2026-03-14 08:20:00 UTC: delete secrets would be logged at level Metadata, stages ResponseComplete, Panic')).toBeVisible();
  await expect(page.getByText('By the policy in wide.yaml, in force from 2026-03-14 08:20:00 UTC on: delete secrets would be logged')).toBeVisible();
  // The same in every view of an empty result.
  const look = async (fragment: string): Promise<void> => {
    await page.evaluate((hash) => { window.location.hash = hash; }, fragment);
    await idle(page);
  };
  await look('v=1&f=verb=e:delete&f=resource=e:secrets&tab=timeline');
  await expect(page.getByText('Whether this log could have shown one cannot be told.')).toBeVisible();
  await look('v=1&f=test=e:P1&tab=crosstab');
  await expect(page.getByText('The test P1 was not run: no addresses of pods.')).toBeVisible();
  await look('v=1&tab=blind-spots');
  await wideRow.getByRole('button', { name: 'Take out' }).click();
  await idle(page);
  await policies.getByRole('button', { name: 'Choose none' }).click();
  await idle(page);
  await expect(panel.getByText('wide.yaml: 1 rule; no stage is omitted everywhere.')).toBeVisible();
});
