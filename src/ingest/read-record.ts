/** Reads the exact bytes of records back from the evidence by their places. */
import { blobChunks } from './blob-chunks';
import { Unpacking } from './unpack/unpacking';

export type RecordSource =
  /** The unpacked bytes. */
  | { readonly kind: 'blob'; readonly blob: Blob }
  /** A packed file: unpacked again, once for all places, up to the last of them. */
  | { readonly kind: 'packed'; readonly blob: Blob }
  /** Bytes that were made of the file: made again, up to the last place. */
  | { readonly kind: 'made'; readonly parts: () => AsyncIterable<Uint8Array> };

/** The unpacked bytes of a source that has to be gone through from its start; each part must be used before the next is asked for. */
export async function* unpackedParts(source: Exclude<RecordSource, { readonly kind: 'blob' }>): AsyncGenerator<Uint8Array, void> {
  if (source.kind === 'made') {
    yield* source.parts();
    return;
  }
  const unpacking = new Unpacking();
  for await (const chunk of blobChunks(source.blob, 'The file')) yield* unpacking.push(chunk);
  yield* unpacking.finish();
}

export interface BytePlace {
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** One result per place, in the order of the places. */
export async function readRecords(source: RecordSource, places: readonly BytePlace[]): Promise<Uint8Array[]> {
  return source.kind === 'blob' ? Promise.all(places.map((place) => readSlice(source.blob, place))) : readUnpacking(unpackedParts(source), places);
}

async function readSlice(blob: Blob, { byteOffset, byteLength }: BytePlace): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await blob.slice(byteOffset, byteOffset + byteLength).arrayBuffer());
  } catch (cause) {
    throw new Error('The file changed or vanished since it was loaded, so the record cannot be shown.', { cause });
  }
  if (bytes.length !== byteLength) throw new Error(`The file ends before byte ${byteOffset + byteLength}, so the record cannot be shown.`);
  return bytes;
}

async function readUnpacking(parts: AsyncIterable<Uint8Array>, places: readonly BytePlace[]): Promise<Uint8Array[]> {
  const results = places.map((place) => ({ place, bytes: new Uint8Array(place.byteLength), filled: 0 }));
  let open = results.toSorted((a, b) => a.place.byteOffset - b.place.byteOffset).filter((result) => result.place.byteLength > 0);
  let at = 0;
  const take = (part: Uint8Array): void => {
    for (const result of open) {
      const { byteOffset, byteLength } = result.place;
      if (byteOffset >= at + part.length) break;
      const from = Math.max(byteOffset, at);
      const to = Math.min(byteOffset + byteLength, at + part.length);
      if (to <= from) continue;
      result.bytes.set(part.subarray(from - at, to - at), from - byteOffset);
      result.filled += to - from;
    }
    open = open.filter((result) => result.filled < result.place.byteLength);
    at += part.length;
  };
  for await (const part of parts) {
    take(part);
    if (open.length === 0) return results.map((result) => result.bytes);
  }
  const missing = open[0];
  if (missing !== undefined) throw new Error(`The file ends before byte ${missing.place.byteOffset + missing.place.byteLength}, so the record cannot be shown.`);
  return results.map((result) => result.bytes);
}
