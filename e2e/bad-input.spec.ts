/**
 * What is no audit log, or no longer one: each ends in a sentence on the page and in rows of `issues`, and what was
 * loaded before stays as it was. One page takes them all, one after the other.
 */
import { appendFile, unlink, writeFile } from 'node:fs/promises';
import { constants, deflateRawSync } from 'node:zlib';
import { addEvidence, dropFiles, expect, expectAccessible, idle } from './fixtures';
import { gz, madeEvent, madeLine, madeLines, steadyFile } from './made-logs';
import { notices, sql } from './page-parts';
import { sampleRecords, sampleRequests } from './sample-log';
import { testWithSamplePage } from './sample-page';
import type { Page } from '@playwright/test';

const test = testWithSamplePage();

const MB = 1_000_000;
const HOSTILE = '<img src=x onerror="window.ran=1">\'; DROP TABLE event_rows; --\u001b[31m\u202e\u200b\u2066\ud83d\ude08';

interface Bad {
  readonly name: string;
  readonly content: () => string | Uint8Array;
  readonly events: number;
  /** The kinds in `issues`, each once. */
  readonly kinds: readonly string[];
  /** What the first of them says. */
  readonly says?: RegExp;
}

let next = 0;
/** Events that no other case has. */
const fresh = (count: number): string => madeLines((next += 1_000) + 100_000, count);

/** One gzip member: parts as they are, each repeated. Its end is wrong, which no reader that stops in time will see. */
function bomb(...parts: readonly (readonly [content: Uint8Array | string, times: number])[]): Uint8Array {
  const packed = parts.flatMap(([content, times]) => {
    const part = deflateRawSync(content, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
    return Array.from({ length: times }, () => part);
  });
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), ...packed, Buffer.from([3, 0, 1, 2, 3, 4, 0, 0, 0, 0x80])]);
}

