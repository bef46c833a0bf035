/** Archives and clouds' own wrappings, dropped on the page: every record is read, and found again byte for byte. */
import { zipSync } from 'fflate';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dropFiles, dropPaths, expect, idle, openApp, test } from './fixtures';
import { gz, madeLine } from './made-logs';
import { notices, sql } from './page-parts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Files in a tar archive. */
const tar = (...files: readonly (readonly [name: string, content: Uint8Array])[]): Uint8Array => Buffer.concat([...files.map(([name, content]) => tarred(name, content)), new Uint8Array(1024)]);

function tarred(name: string, content: Uint8Array): Uint8Array {
  const archive = new Uint8Array(512 + Math.ceil(content.length / 512) * 512);
  const put = (text: string, at: number): void => archive.set(bytes(text), at);
  put(name, 0);
  put(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  put('        ', 148);
  put('0', 156);
  put(`${archive.subarray(0, 512).reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
  archive.set(content, 512);
  return archive;
}

test('a zip of mixed clouds with a must-gather in it', async ({ page }) => {
  await openApp(page);
  const aks = JSON.stringify({ records: [1, 2].map((i) => ({ category: 'kube-audit', properties: { log: `${madeLine(i)}\n` }, resourceId: '/X', time: 't' })) });
  const eks = `2025-02-03T04:05:06.007Z ${madeLine(3)}\n`;
  const gather = gz(tar(['audit_logs/kube-apiserver/node-1-audit.log.gz', gz(`${madeLine(4)}\n`)]));
  const zip = zipSync({ 'aks/PT1H.json': bytes(aks), 'eks/000000.log': [bytes(eks), { level: 0 }], 'must-gather.tar.gz': gather, 'notes.txt': bytes('nothing here') });
  await dropFiles(page, [{ name: 'clouds.zip', bytes: Buffer.from(zip) }]);
  await idle(page);
  expect(await sql(page, 'SELECT path, container, events FROM evidence ORDER BY evidence_id')).toEqual([
    { path: 'clouds.zip', container: 'zip', events: 0 }, { path: 'clouds.zip/aks/PT1H.json', container: 'none', events: 2 }, { path: 'clouds.zip/eks/000000.log', container: 'none', events: 1 },
    { path: 'clouds.zip/must-gather.tar.gz', container: 'gzip, tar', events: 0 }, { path: 'clouds.zip/must-gather.tar.gz/audit_logs/kube-apiserver/node-1-audit.log.gz', container: 'gzip', events: 1 },
    { path: 'clouds.zip/notes.txt', container: 'none', events: 0 },
  ]);
  const ids = (await sql(page, 'SELECT event_id FROM events ORDER BY event_id')).map((row) => Number(row['event_id']));
  const raw = await page.evaluate((all) => Promise.all(all.map((id) => window.kubewitness?.raw(id) ?? Promise.resolve(''))), ids);
  const inString = (text: string): string => JSON.stringify(text).slice(1, -1);
  expect(raw).toEqual([inString(`${madeLine(1)}\n`), inString(`${madeLine(2)}\n`), madeLine(3), madeLine(4)]);
});

/** An audit event as `xz` and as `bzip2` write it, made once. */
const XZ = Buffer.from('/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ABqAGJdAD2IiWbUH0AJZ+8s4ELIE7+5MSDSncMJ2rOlzfluHPGbFo58PPBBwHU8wMfM44WLWS0rM8TnqgA4IwEi9tQn1Y9go1d2QbkfXF+L4NQnTNBscOZoHYsk+M9edBLOwzTL850AAAAA9shHRXvWL+sAAX5rg1laSx+2830BAAAAAARZWg==', 'base64');
const BZIP2 = Buffer.from('QlpoOTFBWSZTWZ5SNp4AADDf9IAQUAWgUAYgAQA+q99KQAAAQIQACABAACAAaET1IDTQ0yABmkANU9I9IDQ0AAbUaaHDlTr9WYY8OYACMJSFxahkJXxfOSNhM9siLQmJGpZF06VGcr0CjQm12ZkDUA60G2RYWJg5FPTiMevhDaH4u5IpwoSE8pG08A==', 'base64');

test('a must-gather: every server of every node, and nothing that is no log', async ({ page }) => {
  await openApp(page);
  const archive = gz(tar(
    ['must-gather/audit_logs/kube-apiserver.audit_logs_listing', bytes('node-1 audit.log\nnode-1 audit-2026-03-15T10-00-04.500.log\n')],
    ['must-gather/audit_logs/kube-apiserver/node-1-audit-2026-03-15T10-00-04.500.log.gz', gz(`${madeLine(1)}\n${madeLine(2)}\n${madeLine(3)}\n${madeLine(4)}\n`)],
    ['must-gather/audit_logs/kube-apiserver/node-1-audit.log.gz', gz(`${madeLine(5)}\n${madeLine(6)}\n`)],
    ['must-gather/audit_logs/kube-apiserver/node-2-audit.log.gz', gz(`${madeLine(7)}\n`)],
    ['must-gather/audit_logs/openshift-apiserver/node-1-audit.log.gz', gz(`${madeLine(8, { requestURI: '/apis/route.openshift.io/v1/routes' })}\n`)],
    ['must-gather/audit_logs/oauth-server/node-1-audit.log.xz', XZ],
    ['must-gather/audit_logs/oauth-apiserver/node-1-audit.log.bz2', BZIP2],
    ['must-gather/audit_logs/etcd/node-1-audit.log.lock', bytes('')],
    ['must-gather/namespaces/a/core/pods.yaml', bytes('---\napiVersion: v1\nkind: PodList\nitems: []\n')],
  ));
  await dropFiles(page, [{ name: 'must-gather.tar.gz', bytes: Buffer.from(archive) }]);
  await idle(page);
  expect(await sql(page, 'SELECT container, count(*)::INTEGER AS files, sum(events)::INTEGER AS events FROM evidence GROUP BY ALL ORDER BY container')).toEqual([
    { container: 'bzip2', files: 1, events: 1 }, { container: 'gzip', files: 4, events: 8 }, { container: 'gzip, tar', files: 1, events: 0 },
    { container: 'none', files: 3, events: 0 }, { container: 'xz', files: 1, events: 1 },
  ]);
  expect(await sql(page, "SELECT split_part(path, '/', -1) AS name, kind FROM issues JOIN evidence USING (evidence_id) ORDER BY evidence_id")).toEqual([
    { name: 'kube-apiserver.audit_logs_listing', kind: 'not-json' }, { name: 'node-1-audit.log.lock', kind: 'empty' }, { name: 'pods.yaml', kind: 'not-audit' },
  ]);
  const last = await sql(page, "SELECT event_id FROM events JOIN evidence USING (evidence_id) WHERE container = 'xz'");
  expect(await page.evaluate((id) => window.kubewitness?.raw(id), Number(last[0]?.['event_id']))).toMatch(/^\{"kind":"Event".*\}$/);
});

test('a folder of rotated logs, dropped as a folder, is put in order and its seams are judged', async ({ page }, testInfo) => {
  const folder = testInfo.outputPath('audit');
  await mkdir(folder, { recursive: true });
  const put = (name: string, numbers: readonly number[], pack = (text: string): string | Uint8Array => text): Promise<void> =>
    writeFile(path.join(folder, name), pack(numbers.map((n) => `${madeLine(n)}\n`).join('')));
  // Named so that neither the order of names nor that of the disk is the order of time.
  await put('audit.log', [40, 41, 42]);
  await put('audit-2026-03-15T10-00-09.500.log.gz', [1, 2, 3, 5, 7, 9], gz);
  await put('audit-2026-03-15T10-00-20.500.log', [9, 10, 11, 13, 20]);
  await writeFile(path.join(folder, 'README'), 'rotated by lumberjack\n');
  await openApp(page);
  await dropPaths(page, [folder]);
  await expect.poll(() => page.evaluate(() => window.kubewitness?.sql('SELECT count(*)::INTEGER AS n FROM evidence'))).toEqual([{ n: 4 }]);
  await idle(page);
  expect(await sql(page, 'SELECT path, events, duplicates FROM evidence ORDER BY path')).toEqual([
    { path: 'audit/README', events: 0, duplicates: 0 }, { path: 'audit/audit-2026-03-15T10-00-09.500.log.gz', events: 6, duplicates: 0 },
    { path: 'audit/audit-2026-03-15T10-00-20.500.log', events: 5, duplicates: 1 }, { path: 'audit/audit.log', events: 3, duplicates: 0 },
  ]);
  expect(await sql(page, "SELECT split_part(e.path, '/', -1) AS name, g.kind FROM gaps g JOIN evidence e USING (evidence_id) WHERE g.kind LIKE 'seam%' ORDER BY g.from_at")).toEqual([
    { name: 'audit-2026-03-15T10-00-09.500.log.gz', kind: 'seam-overlap' }, { name: 'audit-2026-03-15T10-00-20.500.log', kind: expect.stringMatching(/^seam-/) },
  ]);
  await expect(notices(page)).toContainText('README');
});

/** A zip whose directory says what it likes: `patch` gets a view of the first entry in it, which begins with `PK\1\2`. */
function patched(zip: Uint8Array, patch: (entry: DataView) => void): Uint8Array {
  const bytes = Uint8Array.from(zip);
  const at = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  patch(new DataView(bytes.buffer, at));
  return bytes;
}

test('archives that mean harm: what stands whole in them is read, the rest is said, and the page goes on', async ({ page }) => {
  await openApp(page);
  const line = (at: number): Uint8Array => bytes(`${madeLine(at)}\n`);
  let deep = zipSync({ 'deepest.log': line(90) });
  for (let level = 0; level < 6; level += 1) deep = zipSync({ [`level-${level}.zip`]: [deep, { level: 0 }] });
  const link = patched(zipSync({ 'shadow.log': bytes('/etc/shadow') }), (entry) => {
    entry.setUint8(5, 3);
    entry.setUint32(38, 0xa1ff_0000, true);
  });
  const files: readonly (readonly [name: string, content: Uint8Array])[] = [
    ['paths.zip', zipSync({ '../../outside.log': line(1), '/etc/passwd': line(2), 'C:\\windows\\x.log': line(3), '<img src=x onerror=alert(1)>.log': line(4) })],
    ['link.zip', link],
    ['liar.zip', patched(zipSync({ 'liar.log': line(5) }), (entry) => entry.setUint32(24, 4_000_000_000, true))],
    ['half.tar', tar(['a.log', line(6)], ['b.log', Buffer.concat(Array.from({ length: 40 }, (_, at) => line(100 + at)))]).subarray(0, 512 + 1024 + 512 + 3_000)],
    ['deep.zip', deep],
    ['encrypted.zip', patched(zipSync({ 'secret.log': line(8) }), (entry) => entry.setUint16(8, 1, true))],
    ['cut.zip', zipSync({ 'x.log': line(9) }).subarray(0, 80)],
    ['cut.parquet', Buffer.concat([bytes('PAR1'), new Uint8Array(200).fill(7)])],
    ['many.tar', tar(...Array.from({ length: 300 }, (_, at): readonly [string, Uint8Array] => [`${at}.txt`, new Uint8Array(0)]), ['last.log', line(10)])],
  ];
  await dropFiles(page, files.map(([name, content]) => ({ name, bytes: Buffer.from(content) })));
  await idle(page);
  expect(await sql(page, "SELECT path FROM evidence WHERE events > 0 AND path NOT LIKE 'half.tar/b%' ORDER BY path")).toEqual([
    'half.tar/a.log', 'liar.zip/liar.log', 'many.tar/last.log', 'paths.zip/../../outside.log', 'paths.zip//etc/passwd', 'paths.zip/<img src=x onerror=alert(1)>.log', 'paths.zip/C:\\windows\\x.log',
  ].map((path) => ({ path })));
  const said = (await sql(page, "SELECT reason FROM issues WHERE kind = 'container'")).map(({ reason }) => String(reason)).join('\n');
  for (const words of [/is a link, and links are not followed/, /The archive ends inside b\.log/, /inside 4 other archives; its members are not read/, /is encrypted/, /has no directory at its end/, /does not end as one: it is cut/]) expect(said).toMatch(words);
  for (const words of ['No audit events in link.zip', 'liar.log is read in part', 'No audit events in encrypted.zip', '3 more.']) await expect(notices(page)).toContainText(words, { useInnerText: true });
  await dropFiles(page, [{ name: 'good.log', bytes: Buffer.from(line(11)) }]);
  await idle(page);
  expect(await sql(page, "SELECT events FROM evidence WHERE path = 'good.log'")).toEqual([{ events: 1 }]);
});

/** Three records in a table as DuckDB writes it, packed with zstd; made once. */
const TABLE = Buffer.from('UEFSMRUAFUIVPCwVBhUAFQYVBgAAKLUv/SAhrQAAeAIAAAAGAQUAAABFdmVudAEA9EodFQAVfhVSLBUGFQAVBhUGAAAotS/9ID8FAQDIAgAAAAYBDwAAAGF1ZGl0Lms4cy5pby92MQEAtWeOARUAFUIVRCwVBhUAFQYVBgAAKLUv/SAhzQAAiAIAAAAGAQUAAAByb3ctMTIzAgCACCRKHRUAFTwVOiwVBhUAFQYVBgAAKLUv/SAepQAAcAIAAAAGAQQAAABsaXN0AQBDihIVABV+FVIsFQYVABUGFQYAACi1L/0gPwUBAMgCAAAABgEPAAAAL2FwaS92MS9zZWNyZXRzAQC1Z44BFQAVNhU4LBUGFQAVBhUGAAAotS/9IBudAABoAgAAAAYCAwAAAGFubgEAkssXFQAVPBU6LBUGFQAVBhUGAAAotS/9IB6lAABwAgAAAAYBBwhPKg1NBgABAEOKEhUCGZw1ABgNZHVja2RiX3NjaGVtYRUOABUMJQIYBGtpbmQlAAAVDCUCGAphcGlWZXJzaW9uJQAAFQwlAhgHYXVkaXRJRCUAABUMJQIYBHZlcmIlAAAVDCUCGApyZXF1ZXN0VVJJJQAANQIYBHVzZXIVAgAVDCUCGAh1c2VybmFtZSUAABUEJQIYGHJlcXVlc3RSZWNlaXZlZFRpbWVzdGFtcCUUTIwRHCwAAAAAABYGGRwZfCYAHBUMGRUAGRgEa2luZBUMFgYWZBZeJgg8GAVFdmVudBgFRXZlbnQWACgFRXZlbnQYBUV2ZW50EREAAAAmABwVDBkVABkYCmFwaVZlcnNpb24VDBYGFqABFnQmZjwYD2F1ZGl0Lms4cy5pby92MRgPYXVkaXQuazhzLmlvL3YxFgAoD2F1ZGl0Lms4cy5pby92MRgPYXVkaXQuazhzLmlvL3YxEREAAAAmABwVDBkVABkYB2F1ZGl0SUQVDBYGFmQWZibaATwYBXJvdy0zGAVyb3ctMRYAKAVyb3ctMxgFcm93LTEREQAAACYAHBUMGRUAGRgEdmVyYhUMFgYWXhZcJsACPBgEbGlzdBgEbGlzdBYAKARsaXN0GARsaXN0EREAAAAmABwVDBkVABkYCnJlcXVlc3RVUkkVDBYGFqABFnQmnAM8GA8vYXBpL3YxL3NlY3JldHMYDy9hcGkvdjEvc2VjcmV0cxYAKA8vYXBpL3YxL3NlY3JldHMYDy9hcGkvdjEvc2VjcmV0cxERAAAAJgAcFQwZFQAZKAR1c2VyCHVzZXJuYW1lFQwWBhZYFlomkAQ8GANhbm4YA2FubhYAKANhbm4YA2FubhERAAAAJgAcFQQZFQAZGBhyZXF1ZXN0UmVjZWl2ZWRUaW1lc3RhbXAVDBYGFl4WXCbqBDwYCAcITyoNTQYAGAgHCE8qDU0GABYAKAgHCE8qDU0GABgIBwhPKg1NBgAREQAAABacBhYGJggWvgUAKChEdWNrREIgdmVyc2lvbiB2MS41LjUgKGJ1aWxkIGQ4Y2RhYTMzZmQpGXwcAAAcAAAcAAAcAAAcAAAcAAAcAAAALwMAAFBBUjE=', 'base64');

for (const [how, hasStorage] of [['kept in the browser\'s own file system', true], ['made again where there is none', false]] as const) {
  test(`a Parquet table: its rows are ${how}, and a record leads back to its row`, async ({ page }) => {
    if (!hasStorage) await page.addInitScript(() => {
      for (const owner of [Navigator.prototype, navigator]) Reflect.deleteProperty(owner, 'storage');
    });
    await openApp(page);
    await dropFiles(page, [{ name: 'lake.parquet', bytes: TABLE }]);
    await idle(page);
    expect(await sql(page, 'SELECT name, container, events, issues FROM evidence ORDER BY evidence_id')).toEqual([
      { name: 'lake.parquet', container: 'parquet', events: 0, issues: 0 }, { name: 'rows of lake.parquet, written as JSON', container: 'rows of a Parquet table', events: 3, issues: 0 },
    ]);
    const [row] = await sql(page, "SELECT event_id, line FROM events WHERE audit_id = 'row-2'");
    expect(row).toMatchObject({ line: 2 });
    expect(await page.evaluate((id) => window.kubewitness?.raw(id), Number(row?.['event_id']))).toBe(
      '{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"row-2","verb":"list","requestURI":"/api/v1/secrets","user":{"username":"ann"},"requestReceivedTimestamp":"2026-03-15T10:00:00.000007Z"}',
    );
  });
}
