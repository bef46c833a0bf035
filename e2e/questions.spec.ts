/** The questions of a night on call, put to the sample incident. */
import { expect, idle } from './fixtures';
import { chip, chips, column, expectRequests, facet, facetValue, filterBar, grid, include, inspector, openRow, pressSearch, raw, rows, sentence, sql, tab, toggleColumn, vouched } from './page-parts';
import { test } from './sample-page';
import { claimedOf, peerOf, sampleRecords, sampleRequests, sampleSha256, sampleWhere, sha256 } from './sample-log';

const ALL = sampleRequests.length;

test('who read the secrets', async ({ page }) => {
  const secrets = sampleWhere((event) => event.objectRef?.resource === 'secrets');
  const anonymous = secrets.filter(({ last }) => last.user?.username === 'system:anonymous');
  await expectRequests(page, ALL, ALL);
  await expect(page.getByRole('banner').getByRole('button', { name: '1 file 3,537 events 1 issue' })).toBeVisible();

  await include(page, 'resource', 'secrets');
  await expectRequests(page, secrets.length, ALL);
  await include(page, 'user', 'system:anonymous');
  await expectRequests(page, anonymous.length, ALL);
  await expect(chips(page)).toHaveAccessibleName('Showing resource is secrets, and user is system:anonymous');

  // One of them is for every secret of the cluster.
  const list = rows(page).filter({ hasText: 'all namespaces' });
  await expect(list).toHaveCount(1);
  await openRow(page, list);
  await expect(sentence(page)).toHaveText(
    'system:anonymous listed secrets in all namespaces; allowed through ClusterRoleBinding cluster-system-anonymous; TCP peer 172.20.39.107.',
  );

  // Who vouches: the server saw the peer, the caller wrote the rest.
  await expect(vouched(page, /Observed by the server/, /^peer IP$/)).toHaveText(['172.20.39.107']);
  await expect(vouched(page, /Claimed by the caller|Contradicted/, /^claimed IPs?$/).filter({ hasText: /^8\.8\.8\.8$/ })).toHaveCount(1);
  await expect(vouched(page, /Observed by the server/, /^claimed IPs?$/)).toHaveCount(0);
  await expect(vouched(page, /Claimed by the caller|Contradicted/, /^user ?agent$/i).filter({ hasText: 'curl/7.68.0' })).toHaveCount(1);
  await expect(inspector(page).getByRole('list', { name: 'Signals' }).getByRole('listitem').filter({ hasText: 'S1' })).toHaveCount(1);
});

test('what came from the forged address', async ({ page }) => {
  const forged = sampleWhere((event) => claimedOf(event).includes('8.8.8.8'));
  await include(page, 'claimed IPs', '8.8.8.8');
  await expectRequests(page, forged.length, ALL);
  // The forged address is one thing, the machine that called another.
  expect(new Set(await column(page, 'peer_ip'))).toEqual(new Set(forged.map(({ last }) => peerOf(last))));
  await expect(facetValue(page, 'peer IP', '172.20.39.107')).toBeVisible();
  await expect(facet(page, 'peer IP').getByLabel('1 of 1 values')).toBeVisible();

  // The lens takes away what is only claimed: facets go, values fade.
  const agent = grid(page).locator('[data-column="user_agent"] [data-mark]').first();
  const look = (): Promise<string> => agent.evaluate((mark) => `${getComputedStyle(mark).opacity} ${getComputedStyle(mark).color}`);
  const before = await look();
  await page.getByRole('button', { name: 'Lens' }).click();
  await idle(page);
  await expect(facet(page, 'claimed IPs')).toHaveCount(0);
  await expect(facet(page, 'user agent')).toHaveCount(0);
  await expect(facet(page, 'peer IP')).toBeVisible();
  await expect(page.getByText(/The lens hides what callers merely claim: .*claimed IPs/)).toBeVisible();
  expect(await look()).not.toBe(before);
  await expectRequests(page, forged.length, ALL);
  await page.getByRole('button', { name: 'Lens' }).click();
  await idle(page);
  await expect(facet(page, 'claimed IPs')).toBeVisible();
  expect(await look()).toBe(before);
});

test('which exec session is still open', async ({ page }) => {
  const ended = new Set(['ResponseComplete', 'Panic']);
  const open = sampleWhere((event, { records }) => event.objectRef?.subresource === 'exec' && !records.some((record) => ended.has(record.event.stage)));
  expect(open).toHaveLength(1);
  await include(page, 'outcome', 'open');
  await include(page, 'requestURI shape', '/api/v1/namespaces/{ns}/pods/{name}/exec');
  await expectRequests(page, 1, ALL);
  await openRow(page, rows(page).first());
  await expect(sentence(page)).toContainText('and the session has no end in this evidence');
  const stages = inspector(page).getByRole('list', { name: 'Stages of the request' }).getByRole('listitem');
  await expect(stages.filter({ hasText: 'ResponseComplete' })).toContainText('still open');
  await expect(inspector(page).getByText('It was still going on when the evidence ends.')).toBeVisible();
  await expect(inspector(page).getByText(`line ${open[0]?.records.at(-1)?.line.toLocaleString('en-US') ?? ''} ·`)).toBeVisible();
});

