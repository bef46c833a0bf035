import { createHash, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { gzipSync } from 'node:zlib';
import { assert } from '../base/assert';
import type { IngestIssue } from '../model/event-batch';
import { ingest, type IngestProgressMessage } from './ingest';
import { ingestThroughPort } from './ingest-client';
import { MAX_UNACKNOWLEDGED, type FromFetcher, type ToFetcher } from './protocol';
import { fromFetcher } from './protocol.decode';
import { PIECE_BYTES } from './blob-chunks';
import { RemoteFiles, serveChunks } from './remote-chunks';
import { RemoteHasher, serveHash } from './remote-hash';
import { serveIngest, type PackEvidence } from './serve-ingest';
import { RowDecoder, readAll, utf8 } from './bytes.testing';

// Long enough for a busy machine; none of these needs more than a few seconds of work.
vi.setConfig({ testTimeout: 60_000 });

const event = (n: number): string =>
  `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"id-${n}","stage":"ResponseComplete","requestURI":"/api/v1/pods/p${n}","verb":"get","user":{"username":"u${n % 7}"},"requestReceivedTimestamp":"2024-05-06T07:08:09.00001${n % 10}Z"}\n`;
const text = (count: number): string => Array.from({ length: count }, (_, n) => event(n)).join('');

/** As they are. */
const plain: PackEvidence<IngestProgressMessage> = () => (progress) => ({ progress, transfer: [] });
const read = (port: MessagePort, file: File, signal = new AbortController().signal, arrived?: (progress: IngestProgressMessage) => void) =>
  ingestThroughPort<IngestProgressMessage>(port, { file, evidenceId: 1, signal, arrived });

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});
function connect(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  serveIngest(port2, plain);
  port2.start();
  return port1;
}
async function collect(stream: AsyncGenerator<IngestProgressMessage, unknown>) {
  const decoder = new RowDecoder();
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return { rows: decoder.rows, result: step.value };
    if (step.value.batch !== undefined) decoder.add(step.value.batch);
  }
}

