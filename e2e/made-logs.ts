/** Logs made for a test: small ones in the field's notation, large ones by the generator of samples/. */
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { steadyLog } from '../samples/generator/steady.mjs';

export type MadeEvent = Record<string, unknown>;

/** An event that is like no other: `n` goes into its ID, time and object. */
export const madeEvent = (n: number, change: MadeEvent = {}): MadeEvent => ({
  kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, stage: 'ResponseComplete',
  requestURI: `/api/v1/namespaces/made/pods/pod-${n}`, verb: 'get', user: { username: 'maker', groups: ['system:authenticated'] }, sourceIPs: ['192.0.2.7'], userAgent: 'made/1',
  objectRef: { resource: 'pods', namespace: 'made', name: `pod-${n}`, apiVersion: 'v1' }, responseStatus: { metadata: {}, code: 200 },
  requestReceivedTimestamp: `2026-03-15T10:00:${String(n % 60).padStart(2, '0')}.${String(n).padStart(6, '0')}Z`,
  stageTimestamp: `2026-03-15T10:00:${String(n % 60).padStart(2, '0')}.${String(n + 1).padStart(6, '0')}Z`, ...change,
});

export const madeLine = (n: number, change: MadeEvent = {}): string => JSON.stringify(madeEvent(n, change));
export const madeLines = (from: number, count: number): string => Array.from({ length: count }, (_, i) => `${madeLine(from + i)}\n`).join('');
export const gz = (text: string | Uint8Array): Uint8Array => gzipSync(text);

const FOLDER = fileURLToPath(new URL('../test-results/made/', import.meta.url));

/** A steady log on the disk, about 1 kB an event; made once and kept. */
export async function steadyFile(events: number, seed: number): Promise<string> {
  const file = path.join(FOLDER, `steady-${events}-${seed}.log`);
  if (existsSync(file)) return file;
  mkdirSync(FOLDER, { recursive: true });
  const partial = `${file}.${process.pid}`;
  const out = createWriteStream(partial);
  let chunk = '';
  for (const line of steadyLog({ events, seed, level: 'Metadata' })) {
    chunk += `${line}\n`;
    if (chunk.length < 1 << 20) continue;
    if (!out.write(chunk)) await once(out, 'drain');
    chunk = '';
  }
  out.end(chunk);
  await once(out, 'finish');
  await rename(partial, file);
  return file;
}
