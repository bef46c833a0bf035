/** The first piece is small, so that something shows early; a gigabyte in the pieces that come by themselves is fourteen thousand messages. */
const FIRST_BYTES = 128 * 1024;
export const PIECE_BYTES = 1024 * 1024;

/**
 * The bytes of a file as the browser streams them. A stream keeps one channel to the file open and reads ahead by
 * itself; asking for slice after slice opens one for each, which is several times slower. `spares` are pieces of `PIECE_BYTES`
 * that nobody needs any more: to fill one again takes less than half the time of new memory, which the system clears page by page.
 */
export async function* blobChunks(blob: Blob, name: string, spares: ArrayBuffer[] = []): AsyncGenerator<Uint8Array, void> {
  const pieces = piecesOf(blob.stream(), spares);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      yield piece;
    }
    if (bytes !== blob.size) throw new DOMException('short read', 'NotReadableError');
  } catch (error) {
    throw isUnreadable(error) ? new Error(changedFile(name), { cause: error }) : error;
  }
}

function piecesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>, spares: ArrayBuffer[]): AsyncGenerator<Uint8Array, void> {
  try {
    return filledPieces(stream.getReader({ mode: 'byob' }), spares);
  } catch {
    // Not every browser lets the files it streams be read into memory of one's own.
    return givenPieces(stream.getReader());
  }
}

/** Reads into our own memory, piece by piece: half the time of pieces that the browser makes. */
async function* filledPieces(reader: ReadableStreamBYOBReader, spares: ArrayBuffer[]): AsyncGenerator<Uint8Array, void> {
  let buffer = new ArrayBuffer(FIRST_BYTES);
  let filled = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(buffer, filled));
      if (value === undefined) return;
      buffer = value.buffer;
      filled += value.length;
      if (done) {
        if (filled > 0) yield new Uint8Array(buffer, 0, filled);
        return;
      }
      if (filled < buffer.byteLength) continue;
      yield new Uint8Array(buffer);
      buffer = spares.pop() ?? new ArrayBuffer(PIECE_BYTES);
      filled = 0;
    }
  } finally {
    stop(reader);
  }
}

async function* givenPieces(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
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
