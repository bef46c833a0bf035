import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { addEvidence, dropFiles, dropPaths, expect, idle, loadFixture, openApp, test } from './fixtures';
import { gz, madeEvent, madeLine, madeLines, steadyFile, type MadeEvent } from './made-logs';
import { expectRequests, grouped, include, notices, openSample, rows, sql } from './page-parts';
import { SAMPLE_PATH, sampleBytes, sampleRecords, sampleRequests, sampleSha256, sha256 } from './sample-log';
import type { Page } from '@playwright/test';

/** Every row of every view, counted. */
const counts = (page: Page): Promise<Record<string, unknown>[]> =>
  sql(page, `SELECT (SELECT count(*) FROM evidence) AS evidence, (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM requests) AS requests,
    (SELECT count(*) FROM issues) AS issues, (SELECT count(*) FROM signals) AS signals`);

const progress = (page: Page) => page.getByRole('region', { name: 'Loading evidence' });

test('can I drop several files and a folder, and add more later', async ({ page }, testInfo) => {
  const folder = testInfo.outputPath('node-1');
  await mkdir(path.join(folder, 'old'), { recursive: true });
  await writeFile(path.join(folder, 'audit.log'), madeLines(1, 3));
  await writeFile(path.join(folder, 'old', 'audit-2026.log.gz'), gz(madeLines(4, 4)));
  const beside = testInfo.outputPath('beside.log');
  await writeFile(beside, madeLines(8, 5));
  await openApp(page);
  await dropPaths(page, [folder, beside]);
  await expect.poll(() => page.evaluate(() => window.kubewitness?.sql('SELECT count(*)::INTEGER AS n FROM evidence'))).toEqual([{ n: 3 }]);
  await idle(page);
  await expectRequests(page, 12, 12);
  expect(await sql(page, 'SELECT path, events, container FROM evidence ORDER BY path')).toEqual([
    { path: 'beside.log', events: 5, container: 'none' },
    { path: 'node-1/audit.log', events: 3, container: 'none' },
    { path: 'node-1/old/audit-2026.log.gz', events: 4, container: 'gzip' },
  ]);
  await loadFixture(page, { name: 'later-1.log', text: madeLines(13, 2) }, { name: 'later-2.log', text: madeLines(15, 2) });
  await expectRequests(page, 16, 16);
  await addEvidence(page, [SAMPLE_PATH]);
  await idle(page);
  await expectRequests(page, 16 + sampleRequests.length, 16 + sampleRequests.length);
  await expect(page.getByRole('banner').getByRole('button', { name: `6 files ${grouped(16 + sampleRecords.length)} events 1 issue` })).toBeVisible();
});

