/** The first piece is small, so that something shows early; a gigabyte in the pieces that come by themselves is fourteen thousand messages. */
const FIRST_BYTES = 128 * 1024;
export const PIECE_BYTES = 1024 * 1024;

/**
 * The bytes of a file as the browser streams them. A stream keeps one channel to the file open and reads ahead by
 * itself; asking for slice after slice opens one for each, which is several times slower. `spares` are pieces of `PIECE_BYTES`
 * that nobody needs any more: to fill one again takes less than half the time of new memory, which the system clears page by page.
 */
export async function* blobChunks(blob: Blob, name: string, spares: ArrayBuffer[] = []): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  try {
    for await (const piece of filledPieces(blob.stream().getReader(), spares)) {
      bytes += piece.length;
      yield piece;
    }
    if (bytes !== blob.size) throw new DOMException('short read', 'NotReadableError');
  } catch (error) {
    throw isUnreadable(error) ? new Error(changedFile(name), { cause: error }) : error;
  }
}

/**
 * What the browser gives, gathered into our own memory. It could read into that memory itself (`mode: 'byob'`), but in Chromium 156 such a
 * stream of a file stands still for ever after some 35,000 reads, which is less than three gigabytes.
 */
async function* filledPieces(reader: ReadableStreamDefaultReader<Uint8Array>, spares: ArrayBuffer[]): AsyncGenerator<Uint8Array, void> {
  let piece = new Uint8Array(FIRST_BYTES);
  let filled = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        if (filled > 0) yield piece.subarray(0, filled);
        return;
      }
      for (let from = 0; from < value.length; ) {
        const part = value.subarray(from, from + piece.length - filled);
        piece.set(part, filled);
        from += part.length;
        filled += part.length;
        if (filled < piece.length) break;
        yield piece;
        piece = new Uint8Array(spares.pop() ?? new ArrayBuffer(PIECE_BYTES));
        filled = 0;
      }
    }
  } finally {
    stop(reader);
  }
}

/** When the consumer stops early the file must not stay open; a reader that has failed has nothing to cancel. */
function stop(reader: { cancel: () => Promise<void> }): void {
  reader.cancel().catch(() => undefined);
}

/** Chromium ends the stream of a file that is gone with a TypeError that says “network error”. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError'));

const changedFile = (name: string): string => `${name} changed or vanished while it was read, so nothing of it was loaded.`;
