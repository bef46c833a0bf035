/** Who says so: forged addresses, borrowed names, stolen tokens, and lines that are gone. */
import { expect, idle } from './fixtures';
import { dialog, expectRequests, facetValue, grid, include, inspector, openRow, openSample, rows, sql, tab } from './page-parts';
import { test } from './sample-page';
import { madeLine } from './made-logs';
import { forge } from '../samples/generator/forgeries.mjs';
import { steadyLog } from '../samples/generator/steady.mjs';
import { openApp } from './fixtures';
import { test as ownPage } from './fixtures';
import type { Locator, Page } from '@playwright/test';

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
  await expect(section(page, 'user', 'Credentials')).toContainText('Bound to no pod and no node');
  await section(page, 'user', 'Credentials').getByRole('button', { name: 'Open the request' }).first().click();
  await idle(page);
  await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText('system:serviceaccount:ci:runner');
});

// On a page of its own: it states addresses, which others find not stated.
ownPage('was this token stolen', async ({ page }) => {
  await openSample(page);
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

test('how is this decided', async ({ page }) => {
  await page.evaluate(() => { window.location.hash = '#v=1&tab=findings'; });
  await idle(page);
  await page.getByRole('button', { name: 'How M2 is decided' }).click();
  await idle(page);
  const model = dialog(page, 'How Kubewitness decides');
  await expect(model.locator('#trust-test-M2')).toBeFocused();
  expect(page.url()).toContain('explain=test-M2');
  // A test that could not run does not look like one that found nothing.
  await expect(model.locator('#trust-test-P1')).toContainText('not tested: no addresses of pods');
  // And back to the requests it fired on.
  await model.getByRole('button', { name: 'Show the 1 request of M2' }).click();
  await idle(page);
  await expect(model).toHaveCount(0);
  await expectRequests(page, 1, 2957);
  await openRow(page, rows(page).first());
  await expect(inspector(page)).toContainText('impersonation denied');

  // From a value: what its mark guards against, and its entry.
  await grid(page).locator('[role="gridcell"][data-column="peer_ip"]').first().click({ button: 'right' });
  const menu = page.getByRole('menu');
  await expect(menu).toContainText('Guards against: Hiding where the connection came from');
  await menu.getByRole('menuitem', { name: 'How Kubewitness decides this' }).click();
  await idle(page);
  await expect(model.locator('#trust-field-peer_ip')).toBeFocused();
  await expect(model.locator('#trust-field-peer_ip').getByRole('list', { name: 'By version of the server' })).toContainText('up to 1.17');
  await page.goBack();
  await expect(model).toHaveCount(0);
});

test('are all stages of this request here, and why not', async ({ page }) => {
  await page.evaluate(() => { window.location.hash = '#v=1&f=stage_record=e:lost'; });
  await idle(page);
  await expectRequests(page, 3, 2957);
  await expect(facetValue(page, 'stages in all', 'lost')).toHaveAttribute('aria-pressed', 'true');
  await openRow(page, rows(page).first());
  await expect(inspector(page)).toContainText('It arrived before this evidence begins: its RequestReceived, if the policy asks for one, stands in an earlier file.');
  await page.evaluate(() => { window.location.hash = '#v=1&f=outcome_reason=e:overloaded'; });
  await idle(page);
  expect(await sql(page, "SELECT count(*) AS n, count(DISTINCT code) AS codes, min(code) AS code FROM requests WHERE outcome_reason = 'overloaded'")).toEqual([{ n: 12, codes: 1, code: 429 }]);
  await expectRequests(page, 12, 2957);
});

test('what is left of a borrowed name under the lens', async ({ page }) => {
  const borrowed = 'system:serviceaccount:argocd:argocd-application-controller';
  await expect(facetValue(page, 'effective user', borrowed)).toBeVisible();
  await page.evaluate(() => { window.location.hash = '#v=1&lens=on&tab=crosstab&rows=effective_username&columns=outcome_reason'; });
  await idle(page);
  await expect(page.getByText('effective user can be the caller’s word, so user, which the server checked, is used instead')).toBeVisible();
  await expect(page.getByRole('region', { name: 'effective user', exact: true })).toHaveCount(0);
});

test('what is claimed steps back under the lens, in dialogs and in the raw record too, and nothing else does', async ({ page }) => {
  const colours = (where: Locator) => where.locator('[data-mark]').evaluateAll((marks) => marks.map((mark) => [mark.getAttribute('data-mark'), getComputedStyle(mark).color]));
  const of = (found: readonly (readonly (string | null)[])[], kind: string) => [...new Set(found.filter(([mark]) => mark === kind).map(([, colour]) => colour))];

  await page.evaluate(() => { window.location.hash = '#v=1&lens=on&who=username:system%3Aserviceaccount%3Aci%3Adeployer'; });
  await idle(page);
  const onCard = await colours(card(page, 'user'));
  expect(of(onCard, 'claimed')).toHaveLength(1);
  expect(of(onCard, 'authenticated')).not.toContain(of(onCard, 'claimed')[0]);
  // Also what the caller asked for is marked there, and the addresses a token was used from.
  expect(of(onCard, 'derived').length).toBeGreaterThan(0);
  await expect(section(page, 'user', 'Credentials').locator('[data-mark=observed]').first()).toHaveText('203.0.113.77');

  await page.evaluate(() => { window.location.hash = '#v=1&lens=on&f=username=e:system%3Aserviceaccount%3Aci%3Adeployer'; });
  await idle(page);
  await openRow(page, rows(page).first());
  const inRecord = await colours(inspector(page).locator('pre'));
  expect(of(inRecord, 'claimed')).toHaveLength(1);
  expect(of(inRecord, 'observed')).not.toContain(of(inRecord, 'claimed')[0]);
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

ownPage('who made this pod', async ({ page }) => {
  const at = (second: number): string => new Date(Date.UTC(2026, 2, 15, 9, 0, second)).toISOString().replace('.000Z', '.000001Z');
  let n = 0;
  const line = (second: number, username: string, verb: string, name: string, subresource?: string): string => madeLine((n += 1), {
    user: { username, groups: ['system:authenticated'] }, verb, requestURI: `/api/v1/namespaces/shop/pods/${name}`, objectRef: { resource: 'pods', namespace: 'shop', name, apiVersion: 'v1', subresource },
    responseStatus: { metadata: {}, code: verb === 'create' ? 201 : 200 }, requestReceivedTimestamp: at(second), stageTimestamp: at(second),
  });
  const lives = Array.from({ length: 12 }, (_, i) => [line(720 + i, 'ann', 'create', `web-${i}`), line(720 + i, 'system:kube-scheduler', 'create', `web-${i}`, 'binding')]).flat();
  const log = [line(0, 'ann', 'get', 'first'), ...lives, line(900, 'system:kube-scheduler', 'create', 'netchk', 'binding'), line(2400, 'ann', 'get', 'last')];
  await openApp(page);
  const add = (name: string, lines: readonly string[]) => page.getByLabel('Add evidence').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(`${lines.join('\n')}\n`) });
  await add('whole.log', log);
  await idle(page);
  await tab(page, 'Findings').click();
  await page.getByRole('button', { name: 'Show requests of H8' }).click();
  await idle(page);
  await openRow(page, rows(page).first());
  await expect(inspector(page).getByRole('list', { name: 'Signals' })).toContainText('This pod is given a node and no request that made it is in the log');
  expect(await sql(page, "SELECT r.name FROM signals s JOIN requests r USING (request_id) WHERE s.test_id = 'H8'")).toEqual([{ name: 'netchk' }]);

  // The log of one server of several has few of the causes: there the test says nothing, and says why.
  await openApp(page);
  await add('one-of-three.log', log.filter((text) => !/"verb":"create"/.test(text) || /"binding"|web-[05]"/.test(text)));
  await idle(page);
  await tab(page, 'Findings').click();
  const untested = page.getByRole('region', { name: 'Findings' }).locator('section').filter({ hasText: 'Not tested' });
  await expect(untested.getByRole('listitem').filter({ hasText: 'Pod that nobody made' })).toContainText(/too few to compare|causes missing all over/);
  expect(await sql(page, "SELECT DISTINCT not_tested_because IS NULL AS tested FROM test_coverage WHERE test_id = 'H8'")).toEqual([{ tested: false }]);
});
