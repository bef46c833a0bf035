/** Who says so: forged addresses, borrowed names, stolen tokens, and lines that are gone. */
import { expect, idle } from './fixtures';
import { dialog, expectRequests, facetValue, grid, include, inspector, openRow, rows, sql, tab } from './page-parts';
import { test } from './sample-page';
import { forge } from '../samples/generator/forgeries.mjs';
import { steadyLog } from '../samples/generator/steady.mjs';
import { openApp } from './fixtures';
import { test as ownPage } from './fixtures';
import type { Page } from '@playwright/test';

const card = (page: Page, field: string) => dialog(page, `Identity card: ${field}`);
const section = (page: Page, field: string, name: RegExp | string) => card(page, field).getByRole('region', { name });

test('was this address forged', async ({ page }) => {
  await include(page, 'claimed IPs', '8.8.8.8');
  await openRow(page, rows(page).first());
  const signals = inspector(page).getByRole('list', { name: 'Signals' });
  await expect(signals.getByRole('listitem').filter({ hasText: 'S1' })).toContainText('only the last one was seen by the server');

  // From the cell of the peer to what else came from there.
  const cell = grid(page).locator('[role="gridcell"][data-column="peer_ip"]').first();
  await cell.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Identity card of peer 172.20.39.107' }).click();
  await idle(page);
  await expect(section(page, 'peer IP', /^Users \(/)).toContainText('system:anonymous');
  await expect(section(page, 'peer IP', /^Users \(/)).toContainText('system:serviceaccount:web:legacy-deploy');
  await expect(section(page, 'peer IP', 'How it logged in')).toContainText('no credential was sent');
  await expect(section(page, 'peer IP', 'Signals')).toContainText('P4');
  // The card is part of the view: the address leads to it, and going back closes it.
  expect(page.url()).toContain('who=peer_ip:172.20.39.107');
  await page.goBack();
  await expect(card(page, 'peer IP')).toHaveCount(0);
});

test('who really did this', async ({ page }) => {
  await page.evaluate(() => { window.location.hash = '#v=1&who=username:system%3Aserviceaccount%3Aargocd%3Aargocd-application-controller'; });
  await idle(page);
  const others = section(page, 'user', /^Others acted as it/);
  await expect(others).toContainText('system:serviceaccount:ci:deployer');
  await others.getByRole('button', { name: 'system:serviceaccount:ci:deployer' }).click();
  await idle(page);
  await expect(section(page, 'user', /^Acted as/)).toContainText('argocd-application-controller');
  // Its token was minted by another identity, from an address that is not the cluster's.
  await expect(section(page, 'user', 'Credentials')).toContainText(/Minted for system:serviceaccount:ci:runner at 203\.0\.113\.77/);
  await section(page, 'user', 'Credentials').getByRole('button', { name: 'Open the request' }).first().click();
  await idle(page);
  await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText('system:serviceaccount:ci:runner');
});

test('was this token stolen', async ({ page }) => {
  await page.evaluate(() => { window.location.hash = '#v=1&tab=findings'; });
  await idle(page);
  const untested = page.getByRole('region', { name: 'Findings' }).locator('section').filter({ hasText: 'Not tested' });
  await expect(untested).toContainText('no addresses of pods');
  await page.getByRole('button', { name: 'Show requests of P2' }).click();
  await idle(page);
  await expectRequests(page, 5, 2957);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('Addresses of the cluster');
  await page.keyboard.press('Enter');
  const panel = dialog(page, 'Addresses of the cluster');
  const pods = panel.getByRole('region', { name: 'Pods' });
  await pods.getByRole('textbox').fill('10.244.0.0/99');
  await pods.getByRole('button', { name: 'Add to pods' }).click();
  await expect(pods).toContainText('is neither an address nor a range such as 10.244.0.0/16. Nothing was changed.');
  await pods.getByRole('textbox').fill('');
  await pods.getByRole('button', { name: 'Use 10.244.0.0/16 for pods' }).click();
  await panel.getByRole('button', { name: 'Use 10.20.0.0/24 for nodes' }).click();
  await expect.poll(async () => (await sql(page, "SELECT count(DISTINCT request_id) AS n FROM signals WHERE test_id = 'P1'"))[0]?.['n']).toBe(5);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await idle(page);
  await tab(page, 'Findings').click();
  await expect(page.getByRole('button', { name: 'Show requests of P1' })).toBeVisible();
});

ownPage('which lines were removed', async ({ page }) => {
  const { lines, plants } = forge([...steadyLog({ events: 20_000, seed: 5, level: 'Metadata' })], 3);
  await openApp(page);
  await page.getByLabel('Add evidence').setInputFiles({ name: 'tampered.log', mimeType: 'text/plain', buffer: Buffer.from(`${lines.join('\n')}\n`) });
  await idle(page);
  await tab(page, 'Findings').click();
  await page.getByRole('button', { name: 'Show requests of H1' }).click();
  await idle(page);
  await openRow(page, rows(page).first());
  await expect(inspector(page).getByRole('list', { name: 'Signals' })).toContainText('Records of this one heartbeat are missing before this one while others go on');
  const removed = plants.find(({ how }) => how === 'lines of one node removed')?.line;
  expect(await sql(page, "SELECT DISTINCT e.line, e.name FROM signals s JOIN events e USING (event_id) WHERE s.test_id = 'H1'")).toEqual([{ line: removed, name: 'worker-03' }]);
  await expect(facetValue(page, 'user', 'system:node:worker-03')).toBeVisible();
});
