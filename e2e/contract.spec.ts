import { readFile } from 'node:fs/promises';
import { dropFiles, expect, idle, openApp, test } from './fixtures';
import { madeLine, madeLines } from './made-logs';
import { openSample, raw, sql } from './page-parts';
import { SAMPLE_PATH, sampleBytes, sampleRecords, sampleSha256, sha256 } from './sample-log';
import type { Page } from '@playwright/test';

const V = 'VARCHAR';
const LIST = 'VARCHAR[]';
const MAP = 'MAP(VARCHAR, VARCHAR[])';
const TEXTS = (names: string): Record<string, string> => Object.fromEntries(names.split(' ').map((name) => [name, V]));

/** What `events` and `requests` say of the same thing. */
const IDENTIFYING = {
  ...TEXTS('level audit_id verb request_uri uri_path uri_template username uid'), groups: LIST, extra: MAP, ...TEXTS('pod_name pod_uid node_name credential_id impersonated_username'),
  impersonated_groups: LIST, effective_username: V, source_ips: LIST, peer_ip: V, claimed_ips: LIST, ...TEXTS('user_agent api_group api_version resource subresource namespace name'),
  code: 'INTEGER', ...TEXTS('status reason message decision decision_reason'), annotations: 'MAP(VARCHAR, VARCHAR)',
};

const VIEWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  evidence: {
    evidence_id: 'INTEGER', parent_id: 'INTEGER', name: V, path: V, bytes: 'BIGINT', sha256: V, format: V, container: V, events: 'BIGINT', issues: 'BIGINT', duplicates: 'BIGINT',
    first_at: 'TIMESTAMP', last_at: 'TIMESTAMP', source: V,
  },
  events: {
    event_id: 'BIGINT', request_id: 'BIGINT', evidence_id: 'INTEGER', line: 'BIGINT', byte_offset: 'BIGINT', byte_length: 'INTEGER', record_hash: V, stage: V, ...IDENTIFYING,
    received_at: 'TIMESTAMP', stage_at: 'TIMESTAMP', has_request_object: 'BOOLEAN', has_response_object: 'BOOLEAN',
  },
  requests: {
    request_id: 'BIGINT', evidence_id: 'INTEGER', ...IDENTIFYING, first_event_id: 'BIGINT', stages: LIST, received_at: 'TIMESTAMP', started_at: 'TIMESTAMP', completed_at: 'TIMESTAMP',
    panicked_at: 'TIMESTAMP', duration_us: 'BIGINT', outcome: V, event_count: 'INTEGER', audit_id_shared_by: 'INTEGER',
  },
  issues: { evidence_id: 'INTEGER', line: 'BIGINT', byte_offset: 'BIGINT', byte_length: 'BIGINT', kind: V, reason: V, excerpt: V },
  signals: { event_id: 'BIGINT', request_id: 'BIGINT', test_id: V, field: V, verdict: V, explanation: V },
};

test('are the views those of the contract', async ({ page }) => {
  await openApp(page);
  for (const [view, columns] of Object.entries(VIEWS)) {
    const described = await sql(page, `SELECT column_name, column_type FROM (DESCRIBE ${view})`);
    expect(Object.fromEntries(described.map((row) => [row['column_name'], row['column_type']])), view).toMatchObject(columns);
  }
  // Without evidence they are empty, and no request is open that is not there.
  for (const view of Object.keys(VIEWS)) expect(await sql(page, `SELECT count(*)::INTEGER AS n FROM ${view}`), view).toEqual([{ n: 0 }]);
});

