/**
 * The bytes of a file as the browser streams them. A stream keeps one channel to the file open and reads ahead by
 * itself; asking for slice after slice opens one for each, which is several times slower.
 */
export async function* blobChunks(blob: Blob, name: string): AsyncGenerator<Uint8Array, void> {
  const reader = blob.stream().getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.length;
      yield value;
    }
    if (bytes !== blob.size) throw new DOMException('short read', 'NotReadableError');
  } catch (error) {
    throw isUnreadable(error) ? new Error(changedFile(name), { cause: error }) : error;
  } finally {
    // When the consumer stops early the file must not stay open; a reader that has failed has nothing to cancel.
    reader.cancel().catch(() => undefined);
  }
}

/** Chromium ends the stream of a file that is gone with a TypeError that says “network error”. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError'));

const changedFile = (name: string): string => `${name} changed or vanished while it was read, so nothing of it was loaded.`;