test('can I cancel a large file, and work while it loads', async ({ page }) => {
  const large = await steadyFile(250_000, 11);
  await openApp(page);
  await loadFixture(page, { path: SAMPLE_PATH });
  const before = await counts(page);
  const first = await rows(page).first().innerText();

  await addEvidence(page, [large]);
  const bar = progress(page).getByRole('progressbar');
  await expect(bar).toBeVisible();
  // At once: on a fast machine the file is read before the rows below were worked with.
  await expect(progress(page)).toContainText(/\d+ % of [\d.]+ MB/);
  await expect(progress(page)).toContainText(/[\d,]+ events/);
  await expect(progress(page)).toContainText(/\d+ issues/);
  // The totals grow while the bar is there: the first batch is in and can be worked with.
  const total = async (): Promise<number> => Number(((await page.getByText(/of [\d,]+ requests/).first().textContent()) ?? '').replace(/.* of ([\d,]+).*/, '$1').replaceAll(',', ''));
  await expect.poll(total).toBeGreaterThan(sampleRequests.length);
  await rows(page).nth(2).getByRole('gridcell').first().click();
  await expect(rows(page).nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(bar).toBeVisible();
  await progress(page).getByRole('button', { name: 'Cancel' }).click();
  await idle(page);
  await expect(bar).toHaveCount(0);
  await expect(notices(page)).toContainText('was cancelled');
  await expect(notices(page)).toContainText('Nothing of it was kept. Everything loaded before is unchanged.');
  expect(await counts(page)).toEqual(before);
  expect(await rows(page).first().innerText()).toBe(first);

  // It can be added again, whole.
  await addEvidence(page, [large]);
  await idle(page);
  const [again] = await sql(page, `SELECT events, issues, sha256 FROM evidence WHERE name = ?`, [path.basename(large)]);
  expect(again).toMatchObject({ events: 250_000, issues: 0 });
});

test('what happens when I add the same file twice', async ({ page }, testInfo) => {
  const copy = testInfo.outputPath('another-name.txt');
  await copyFile(SAMPLE_PATH, copy);
  await openSample(page);
  const [before] = await counts(page);
  const result = await page.evaluate(
    async (text) => window.kubewitness?.load([new File([text], 'pasted.log')]),
    sampleBytes.toString('utf8'),
  );
  expect(result?.evidence).toHaveLength(1);
  await addEvidence(page, [copy]);
  await idle(page);
  await expect(notices(page)).toContainText('2 files are already loaded');
  await expect(notices(page)).toContainText('another-name.txt: Every byte equals');
  expect(await counts(page)).toEqual([{ ...before, evidence: 3, issues: Number(before?.['issues']) + 2 }]);
  expect(await sql(page, 'SELECT events, duplicates, sha256 FROM evidence ORDER BY evidence_id')).toEqual([
    { events: sampleRecords.length, duplicates: 0, sha256: sampleSha256 },
    { events: 0, duplicates: sampleRecords.length, sha256: sampleSha256 },
    { events: 0, duplicates: sampleRecords.length, sha256: sampleSha256 },
  ]);
  expect(await sql(page, `SELECT DISTINCT kind FROM issues WHERE evidence_id > (SELECT min(evidence_id) FROM evidence)`)).toEqual([{ kind: 'duplicate-file' }]);
});

test('does it read every form of Kubernetes’ own JSON, packed or not', async ({ page }) => {
  let n = 100;
  const some = (change: MadeEvent = {}): MadeEvent[] => Array.from({ length: 3 }, () => madeEvent((n += 1), change));
  /** Servers before 1.10 had `timestamp` and `metadata.creationTimestamp`. */
  const old = (version: string): MadeEvent[] =>
    some({ apiVersion: `audit.k8s.io/${version}`, requestReceivedTimestamp: undefined, stageTimestamp: undefined, timestamp: '2017-11-01T09:00:00Z', metadata: { creationTimestamp: '2017-11-01T09:00:00Z' } });
  const list = (version: string, items: MadeEvent[]): string => JSON.stringify({ kind: 'EventList', apiVersion: `audit.k8s.io/${version}`, metadata: {}, items });
  const lines = (events: MadeEvent[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const forms: Record<string, string | Uint8Array> = {
    'lines.log': lines(some()),
    'pretty.json': some().map((event) => JSON.stringify(event, null, 2)).join('\n'),
    'concatenated.json': some().map((event) => JSON.stringify(event)).join(''),
    'array.json': JSON.stringify(some()),
    'list-v1.json': list('v1', some()),
    'list-v1beta1.json': list('v1beta1', old('v1beta1')),
    'list-v1alpha1.json': list('v1alpha1', old('v1alpha1')),
    'items-without-kind.json': list('v1', some({ kind: undefined, apiVersion: undefined })),
    'lines': gz(lines(some())),
    'array.png': gz(JSON.stringify(some(), null, '\t')),
    'list.exe': gz(list('v1', some())),
    'bom-and-crlf.log': `\ufeff${lines(some()).replaceAll('\n', '\r\n')}`,
  };
  await openApp(page);
  await dropFiles(page, Object.entries(forms).map(([name, content]) => (typeof content === 'string' ? { name, text: content } : { name, bytes: content })));
  await idle(page);
  const evidence = await sql(page, 'SELECT name, events, issues, format, container, sha256, bytes FROM evidence ORDER BY evidence_id');
  const read = Object.fromEntries(evidence.map((row) => [String(row['name']), row]));
  for (const [name, content] of Object.entries(forms)) {
    const bytes = Buffer.from(content as string);
    expect(read[name], name).toMatchObject({ events: 3, issues: 0, sha256: sha256(bytes), bytes: bytes.length, container: typeof content === 'string' ? 'none' : 'gzip' });
    expect(String(read[name]?.['format']), name).toMatch(/^(audit\.k8s\.io\/|audit events without apiVersion)/);
  }
  await expectRequests(page, 36, 36);
  // Times by presence, not by version.
  expect(await sql(page, `SELECT count(*)::INTEGER AS n FROM events WHERE received_at IS NULL`)).toEqual([{ n: 0 }]);
  expect(await sql(page, `SELECT DISTINCT received_at FROM events WHERE received_at < '2018-01-01'`)).toEqual([{ received_at: '2017-11-01T09:00:00.000000Z' }]);
  await include(page, 'evidence', 'list.exe');
  await expectRequests(page, 3, 36);
});

test('does a stage that comes in another file complete its request', async ({ page }) => {
  const received = madeLine(900, { stage: 'RequestReceived', responseStatus: undefined });
  await openApp(page);
  await loadFixture(page, { name: 'b.log', text: `${madeLine(900)}\n` });
  await expectRequests(page, 1, 1);
  await loadFixture(page, { name: 'a.log', text: `${received}\n` });
  await expectRequests(page, 1, 1);
  expect(await sql(page, 'SELECT stages, event_count FROM requests')).toEqual([{ stages: ['RequestReceived', 'ResponseComplete'], event_count: 2 }]);
});