test('do values come as the contract says', async ({ page }) => {
  await openSample(page);
  const [value] = await sql(
    page,
    `SELECT 1::TINYINT AS tiny, 42::BIGINT AS small, 9007199254740991::BIGINT AS safe, 9007199254740993::BIGINT AS large, -9007199254740993::BIGINT AS low, 0.5::DOUBLE AS half, true AS yes, '' AS empty,
      NULL::VARCHAR AS absent, TIMESTAMP '2026-03-14 08:00:00.000001' AS at, TIMESTAMP '1969-12-31 23:59:59.999999' AS before, ['a', NULL, 'b'] AS list, []::VARCHAR[] AS none,
      map(['k', 'l'], [['x'], ['y', 'z']]) AS pairs, map([]::VARCHAR[], []::VARCHAR[]) AS no_pairs, ? || '!' AS said`,
    ['ä'],
  );
  expect(value).toEqual({
    tiny: 1, small: 42, safe: 9_007_199_254_740_991, large: '9007199254740993', low: '-9007199254740993', half: 0.5, yes: true, empty: '', absent: null,
    at: '2026-03-14T08:00:00.000001Z', before: '1969-12-31T23:59:59.999999Z', list: ['a', null, 'b'], none: [], pairs: { k: ['x'], l: ['y', 'z'] }, no_pairs: {}, said: 'ä!',
  });
  const record = sampleRecords.find(({ event }) => event.user?.extra !== undefined && event.objectRef?.resource === 'secrets');
  const [event] = await sql(page, 'SELECT extra, source_ips, received_at, line, byte_offset FROM events WHERE line = ?', [record?.line]);
  expect(event).toEqual({
    extra: record?.event.user?.extra, source_ips: record?.event.sourceIPs, received_at: record?.event.requestReceivedTimestamp, line: record?.line, byte_offset: record?.byteOffset,
  });
  // Absent and empty are two things, in SQL as in the file.
  await dropFiles(page, [{ name: 'empty.log', text: `${madeLine(1, { userAgent: '' })}\n${madeLine(2, { userAgent: undefined })}\n` }]);
  await idle(page);
  expect(await sql(page, `SELECT user_agent FROM events WHERE username = 'maker' ORDER BY line`)).toEqual([{ user_agent: '' }, { user_agent: null }]);
});

/** The error of a statement, or what it gave. */
const tried = (page: Page, text: string): Promise<string> =>
  page.evaluate((statement) => window.kubewitness?.sql(statement).then((rows) => JSON.stringify(rows), (error: unknown) => `refused: ${String(error)}`) ?? Promise.resolve(''), text);

test('can a script change the evidence', async ({ page }) => {
  await openApp(page);
  await dropFiles(page, [{ name: 'a.log', text: madeLines(1, 5) }]);
  await idle(page);
  for (const statement of [
    'DELETE FROM event_rows', `INSERT INTO issue_rows SELECT * FROM issue_rows`, 'UPDATE evidence_rows SET name = \'x\'', 'DROP TABLE event_rows', 'DROP VIEW events', 'CREATE TABLE mine (x INTEGER)',
    'TRUNCATE event_rows', "COPY events TO 'out.csv'", "ATTACH 'other.db'", 'INSTALL httpfs', 'LOAD json', 'PRAGMA database_list', "SET memory_limit = '1MB'", 'BEGIN', 'EXPORT DATABASE \'x\'', 'CHECKPOINT',
    'SELECT 1; DELETE FROM event_rows', 'SELECT 1) ; DROP VIEW events; SELECT * FROM (SELECT 1', 'WITH gone AS (DELETE FROM event_rows RETURNING 1) SELECT * FROM gone', '',
    "SELECT * FROM read_csv('https://example.com/x.csv')", "SELECT * FROM 'https://example.com/x.parquet'", 'not sql',
  ]) {
    expect(await tried(page, statement), statement).toMatch(/^refused: /);
  }
  expect(await sql(page, 'SELECT count(*)::INTEGER AS n FROM events')).toEqual([{ n: 5 }]);
  expect(await tried(page, 'SELECT 7 AS n ORDER BY n;')).toBe('[{"n":7}]');
  // A parameter that is no value is said at once.
  expect(await page.evaluate(() => window.kubewitness?.sql('SELECT ?', [{}]).catch((error: unknown) => String(error)))).toContain('Parameters are texts, numbers, booleans or null.');
});

test('does load() answer as the contract says', async ({ page }) => {
  await openApp(page);
  const lines = madeLines(1, 4);
  const answer = await page.evaluate(
    (text) => window.kubewitness?.load(new Set([new File([text], 'four.log'), new File([''], 'nothing.log'), new File([`${text}{"kind":"Event","auditID`], 'cut.log')])),
    lines,
  );
  expect(answer).toEqual({
    evidence: [
      { name: 'four.log', format: 'audit.k8s.io/v1 JSON lines', events: 4, issues: 0, sha256: sha256(lines) },
      { name: 'nothing.log', format: 'none', events: 0, issues: 1, sha256: sha256('') },
      { name: 'cut.log', format: 'audit.k8s.io/v1 JSON lines', events: 4, issues: 1, sha256: sha256(`${lines}{"kind":"Event","auditID`) },
    ],
  });
  await idle(page);
  // The same as dropping it: the page shows it too.
  await expect(page.getByRole('banner').getByRole('button', { name: /^3 files 8 events 2 issues/ })).toBeVisible();
});

