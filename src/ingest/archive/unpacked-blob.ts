/** The unpacked bytes of a source as one blob, from which an archive's members can be cut. */
import { formatBytes } from '../../base/bytes';
import { MAX_ARCHIVE_IN_MEMORY } from '../limits';
import { unpackedParts, type RecordSource } from '../read-record';

const PIECE_BYTES = 8 * 1024 * 1024;

export async function unpackedBlob(source: RecordSource): Promise<Blob> {
  if (source.kind === 'blob') return source.blob;
  const pieces: Blob[] = [];
  let parts: BlobPart[] = [];
  let gathered = 0;
  let total = 0;
  const take = (part: Uint8Array): void => {
    total += part.length;
    if (total > MAX_ARCHIVE_IN_MEMORY) throw new Error(`The archive unpacks to more than ${formatBytes(MAX_ARCHIVE_IN_MEMORY)} and the browser has no room to keep it; unpack it and add its files.`);
    parts.push(part.slice());
    gathered += part.length;
    if (gathered < PIECE_BYTES) return;
    // Browsers move large blobs to disk; many small arrays they keep.
    pieces.push(new Blob(parts));
    parts = [];
    gathered = 0;
  };
  for await (const part of unpackedParts(source)) take(part);
  return new Blob([...pieces, ...parts]);
}
