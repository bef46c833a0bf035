/** The bytes of a file in slices, the next one being read while the present one is worked on. */
const SLICE_BYTES = 2 * 1024 * 1024;

export async function* blobChunks(blob: Blob, name: string): AsyncGenerator<Uint8Array, void> {
  const read = (from: number): Promise<ArrayBuffer> => blob.slice(from, from + SLICE_BYTES).arrayBuffer();
  let next = read(0);
  try {
    for (let from = 0; from < blob.size; from += SLICE_BYTES) {
      const slice = await next;
      const expected = Math.min(SLICE_BYTES, blob.size - from);
      if (slice.byteLength !== expected) throw new DOMException('short read', 'NotReadableError');
      next = from + SLICE_BYTES < blob.size ? read(from + SLICE_BYTES) : Promise.resolve(new ArrayBuffer(0));
      yield new Uint8Array(slice);
    }
  } catch (error) {
    throw isUnreadable(error) ? new Error(changedFile(name), { cause: error }) : error;
  } finally {
    // When the reader stops early, the read-ahead must not fail unheard.
    next.catch(() => undefined);
  }
}

const isUnreadable = (error: unknown): boolean => error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError');

const changedFile = (name: string): string => `${name} changed or vanished while it was read, so nothing of it was loaded.`;