test('which requests carry the audit ID Lorem', async ({ page }) => {
  const lorem = sampleWhere((event) => event.auditID === 'Lorem');
  expect(lorem).toHaveLength(3);
  await pressSearch(page, 'trust test');
  await facet(page, 'trust test').getByRole('searchbox').fill('A2');
  await facet(page, 'trust test').getByRole('button', { name: /^A2 .*, 3$/ }).click();
  await idle(page);
  await expectRequests(page, 3, ALL);
  await toggleColumn(page, 'auditID');
  // Shown apart, each with the number it shares the ID with.
  await expect(rows(page)).toHaveCount(3);
  expect(await column(page, 'audit_id')).toEqual(['Lorem ×3', 'Lorem ×3', 'Lorem ×3']);
  expect(new Set(await column(page, 'resource')).size).toBe(3);
  await toggleColumn(page, 'auditID');

  await openRow(page, rows(page).first());
  const signal = inspector(page).getByRole('list', { name: 'Signals' }).getByRole('listitem').filter({ hasText: 'A2' });
  await expect(signal).toContainText('3 requests share it; they are shown apart.');
  await signal.getByRole('button', { name: 'Show them' }).click();
  await idle(page);
  await expect(chip(page, 'auditID is Lorem')).toBeVisible();
  await expectRequests(page, 3, ALL);
  // Two stages each: none took over a stage of another.
  expect(await sql(page, `SELECT event_count, stages FROM requests WHERE audit_id = 'Lorem' ORDER BY received_at`)).toEqual(
    lorem.map(({ records }) => ({ event_count: records.length, stages: records.map(({ event }) => event.stage) })),
  );
});

test('who acted as someone else', async ({ page }) => {
  const acting = sampleWhere((event) => event.user?.username === 'system:serviceaccount:ci:deployer' && event.impersonatedUser?.username === 'system:serviceaccount:argocd:argocd-application-controller');
  expect(acting).not.toHaveLength(0);
  await include(page, 'user', 'system:serviceaccount:ci:deployer');
  await include(page, 'effective user', 'system:serviceaccount:argocd:argocd-application-controller');
  await expectRequests(page, acting.length, ALL);
  expect(await column(page, 'username')).toEqual(acting.map(() => 'saci:deployer as saargocd:argocd-application-controller'));
  await openRow(page, rows(page).first());
  await expect(sentence(page)).toContainText('system:serviceaccount:ci:deployer acting as system:serviceaccount:argocd:argocd-application-controller');
  await expect(sentence(page)).toContainText('the rights used belong to system:serviceaccount:argocd:argocd-application-controller');
  await expect(inspector(page).getByRole('list', { name: 'Signals' }).getByRole('listitem').filter({ hasText: 'M1' })).toHaveCount(1);
});

test('which logins failed', async ({ page }) => {
  const failed = sampleWhere((event) => event.responseStatus?.code === 401);
  const fromOutside = failed.filter(({ last }) => peerOf(last) === '172.20.39.107');
  await include(page, 'code', '401');
  await expectRequests(page, failed.length, ALL);
  await include(page, 'peer IP', '172.20.39.107');
  await expectRequests(page, fromOutside.length, ALL);
  expect(await column(page, 'username')).toEqual(fromOutside.map(() => 'none'));
  await openRow(page, rows(page).first());
  await expect(sentence(page)).toContainText('A caller whose login failed tried to ');
  const stages = inspector(page).getByRole('list', { name: 'Stages of the request' }).getByRole('listitem');
  await expect(stages).toHaveCount(1);
  await expect(stages).toContainText('ResponseStarted');
  await expect(inspector(page).getByText('Lone ResponseStarted with 401: the login failed.')).toBeVisible();
});

