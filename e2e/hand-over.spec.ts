import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { addEvidence, dropFiles, expect, idle, openApp, test, watchedContext } from './fixtures';
import { exported, expectRequests, grouped, include, openRow, pins, raw, rows, sentence, sql, timeline } from './page-parts';
import { SAMPLE_PATH, sampleSha256, sampleWhere, sha256, type LogRequest } from './sample-log';
import type { Browser, Page } from '@playwright/test';

const HOSTILE = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>\u202egnp.exe\u200b \u001b[31mred `"\'; DROP TABLE events; --';

/** The report in a browser of a stranger: no network, and no script unless it is to be shown that none runs. */
async function readReport(browser: Browser, file: string, javaScriptEnabled: boolean): Promise<{ page: Page; requests: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext({ javaScriptEnabled, offline: true });
  const requests: string[] = [];
  context.on('request', (request) => {
    if (!request.isNavigationRequest()) requests.push(request.url());
  });
  const page = await context.newPage();
  page.on('dialog', (dialog) => requests.push(`dialog: ${dialog.message()}`));
  await page.goto(pathToFileURL(file).href);
  return { page, requests, close: () => context.close() };
}

const ANONYMOUS = (request: LogRequest): boolean => request.last.user?.username === 'system:anonymous';

test('can I hand it on', async ({ page, browser, guard }, testInfo) => {
  // The preview's frame refuses even the script of the automatic checks.
  guard.expectProblem(/Blocked script execution in 'blob:.* sandboxed/);
  const listed = sampleWhere((event, request) => ANONYMOUS(request) && event.requestURI === '/api/v1/secrets')[0];
  const read = sampleWhere((event, request) => ANONYMOUS(request) && event.requestURI === '/api/v1/namespaces/ci/secrets/runner-token')[0];
  const stolen = sampleWhere((event, request) => ANONYMOUS(request) && event.objectRef?.name === 'cloud-key')[0];
  const pinned = [listed, read, stolen].filter((request) => request !== undefined);
  expect(pinned).toHaveLength(3);
  await openApp(page);
  await addEvidence(page, [SAMPLE_PATH]);
  await idle(page);
  await include(page, 'user', 'system:anonymous');
  await include(page, 'resource', 'secrets');

  const sentences: string[] = [];
  for (const [text, note] of [['all namespaces', 'Everything is out.'], ['runner-token', 'The CI token.'], ['cloud-key ', HOSTILE]] as const) {
    await openRow(page, rows(page).filter({ hasText: new RegExp(`secrets.*${text.trim()}(?!s)`) }));
    sentences.push((await sentence(page).textContent()) ?? '');
    await page.getByRole('button', { name: 'Pin', exact: true }).click();
    await idle(page);
    const card = pins(page).getByRole('listitem').filter({ has: page.locator('[aria-current="true"]') });
    await card.getByRole('button', { name: 'Edit note, tags and phase' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill(note);
    await page.getByRole('dialog').getByRole('button', { name: /^Save/ }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await expect(pins(page).getByRole('listitem')).toHaveCount(3);
  await expect(timeline(page)).toContainText('3 pinned');
  await idle(page);

  // The preview is the file.
  await page.getByRole('button', { name: 'Preview report' }).click();
  // Read from outside: the frame may run nothing, a test's helpers neither.
  const preview = page.getByRole('dialog', { name: 'Report preview' }).locator('iframe');
  const shown = (): Promise<string[]> =>
    preview.evaluate((frame: HTMLIFrameElement) => Array.from(frame.contentDocument?.querySelectorAll('article') ?? [], (article) => article.innerText));
  await expect.poll(async () => (await shown()).length).toBe(3);
  expect((await shown())[0]).toContain('Everything is out.');
  await page.getByRole('dialog', { name: 'Report preview' }).getByRole('button', { name: 'Close', exact: true }).last().click();
  await idle(page);

  const file = testInfo.outputPath('report.html');
  await timeline(page).getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Report as HTML' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^untitled-case-\d{4}-\d{2}-\d{2}\.html$/);
  await download.saveAs(file);
  const scripted = testInfo.outputPath('scripted.html');
  await writeFile(scripted, await exported(page, 'html'));
  // The menu and the script make the same report, made at two moments.
  const timeless = (html: string): string => html.replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z/g, 'time');
  expect(timeless(await readFile(scripted, 'utf8'))).toBe(timeless(await readFile(file, 'utf8')));

  for (const javaScriptEnabled of [false, true]) {
    const stranger = await readReport(browser, file, javaScriptEnabled);
    const articles = stranger.page.getByRole('article');
    await expect(articles).toHaveCount(3);
    for (const [n, request] of pinned.entries()) {
      const article = articles.nth(n);
      for (const details of await article.locator('details').all()) await details.evaluate((element) => element.setAttribute('open', ''));
      const text = (await article.textContent()) ?? '';
      for (const { line, byteOffset, bytes } of request.records) {
        expect(text).toContain(`audit.log, line ${grouped(line)}, byte ${grouped(byteOffset)}, ${grouped(bytes.length)} bytes`);
        expect(text).toContain(sha256(bytes));
        expect(text).toContain(bytes.toString('utf8'));
      }
      expect(text).toContain(sampleSha256);
      // The sentence, read without the glyphs that stand in it.
      const heading = await article.getByRole('heading', { level: 3 }).evaluate((element) => {
        const copy = element.cloneNode(true) as Element;
        copy.querySelectorAll('[aria-hidden="true"], .vh').forEach((glyph) => glyph.remove());
        return copy.textContent;
      });
      expect(heading).toBe(sentences[n]);
    }
    // Every value carries a mark; the claimed addresses the wavy one.
    await expect(articles.first().locator('.claimed, .contradicted').filter({ hasText: '8.8.8.8' }).first()).toBeAttached();
    await expect(articles.first().locator('.observed').filter({ hasText: '172.20.39.107' }).first()).toBeAttached();
    // The hostile note is text and nothing else.
    await expect(articles.nth(2)).toContainText('<img src=x onerror="window.ran=1"><script>window.ran=1</script>');
    expect(await articles.nth(2).textContent()).not.toMatch(/[\u202e\u200b\u001b]/);
    expect(await stranger.page.locator('script, img, link, iframe, object, embed, form').count()).toBe(0);
    if (javaScriptEnabled) expect(await stranger.page.evaluate(() => 'ran' in window)).toBe(false);
    expect(stranger.requests).toEqual([]);
    await stranger.close();
  }

  // The other ways out carry the same places.
  const csv = (await exported(page, 'csv')).toString('utf8');
  const markdown = (await exported(page, 'markdown')).toString('utf8');
  const timesketch = (await exported(page, 'timesketch')).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(csv).toContain(sampleSha256);
  expect(markdown).toContain(sha256(pinned[0]?.records[0]?.bytes ?? ''));
  expect(timesketch).toHaveLength(pinned.flatMap(({ records }) => records).length);
  for (const line of timesketch) for (const key of ['message', 'datetime', 'timestamp', 'timestamp_desc']) expect(Object.keys(line)).toContain(key);
});

test('can a colleague open my case', async ({ page, browser, baseURL }, testInfo) => {
  await openApp(page);
  await addEvidence(page, [SAMPLE_PATH]);
  await idle(page);
  const [row] = await sql(page, `SELECT request_id FROM requests WHERE audit_id = 'Lorem' AND verb = 'list'`);
  await page.evaluate(
    ([id, note]) => window.kubewitness?.pin([id], { note, tags: ['scope'], phase: 'Collection' }),
    [Number(row?.['request_id']), HOSTILE] as const,
  );
  await idle(page);
  const file = testInfo.outputPath('mine.kubewitness');
  await writeFile(file, await exported(page, 'case'));

  const colleague = await watchedContext(browser, baseURL ?? '');
  const theirs = await colleague.context.newPage();
  await openApp(theirs);
  await dropFiles(theirs, [{ path: file }]);
  await idle(theirs);
  // Without the evidence: the pin, its note, and where it stands.
  await expect(theirs.getByText('scope', { exact: true })).toBeVisible();
  await expect(theirs.getByText(/audit\.log/).first()).toBeVisible();
  await addEvidence(theirs, [SAMPLE_PATH]);
  await idle(theirs);
  await pins(theirs).getByRole('button').first().click();
  await idle(theirs);
  await expect(sentence(theirs)).toContainText('system:anonymous listed secrets in all namespaces');
  expect(colleague.guard.verdict()).toEqual([]);
  await colleague.context.close();
});

test('does hostile text in the log stay text', async ({ page, browser }, testInfo) => {
  const record = (stage: string): string =>
    JSON.stringify({
      kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: HOSTILE, stage, requestURI: `/api/v1/${HOSTILE}`, verb: HOSTILE,
      user: { username: HOSTILE, uid: HOSTILE, groups: [HOSTILE], extra: { [HOSTILE]: [HOSTILE], 'authentication.kubernetes.io/pod-name': [HOSTILE] } },
      impersonatedUser: { username: HOSTILE }, sourceIPs: [HOSTILE, HOSTILE], userAgent: HOSTILE,
      objectRef: { resource: HOSTILE, namespace: HOSTILE, name: HOSTILE, apiVersion: HOSTILE, apiGroup: HOSTILE, subresource: HOSTILE },
      responseStatus: { code: 200, status: HOSTILE, reason: HOSTILE, message: HOSTILE }, annotations: { [HOSTILE]: HOSTILE, 'authorization.k8s.io/reason': HOSTILE, 'authorization.k8s.io/decision': HOSTILE },
      requestReceivedTimestamp: '2026-03-14T08:00:00.000001Z', stageTimestamp: '2026-03-14T08:00:00.000002Z',
    });
  await openApp(page);
  await dropFiles(page, [{ name: `${HOSTILE.replaceAll('/', '')}.log`, text: `${record('RequestReceived')}\n${record('ResponseComplete')}\n` }]);
  await idle(page);
  await expectRequests(page, 1, 1);
  await openRow(page, rows(page).first());
  for (const name of ['Timeline', 'Cross-tab', 'Findings', 'SQL', 'Requests']) {
    await page.getByRole('tab', { name, exact: true }).click();
    await idle(page);
  }
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  await idle(page);
  await expect(pins(page).getByRole('listitem')).toHaveCount(1);
  // Nothing on the page acts on its reader: controls, bidi marks and zero-width characters are shown as escapes.
  const acting = await page.evaluate(() => (document.body.innerText.match(/[\u0000-\u0008\u000b-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g) ?? []).length);
  expect(acting).toBe(0);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  const [event] = await sql(page, 'SELECT event_id, username, verb FROM events ORDER BY event_id LIMIT 1');
  expect(event).toMatchObject({ username: HOSTILE, verb: HOSTILE });
  expect(await raw(page, Number(event?.['event_id']))).toBe(record('RequestReceived'));

  const file = testInfo.outputPath('hostile.html');
  await writeFile(file, await exported(page, 'html'));
  const stranger = await readReport(browser, file, true);
  await expect(stranger.page.getByRole('article')).toHaveCount(1);
  expect(await stranger.page.evaluate(() => 'ran' in window)).toBe(false);
  expect(await stranger.page.evaluate(() => /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u001b]/.test(document.documentElement.outerHTML))).toBe(false);
  expect(stranger.requests).toEqual([]);
  await stranger.close();
});