/** Noise that is the same every time. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0, state = 1; i < length; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

const everywhere = (text: string): Record<string, unknown> => ({
  auditID: text, requestURI: text, verb: text, level: 'Metadata', userAgent: text, sourceIPs: [text, text],
  user: { username: text, uid: text, groups: [text], extra: { [text]: [text], 'authentication.kubernetes.io/pod-name': [text] } }, impersonatedUser: { username: text },
  objectRef: { resource: text, namespace: text, name: text, apiGroup: text, apiVersion: text, subresource: text },
  responseStatus: { code: 200, status: text, reason: text, message: text }, annotations: { [text]: text, 'authorization.k8s.io/reason': text },
});

const BAD: readonly Bad[] = [
  { name: 'empty.log', content: () => '', events: 0, kinds: ['empty'] },
  { name: 'whitespace.log', content: () => ' \n\t\r\n  \n', events: 0, kinds: ['empty'] },
  { name: 'binary.log', content: () => noise(200_000), events: 0, kinds: ['not-text'] },
  { name: 'png.log', content: () => Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), noise(5_000)]), events: 0, kinds: ['not-text'], says: /PNG/ },
  { name: 'html.log', content: () => '<!doctype html><html><body><script>var a = {"kind":"Event"};</script><h1>403</h1></body></html>', events: 0, kinds: ['not-json'], says: /web page|HTML/i },
  { name: 'pods.json', content: () => JSON.stringify({ kind: 'PodList', apiVersion: 'v1', items: [{ metadata: { name: 'a' } }] }, null, 2), events: 0, kinds: ['not-audit'] },
  { name: 'core-events.json', content: () => JSON.stringify({ kind: 'EventList', apiVersion: 'v1', items: [{ kind: 'Event', apiVersion: 'v1', reason: 'Started', involvedObject: { kind: 'Pod' } }] }), events: 0, kinds: ['not-audit'] },
  { name: 'package.json', content: () => JSON.stringify({ name: 'left-pad', version: '1.3.0', dependencies: {} }, null, 2), events: 0, kinds: ['not-audit'] },
  { name: 'cut-last.log', content: () => `${fresh(3)}${madeLine(1).slice(0, 200)}`, events: 3, kinds: ['cut-record'] },
  { name: 'cut-first.log', content: () => `${madeLine(1).slice(200)}\n${fresh(3)}`, events: 3, kinds: ['skipped-bytes'] },
  { name: 'not-utf8.log', content: () => Buffer.from(fresh(3).replaceAll('made/1', 'caf\u00e9'), 'latin1'), events: 3, kinds: ['bad-encoding'] },
  { name: 'nul-runs.log', content: () => `${fresh(2)}${'\0'.repeat(65_536)}${fresh(2)}`, events: 4, kinds: ['skipped-bytes'] },
  { name: 'long-line.json', content: () => `{"kind":"Blob","data":"${'x'.repeat(50 * MB)}"}`, events: 0, kinds: ['not-audit'] },
  { name: 'long-event.log', content: () => `${fresh(1)}${madeLine(200_001, { requestObject: { data: 'y'.repeat(50 * MB) } })}\n${fresh(1)}`, events: 3, kinds: [] },
  { name: 'long-nothing.log', content: () => 'z'.repeat(50 * MB), events: 0, kinds: ['not-json'] },
  { name: 'deep.log', content: () => `${madeLine(200_002).slice(0, -1)},"requestObject":${'['.repeat(10_000)}${']'.repeat(10_000)}}\n`, events: 1, kinds: [] },
  { name: 'deep-nothing.json', content: () => '['.repeat(10_000) + ']'.repeat(10_000), events: 0, kinds: ['not-audit'] },
  { name: 'deep-open.json', content: () => '{"a":'.repeat(10_000), events: 0, kinds: ['cut-record'] },
  { name: 'twice.log', content: () => `${madeLine(200_003).slice(0, -1)},"verb":"delete"}\n`, events: 1, kinds: ['duplicate-key'] },
  // Exports and search stores return numbers as text; what they mean is plain.
  { name: 'numbers-as-text.log', content: () => `${madeLine(200_004, { responseStatus: { code: '200' } })}\n`, events: 1, kinds: [] },
  { name: 'words-as-numbers.log', content: () => `${madeLine(200_005, { responseStatus: { code: 'OK' }, sourceIPs: { a: 1 } })}\n`, events: 1, kinds: ['bad-value'], says: /responseStatus\.code|sourceIPs/ },
  { name: 'empty-list.json', content: () => '{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[]}', events: 0, kinds: ['not-audit'], says: /An EventList of audit\.k8s\.io\/v1 in which no record stands/ },
  { name: 'absent.log', content: () => [{ user: {} }, { user: null }, { user: undefined }, { objectRef: undefined }, { objectRef: null }, { responseStatus: null }].map((change, i) => `${madeLine(200_010 + i, change)}\n`).join(''), events: 6, kinds: [] },
  { name: 'half.log.gz', content: () => { const whole = gz(Array.from({ length: 400 }, (_, i) => madeLine(300_000 + i, { userAgent: Buffer.from(noise(60 + i)).toString('hex') })).join('\n')); return whole.subarray(0, whole.length >> 1); }, events: -1, kinds: ['container', 'cut-record'] },
  { name: 'zeros.gz', content: () => bomb([Buffer.alloc(64 * 1024 * 1024), 32]), events: 0, kinds: ['container', 'skipped-bytes'] },
  { name: 'spaces.json.gz', content: () => bomb([fresh(3), 1], [Buffer.alloc(64 * 1024 * 1024, ' '), 32]), events: 3, kinds: ['container'] },
  { name: `hostile ${HOSTILE.replaceAll('/', '')}.log`, content: () => `${JSON.stringify({ ...madeEvent(200_020), ...everywhere(HOSTILE) })}\n`, events: 1, kinds: [] },
  {
    name: 'all-different.log', events: 20_000, kinds: [],
    content: () => Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ ...madeEvent(400_000 + i), ...everywhere(`value-${i}-${'v'.repeat(i % 50)}`), level: `l${i}`, stage: 'ResponseComplete' })).join('\n'),
  },
];

/** Everything that came from the sample, but for the tests that hold it against other evidence. */
const before = async (page: Page): Promise<unknown> =>
  sql(page, `SELECT (SELECT count(*)::INTEGER FROM events WHERE evidence_id = 1) AS events, (SELECT count(*)::INTEGER FROM requests WHERE evidence_id = 1) AS requests,
    (SELECT count(*)::INTEGER FROM signals JOIN events USING (event_id) WHERE evidence_id = 1 AND test_id NOT IN ('G1', 'H2', 'I6', 'I12', 'S6')) AS signals, (SELECT count(*)::INTEGER FROM issues WHERE evidence_id = 1) AS issues,
    (SELECT sum(hash(e.record_hash, e.line, e.username, e.request_uri)) FROM events e WHERE evidence_id = 1)::VARCHAR AS content`);

/** The evidence list has the file, and says of it what `issues` does. */
async function expectSaid(page: Page, reason: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: /^\d+ files? [\d,]+ events?/ }).click();
  const list = page.getByRole('dialog', { name: 'Evidence' });
  await list.getByRole('option').last().click();
  await idle(page);
  // Shown with its hidden characters escaped; the words before the first of them are enough.
  await expect(list.getByRole('region', { name: 'Issues' })).toContainText((/^[ -~]{1,80}/.exec(reason)?.[0] ?? reason).trim());
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
}

async function dismissAll(page: Page): Promise<void> {
  while ((await notices(page).getByRole('button', { name: /^Dismiss/ }).count()) > 0) await notices(page).getByRole('button', { name: /^Dismiss/ }).last().click();
}

