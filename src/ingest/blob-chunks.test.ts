import { expect, test } from 'vitest';
import { blobChunks } from './blob-chunks';

test.each([new TypeError('network error'), new DOMException('gone', 'NotReadableError'), new DOMException('gone', 'NotFoundError')])('a file that vanishes is said to have vanished: %s', async (error) => {
  const blob = new Blob(['abc']);
  blob.stream = () => new ReadableStream({ pull: (controller) => { controller.error(error); } });
  await expect(blobChunks(blob, 'gone.log').next()).rejects.toThrow('gone.log changed or vanished while it was read');
});