test('are raw, pin, export, idle and version there', async ({ page }) => {
  await openApp(page);
  const sample = await page.evaluate((text) => window.kubewitness?.load([new File([text], 'audit.log')]), sampleBytes.toString('utf8'));
  expect(sample?.evidence).toEqual([{ name: 'audit.log', format: 'audit.k8s.io/v1 JSON lines', events: sampleRecords.length, issues: 1, sha256: sampleSha256 }]);
  await idle(page);
  const events = await sql(page, 'SELECT event_id, line FROM events WHERE line IN (1, 614, 3538) ORDER BY line');
  for (const event of events) {
    const record = sampleRecords.find(({ line }) => line === event['line']);
    expect(await raw(page, Number(event['event_id']))).toBe(record?.bytes.toString('utf8'));
  }
  const answers = await page.evaluate(async (line) => {
    const { kubewitness } = window;
    if (kubewitness === undefined) return undefined;
    const [row] = (await kubewitness.sql('SELECT request_id FROM events WHERE line = ?', [line])) as { request_id: number }[];
    await kubewitness.pin([row?.request_id ?? 0], { note: 'Here it begins.', tags: ['first'], phase: 'Discovery' });
    await kubewitness.idle();
    const blobs = await Promise.all((['html', 'markdown', 'csv', 'timesketch', 'case'] as const).map((kind) => kubewitness.export(kind)));
    return {
      blobs: blobs.map((blob) => [blob instanceof Blob, blob.size > 0]), texts: await Promise.all(blobs.slice(0, 4).map(async (blob) => (await blob.text()).includes('Here it begins.'))),
      unknown: await kubewitness.export('pdf' as 'html').catch((error: unknown) => String(error)), phase: await kubewitness.pin([1], { phase: 'nothing' }).catch((error: unknown) => String(error)),
      noEvent: await kubewitness.raw(999_999_999).catch((error: unknown) => String(error)), version: kubewitness.version, names: Object.keys(kubewitness).sort(),
    };
  }, 614);
  expect(answers?.blobs).toEqual(Array.from({ length: 5 }, () => [true, true]));
  expect(answers?.texts).toEqual([true, true, true, true]);
  expect(answers?.unknown).toContain('There is no export of kind pdf.');
  expect(answers?.phase).toContain('There is no phase nothing.');
  expect(answers?.noEvent).toContain('There is no event 999999999');
  expect(answers?.version).toBe((JSON.parse(await readFile('package.json', 'utf8')) as { version: string }).version);
  expect(answers?.names).toEqual(expect.arrayContaining(['commands', 'export', 'idle', 'load', 'pin', 'raw', 'sql', 'version']));
});

test('is there always one way to add evidence', async ({ page }) => {
  const onlyOne = async (): Promise<void> => {
    const inputs = page.locator('input[type="file"][multiple]');
    await expect(inputs).toHaveCount(1);
    await expect(inputs).toHaveAccessibleName('Add evidence');
  };
  await openApp(page);
  await onlyOne();
  await dropFiles(page, [{ path: SAMPLE_PATH }]);
  await idle(page);
  for (const name of ['Requests', 'Timeline', 'Cross-tab', 'Findings', 'SQL']) {
    await page.getByRole('tab', { name, exact: true }).click();
    await idle(page);
    await onlyOne();
  }
  for (const [key, name] of [['Control+k', 'Commands'], ['?', 'Keys']] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await expect(page.locator('input[type="file"][multiple]')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByRole('banner').getByRole('button', { name: /^1 file / }).click();
  await expect(page.getByRole('dialog', { name: 'Evidence' })).toBeVisible();
  await expect(page.locator('input[type="file"][multiple]')).toHaveCount(1);
});
