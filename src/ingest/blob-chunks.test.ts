import { expect, test } from 'vitest';
import { blobChunks, PIECE_BYTES } from './blob-chunks';

test.each([new TypeError('network error'), new DOMException('gone', 'NotReadableError'), new DOMException('gone', 'NotFoundError')])('a file that vanishes is said to have vanished: %s', async (error) => {
  const blob = new Blob(['abc']);
  blob.stream = () => new ReadableStream({ pull: (controller) => { controller.error(error); } });
  await expect(blobChunks(blob, 'gone.log').next()).rejects.toThrow('gone.log changed or vanished while it was read');
});

test('the bytes come in whole pieces, of which one fills the memory that is to spare', async () => {
  const content = Uint8Array.from({ length: 3 * PIECE_BYTES }, (_, at) => at % 251);
  const spare = new Uint8Array(PIECE_BYTES).fill(255);
  const chunks: Uint8Array[] = [];
  for await (const chunk of blobChunks(new Blob([content]), 'a.log', [spare.buffer])) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(content)).toBe(true);
  expect(chunks.some((chunk) => chunk.buffer === spare.buffer)).toBe(true);
  expect(chunks.slice(1, -1).every(({ length }) => length === PIECE_BYTES)).toBe(true);
});

test('what the browser gives in pieces of its own, however small or large, comes gathered and whole', async () => {
  const given = [1, 200_000, 70_000, 3 * PIECE_BYTES, 5].map((length, at) => new Uint8Array(length).fill(at + 1));
  const blob = new Blob(given);
  blob.stream = () => new ReadableStream({ start: (controller) => { for (const piece of given) controller.enqueue(piece); controller.close(); } });
  const chunks: Uint8Array[] = [];
  for await (const chunk of blobChunks(blob, 'a.log')) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(Buffer.concat(given))).toBe(true);
  expect(chunks.slice(1, -1).every(({ length }) => length === PIECE_BYTES)).toBe(true);
});
