/** Archives and clouds' own wrappings, dropped on the page: every record is read, and found again byte for byte. */
import { zipSync } from 'fflate';
import { dropFiles, expect, idle, openApp, test } from './fixtures';
import { gz, madeLine } from './made-logs';
import { sql } from './page-parts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One file in a tar archive. */
function tar(name: string, content: Uint8Array): Uint8Array {
  const archive = new Uint8Array(512 + Math.ceil(content.length / 512) * 512 + 1024);
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
  const gather = gz(tar('audit_logs/kube-apiserver/node-1-audit.log.gz', gz(`${madeLine(4)}\n`)));
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
