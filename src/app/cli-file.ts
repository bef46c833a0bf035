/** One file named on the command line: read once as a stream, and read back by place where a report needs it. */
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, stat, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { blobChunks } from '../ingest/blob-chunks';
import type { RecordSource } from '../ingest/read-record';
import { DiskBlob } from './cli-disk-blob';

export interface EvidenceFile {
  readonly name: string;
  readonly path: string;
  /** Undefined for standard input and pipes. */
  readonly size: number | undefined;
  /** When it was written to last, in milliseconds since 1970. */
  readonly writtenMs: number | undefined;
  readonly chunks: () => AsyncIterable<Uint8Array>;
  /** Where records are read back from, once `chunks` has come to its end. */
  readonly source: (packed: boolean) => RecordSource;
  readonly close: () => Promise<void>;
}

/**
 * A log that is being written to is read up to the size it has now. The file stays open, so that rotation does not
 * take it away. What cannot be read twice is copied when it is to be `readBack`.
 */
export async function openEvidence(name: string, stdin: AsyncIterable<Uint8Array>, readBack: boolean): Promise<EvidenceFile> {
  if (name === '-') return streamed('stdin', name, stdin, readBack);
  const found = await stat(name);
  if (found.isDirectory()) throw new Error('it is a folder; name the files in it.');
  if (!found.isFile()) return streamed(path.basename(name), name, createReadStream(name, { highWaterMark: 1024 * 1024 }), readBack);
  const handle = await open(name, 'r');
  const { size, mtimeMs } = await handle.stat();
  const blob = new DiskBlob(handle, 0, size);
  return {
    name: path.basename(name), path: name, size, writtenMs: mtimeMs, chunks: () => blobChunks(blob, path.basename(name)),
    source: (packed) => ({ kind: packed ? 'packed' : 'blob', blob }), close: () => handle.close(),
  };
}

/** Fails for what can be known of a file without reading it. */
export async function checkReadable(name: string): Promise<void> {
  if (name === '-') return;
  const found = await stat(name);
  if (found.isDirectory()) throw new Error('it is a folder; name the files in it.');
  if (found.isFile()) await (await open(name, 'r')).close();
}

async function streamed(name: string, given: string, stream: AsyncIterable<Uint8Array>, readBack: boolean): Promise<EvidenceFile> {
  const copy = readBack ? await TemporaryCopy.make() : undefined;
  return {
    name, path: given, size: undefined, writtenMs: undefined,
    chunks: () => copy?.of(stream) ?? stream,
    source: (packed) => {
      if (copy === undefined) throw new Error(`${name} can be read only once.`);
      return { kind: packed ? 'packed' : 'blob', blob: copy.blob() };
    },
    close: async () => copy?.remove(),
  };
}

/** Readable by this user only, and without a name from the start where the system allows that. */
class TemporaryCopy {
  #size = 0;

  private constructor(
    readonly folder: string,
    readonly handle: FileHandle,
  ) {}

  static async make(): Promise<TemporaryCopy> {
    const folder = await mkdtemp(path.join(tmpdir(), 'kubewitness-'));
    const handle = await open(path.join(folder, 'evidence'), 'wx+', 0o600);
    // A system that keeps open files from being removed gets rid of it at the end.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    return new TemporaryCopy(folder, handle);
  }

  async *of(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of stream) {
      for (let at = 0; at < chunk.length; ) at += (await this.handle.write(chunk, at, chunk.length - at, this.#size + at)).bytesWritten;
      this.#size += chunk.length;
      yield chunk;
    }
  }

  blob(): DiskBlob {
    return new DiskBlob(this.handle, 0, this.#size);
  }

  async remove(): Promise<void> {
    await this.handle.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