test('what is in the raw record', async ({ page }) => {
  const record = sampleRecords.find(({ event }) => event.requestURI === '/api/v1/secrets' && event.auditID === 'Lorem' && event.stage === 'ResponseComplete');
  if (record === undefined) throw new Error('the sample has lost its list of all secrets');
  await page.getByRole('searchbox', { name: 'Search any text' }).fill('/api/v1/secrets');
  await include(page, 'user', 'system:anonymous');
  await openRow(page, rows(page).filter({ hasText: 'all namespaces' }));

  const shown = inspector(page).getByRole('region', { name: 'Record as in the file' });
  expect(await shown.textContent()).toBe(record.bytes.toString('utf8'));
  await expect(inspector(page).getByText(`line ${record.line} · byte ${record.byteOffset.toLocaleString('en-US')} · ${record.bytes.length.toLocaleString('en-US')} bytes`)).toBeVisible();
  await expect(inspector(page).getByText(sha256(record.bytes), { exact: true })).toBeVisible();
  await expect(inspector(page).getByText(sampleSha256, { exact: true })).toBeVisible();
  await expect(inspector(page).getByText('read back from the file just now: the same')).toBeVisible();
  // The marks stand on the values of the record itself.
  await expect(shown.locator('[data-mark="claimed"], [data-mark="contradicted"]').filter({ hasText: '8.8.8.8' }).first()).toBeVisible();

  const [row] = await sql(page, 'SELECT event_id, line, byte_offset, byte_length, record_hash FROM events WHERE line = ?', [record.line]);
  expect(row).toEqual({ event_id: row?.['event_id'], line: record.line, byte_offset: record.byteOffset, byte_length: record.bytes.length, record_hash: sha256(record.bytes) });
  expect(await raw(page, Number(row?.['event_id']))).toBe(record.bytes.toString('utf8'));

  // The other stage of the request, by key.
  await inspector(page).getByRole('button', { name: 'RequestReceived' }).first().click();
  await idle(page);
  expect(await shown.textContent()).toBe(sampleRecords.find(({ line }) => line === record.line - 1)?.bytes.toString('utf8'));
  await shown.press(']');
  await idle(page);
  expect(await shown.textContent()).toBe(record.bytes.toString('utf8'));
});

test("what did this pod's token do from outside", async ({ page }) => {
  const POD = 'authentication.kubernetes.io/pod-name';
  const outside = sampleWhere((event) => event.user?.extra?.[POD]?.[0] === 'runner-7d9f' && peerOf(event) === '203.0.113.77');
  expect(outside).not.toHaveLength(0);
  await include(page, 'pod-name', 'runner-7d9f');
  await include(page, 'peer IP', '203.0.113.77');
  await expectRequests(page, outside.length, ALL);
  expect(await column(page, 'code')).toEqual(outside.map(({ last }) => String(last.responseStatus?.code)));
  expect(new Set(await column(page, 'username'))).toEqual(new Set(['saci:runner']));
  await openRow(page, rows(page).filter({ hasText: /secrets ci/ }).first());
  // The credential is proven; that it was used in its pod is not.
  await expect(vouched(page, /Proven by a credential/, /pod-name/).first()).toHaveText('runner-7d9f');
  await expect(sentence(page)).toContainText('TCP peer 203.0.113.77');
});

test('which tests fired, and on what', async ({ page }) => {
  await tab(page, 'Findings').click();
  await idle(page);
  const [shared] = await sql(page, `SELECT count(DISTINCT request_id) AS n FROM signals WHERE test_id = 'S1'`);
  const finding = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Show requests of S1' }) });
  await expect(finding).toContainText(`${String(shared?.['n'])} of ${String(shared?.['n'])} requests`);
  await finding.getByRole('button', { name: 'Show requests of S1' }).click();
  await idle(page);
  await expect(tab(page, 'Requests')).toHaveAttribute('aria-selected', 'true');
  await expectRequests(page, Number(shared?.['n']), ALL);
  await expect(filterBar(page).getByRole('button', { name: 'Remove: trust test is S1' })).toBeVisible();
});

test('is anything missing from the log', async ({ page }) => {
  const gaps = await sql(page, 'SELECT kind, from_at, to_at, reason FROM gaps');
  expect(gaps).toEqual([expect.objectContaining({ kind: 'missing', reason: expect.stringContaining('there is no record for 185 seconds') })]);
  expect(String(gaps[0]?.['from_at'])).toMatch(/T08:26:0/);

  // The histogram says so where it is, to the eye and to the ear.
  const histogram = page.getByRole('slider', { name: 'Requests over time by outcome' });
  await histogram.focus();
  await page.keyboard.press('Home');
  await expect(histogram).not.toHaveAttribute('aria-valuetext', /no record/);
  const last = Number(await histogram.getAttribute('aria-valuemax'));
  for (let at = 0; at < last && !/no record/.test((await histogram.getAttribute('aria-valuetext')) ?? ''); at += 1) await page.keyboard.press('ArrowRight');
  await expect(histogram).toHaveAttribute('aria-valuetext', /there is no record for 185 seconds/);
  await expect(page.getByText('records are missing, or the server was down')).toBeVisible();
});
