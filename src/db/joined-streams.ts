/**
 * Arrow streams one after the other as one, so that the rows of many small files cross into the engine in one go: each crossing costs some
 * milliseconds, however few the rows. A stream is its schema, batches of rows and a mark at its end (Arrow columnar format, "IPC Streaming Format"); where the schemas
 * are equal byte for byte, the batches can follow each other under the first.
 */
import { joinBytes } from '../base/bytes';

const MARK_BYTES = 8;

/** Whole streams that hold the same rows in the same order; none of the buffers is one that was given. */
export function joinedStreams(streams: readonly Uint8Array[]): Uint8Array[] {
  const joined: Uint8Array[] = [];
  let run: Uint8Array[] = [];
  const close = (): void => {
    if (run.length > 0) joined.push(concatenated(run));
    run = [];
  };
  for (const stream of streams) {
    const [first] = run;
    if (first !== undefined && !haveSameSchema(first, stream)) close();
    run.push(stream);
  }
  close();
  return joined;
}

/** The length of the first message: a mark, the length of what describes it, and that. */
function schemaBytes(stream: Uint8Array): number {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  return MARK_BYTES + view.getInt32(4, true);
}

function haveSameSchema(a: Uint8Array, b: Uint8Array): boolean {
  const length = schemaBytes(a);
  if (length !== schemaBytes(b)) return false;
  for (let at = 0; at < length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

function concatenated(streams: readonly Uint8Array[]): Uint8Array {
  return joinBytes(streams.map((stream, at) => stream.subarray(at === 0 ? 0 : schemaBytes(stream), at === streams.length - 1 ? stream.length : stream.length - MARK_BYTES)));
}