test.describe('what is no audit log', () => {
  test.use({ accessible: false });

  for (const { name, content, events, kinds, says } of BAD) {
    test(name.replaceAll(/[^ -~]/g, '?'), async ({ page }, testInfo) => {
      const kept = await before(page);
      const bytes = Buffer.from(content() as string);
      const started = Date.now();
      if (bytes.length > MB) {
        const file = testInfo.outputPath(name);
        await writeFile(file, bytes);
        await addEvidence(page, [file]);
      } else {
        await dropFiles(page, [{ name, bytes }]);
      }
      await idle(page);
      expect(Date.now() - started, 'milliseconds until it was said').toBeLessThan(60_000);

      const [evidence] = await sql(page, 'SELECT evidence_id, name, events, issues FROM evidence ORDER BY evidence_id DESC LIMIT 1');
      expect(evidence?.['name']).toBe(name);
      if (events >= 0) expect(evidence).toMatchObject({ events });
      else expect(evidence?.['events']).toBeGreaterThan(0);
      const issues = await sql(page, 'SELECT kind, reason, line, byte_offset, byte_length FROM issues WHERE evidence_id = ? ORDER BY byte_offset', [evidence?.['evidence_id']]);
      expect([...new Set(issues.map(({ kind }) => String(kind)))].sort(), JSON.stringify(issues)).toEqual([...kinds].sort());
      for (const { reason, line, byte_offset: offset } of issues) {
        expect(String(reason)).toMatch(/^\S.*\.$/s);
        expect(line).toBeGreaterThan(0);
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(bytes.length * 1_000);
      }
      if (says !== undefined) expect(String(issues[0]?.['reason'])).toMatch(says);
      if (events === 0) {
        await expect(notices(page)).toContainText(`No audit events in ${name}`);
        await expect(notices(page)).toContainText('nothing else changed');
      }
      if (issues.length > 0) await expectSaid(page, String(issues[0]?.['reason']));
      expect(await before(page)).toEqual(kept);
      expect(await page.evaluate(() => 'ran' in window)).toBe(false);
      await dismissAll(page);
    });
  }

  test('a file that vanishes, and one that changes, while others are read', async ({ page }, testInfo) => {
    const kept = await before(page);
    const large = await steadyFile(60_000, 12);
    const [vanishing, changing, intact] = ['vanishing.log', 'changing.log', 'intact.log'].map((name) => testInfo.outputPath(name)) as [string, string, string];
    await writeFile(vanishing, fresh(5));
    await writeFile(changing, fresh(5));
    await writeFile(intact, fresh(5));
    await addEvidence(page, [large, vanishing, changing, intact]);
    await expect(page.getByRole('region', { name: 'Loading evidence' })).toBeVisible();
    await unlink(vanishing);
    await appendFile(changing, fresh(1));
    await idle(page);
    expect(await sql(page, `SELECT name, events FROM evidence WHERE name IN ('vanishing.log', 'changing.log', 'intact.log') ORDER BY name`)).toEqual([
      { name: 'changing.log', events: 0 }, { name: 'intact.log', events: 5 }, { name: 'vanishing.log', events: 0 },
    ]);
    expect(await sql(page, `SELECT name, kind FROM issues JOIN evidence USING (evidence_id) WHERE name IN ('vanishing.log', 'changing.log') ORDER BY name`)).toEqual([
      { name: 'changing.log', kind: 'changed-file' }, { name: 'vanishing.log', kind: 'changed-file' },
    ]);
    await expect(notices(page)).toContainText('2 files could not be read');
    for (const name of ['vanishing.log', 'changing.log']) await expect(notices(page)).toContainText(`${name}: ${name} changed or vanished while it was read`);
    await expect(notices(page)).toContainText('Nothing of them was kept; everything loaded before is unchanged.');
    expect(await before(page)).toEqual(kept);
  });
});

test('after all of it the page can be read and used', async ({ page }) => {
  expect(await sql(page, 'SELECT count(*)::INTEGER AS n FROM events WHERE evidence_id = 1')).toEqual([{ n: sampleRecords.length }]);
  expect(await sql(page, 'SELECT count(*)::INTEGER AS n FROM requests WHERE evidence_id = 1')).toEqual([{ n: sampleRequests.length }]);
  await dropFiles(page, [{ name: 'nothing.log', text: '\n\n\t\n' }, { name: `${HOSTILE.replaceAll('/', '')}.png`, bytes: Buffer.from('89504e470d0a1a0a', 'hex') }]);
  await idle(page);
  await expect(notices(page)).toContainText('No audit events in 2 files');
  await expect(notices(page)).toContainText('nothing.log: The file holds nothing but white space.');
  await page.getByRole('banner').getByRole('button', { name: /^\d+ files? [\d,]+ events?/ }).click();
  await expect(page.getByRole('dialog', { name: 'Evidence' })).toBeVisible();
  await idle(page);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