describe('ingest through a port', () => {
  test('gives the rows and the summary of a direct reading', async () => {
    const content = text(5000);
    const direct = await readAll(content);
    const { rows, result } = await collect(read(connect(), new File([content], 'a.log')));
    expect(rows).toEqual(direct.rows);
    expect(result).toEqual({ ...direct.summary, unpacked: { kind: 'as-given' } });
  });

  test('takes in no more records after enough, and still hashes the whole file', async () => {
    const content = text(60_000);
    const enough = new AbortController();
    const stream = ingestThroughPort<IngestProgressMessage>(connect(), { file: new File([content], 'a.log'), evidenceId: 1, signal: new AbortController().signal, enough: enough.signal });
    let events = 0;
    let step = await stream.next();
    enough.abort();
    for (; step.done !== true; step = await stream.next()) events += step.value.batch?.count ?? 0;
    expect(step.value).toMatchObject({ sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length, events, issues: 1 });
    expect(events).toBeGreaterThan(0);
    expect(events).toBeLessThan(60_000);
  });

  test('serves one job after the other, also after a cancelled one', async () => {
    const port = connect();
    const abort = new AbortController();
    const stream = read(port, new File([text(60_000)], 'a.log'), abort.signal);
    await stream.next();
    abort.abort();
    await expect(collect(stream)).rejects.toMatchObject({ name: 'AbortError' });
    const { rows } = await collect(read(port, new File([text(3)], 'b.log')));
    expect(rows.map((row) => row.auditId)).toEqual(['id-0', 'id-1', 'id-2']);
  });

  test('a cancelled job ends only when everything it sent has been heard of', async () => {
    const { port1, port2 } = new MessageChannel();
    open.push(port1, port2);
    let sent = 0;
    serveIngest<IngestProgressMessage>(port2, () => (progress) => {
      sent += 1;
      return { progress, transfer: [] };
    });
    port2.start();
    const abort = new AbortController();
    let heard = 0;
    const stream = read(port1, new File([text(60_000)], 'a.log'), abort.signal, () => (heard += 1));
    await stream.next();
    abort.abort();
    await expect(stream.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(heard).toBe(sent);
  });

  test('the hash of the file may be made by another worker', async () => {
    const { port1: hasher, port2: served } = new MessageChannel();
    open.push(hasher, served);
    serveHash(served);
    served.start();
    const remote = new RemoteHasher(hasher, () => undefined);
    for (const content of [text(3000), '', text(1)]) {
      const bytes = new TextEncoder().encode(content);
      const hash = remote.start();
      for (let from = 0; from < bytes.length; from += 70_001) await hash.update(bytes.slice(from, from + 70_001));
      expect(await hash.digest()).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  test('memory goes from the one that fetches over the reader to the one that hashes and back, and nothing of what it held before shows', async () => {
    const [toFetcher, fetcher, toHasher, hasher] = [new MessageChannel(), new MessageChannel()].flatMap(({ port1, port2 }) => [port1, port2]);
    assert(toFetcher !== undefined && fetcher !== undefined && toHasher !== undefined && hasher !== undefined, 'two channels have four ends');
    open.push(toFetcher, fetcher, toHasher, hasher);
    serveChunks(fetcher);
    serveHash(hasher);
    fetcher.start();
    hasher.start();
    const files = new RemoteFiles(toFetcher);
    let returned = 0;
    const remote = new RemoteHasher(toHasher, (spent) => {
      returned += spent.length;
      files.giveBack(spent);
    });
    const content = randomBytes(60 * PIECE_BYTES + 12_345);
    const seen = createHash('sha256');
    const hash = remote.start();
    for await (const chunk of files.chunks(new Blob([content]), 'a.log')) {
      seen.update(chunk);
      await hash.update(chunk);
    }
    const expected = createHash('sha256').update(content).digest('hex');
    expect(seen.digest('hex')).toBe(expected);
    expect(await hash.digest()).toBe(expected);
    expect(returned).toBeGreaterThan(40);
  });

  test('the bytes of files may be fetched by another worker, one file after the other, also after one that was left', async () => {
    const { port1: fetcher, port2: served } = new MessageChannel();
    open.push(fetcher, served);
    serveChunks(served);
    served.start();
    const files = new RemoteFiles(fetcher);
    const content = text(3000);
    for (let round = 0; round < 3; round += 1) {
      for await (const chunk of files.chunks(new Blob([text(50_000)]), 'left.log')) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      const parts: Uint8Array[] = [];
      for await (const chunk of files.chunks(new Blob([content]), 'a.log')) parts.push(chunk);
      expect(Buffer.concat(parts).toString()).toBe(content);
    }
  });

  test('what a file is packed in may be taken off by another worker: the same comes out as without it', async () => {
    const { port1: fetcher, port2: served } = new MessageChannel();
    open.push(fetcher, served);
    serveChunks(served);
    served.start();
    const files = new RemoteFiles(fetcher);
    const plain = utf8(text(4000));
    const twoMembers = Buffer.concat([gzipSync(text(2500)), gzipSync(event(9))]);
    const utf16 = Buffer.from(`\ufeff${text(300)}`, 'utf16le');
    const contents = [plain, gzipSync(plain), twoMembers, gzipSync(gzipSync(plain)), gzipSync(plain).subarray(0, 9000), gzipSync(utf16), utf16, utf8(''), utf8('{'), gzipSync('')];
    for (const content of contents) {
      const direct = await readAll(new Uint8Array(content));
      const file = files.unpacked(new Blob([new Uint8Array(content)]), 'a.log', undefined);
      const decoder = new RowDecoder();
      const issues: IngestIssue[] = [];
      const stream = ingest({ name: 'a.log', size: content.length, file });
      let step = await stream.next();
      for (; step.done !== true; step = await stream.next()) {
        issues.push(...step.value.issues);
        if (step.value.batch !== undefined) decoder.add(step.value.batch);
      }
      expect({ rows: decoder.rows, issues, summary: step.value }).toEqual({ rows: direct.rows, issues: direct.issues, summary: direct.summary });
      expect(file.copy.kind).toBe(direct.summary.layers.length === 0 ? 'as-given' : 'reinflate');
    }
  });

  test('the worker that fetches is never far ahead, and says when a file vanishes', async () => {
    const sent: FromFetcher[] = [];
    let tell: (event: MessageEvent) => void = () => undefined;
    serveChunks({ postMessage: (message) => sent.push(fromFetcher(new MessageEvent('message', { data: message }))), addEventListener: (_, listener) => (tell = listener) });
    const ask = (message: ToFetcher): void => {
      tell(new MessageEvent('message', { data: message }));
    };
    const file = new Blob(['x']);
    let pulls = 0;
    const size = 5 * 1024 * 1024;
    file.stream = () =>
      new ReadableStream({
        pull: (controller) => {
          pulls += 1;
          if (pulls === 10) controller.error(new DOMException('no', 'NotReadableError'));
          else controller.enqueue(new Uint8Array(size));
        },
      }, { highWaterMark: 0 });
    ask({ type: 'fetch', job: 1, file, name: 'gone.log', unpack: undefined });
    // Not of `sent` itself: megabytes of bytes would be written out for every time that it is not so yet.
    // Sixteen megabytes and the first piece, which is small.
    await vi.waitFor(() => expect(sent.length).toBe(17), 10_000);
    expect(pulls).toBe(4);
    for (let taken = 1; taken <= 5; taken += 1) {
      ask({ type: 'taken', job: 1, bytes: PIECE_BYTES, spent: [] });
      await vi.waitFor(() => expect(sent.length).toBe(17 + taken), 10_000);
    }
    ask({ type: 'taken', job: 1, bytes: 10 * size, spent: [] });
    await vi.waitFor(() => expect(sent.at(-1)).toEqual({ type: 'failed', job: 1, reason: 'gone.log changed or vanished while it was read, so nothing of it was loaded.' }), 10_000);
  });

  test('the worker waits while batches are not acknowledged', async () => {
    const { port1, port2 } = new MessageChannel();
    open.push(port1, port2);
    serveIngest(port2, plain);
    port2.start();
    let received = 0;
    port1.addEventListener('message', () => (received += 1));
    port1.start();
    port1.postMessage({ type: 'start', job: 1, file: new Blob([text(60_000)]), name: 'a', evidenceId: 1, sessionId: undefined, wrapping: 'none' });
    for (const expected of [MAX_UNACKNOWLEDGED, MAX_UNACKNOWLEDGED + 1]) {
      await vi.waitFor(() => expect(received).toBe(expected), 10_000);
      // Nothing tells that a message will not come; this is long enough for the rest of the file.
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(received).toBe(expected);
      port1.postMessage({ type: 'acknowledge', job: 1 });
    }
  });

  test('an aborted signal reads nothing', async () => {
    await expect(collect(read(connect(), new File([text(1)], 'a.log'), AbortSignal.abort()))).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('a worker that dies rejects with its reason', async () => {
    const { port1 } = new MessageChannel();
    open.push(port1);
    const result = collect(read(port1, new File([text(1)], 'a.log')));
    port1.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
    await expect(result).rejects.toThrow('The reader of a.log stopped unexpectedly: out of memory.');
  });

  test('a file that vanishes is said in one sentence', async () => {
    const file = new File([text(10)], 'gone.log');
    file.stream = () =>
      new ReadableStream({
        pull: (controller) => {
          controller.error(new DOMException('no', 'NotReadableError'));
        },
      });
    const { blobChunks } = await import('./blob-chunks');
    await expect(blobChunks(file, file.name).next()).rejects.toThrow('gone.log changed or vanished while it was read, so nothing of it was loaded.');
  });
});
