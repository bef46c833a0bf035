/** The engine with the files of one command loaded into it. */
import { DirectEncoder } from '../actions/encode-evidence';
import { loadEvidence } from '../actions/load-evidence';
import { listArchive, type Membership } from '../actions/open-archive';
import { escapeHostileText, shorten } from '../base/hostile-text';
import { formatBytes } from '../base/bytes';
import { countOf } from '../base/number';
import { createSchema } from '../db/create-schema';
import { openNodeEngine } from '../db/duckdb-node';
import { isOutOfMemory, troubleInWords, type Engine } from '../db/engine';
import { EvidenceStore } from '../db/evidence-store';
import { rebuildRequests } from '../db/request-pairing';
import { JoinedBlob } from '../ingest/archive/joined-blob';
import { blobChunks } from '../ingest/blob-chunks';
import { ingest } from '../ingest/ingest';
import type { UnpackedFile } from '../ingest/unpack/unpacked-file';
import { sideTotal } from '../model/side-record';
import type { Archive } from '../ingest/magic';
import type { RecordSource } from '../ingest/read-record';
import { checkReadable, openEvidence, type EvidenceFile } from './cli-file';
import { complain, reasonOf, type CliIo } from './cli-io';

export interface CliSession {
  readonly engine: Engine;
  /** Where records are read back from, by the SHA-256 of their file; only when asked for. */
  readonly sources: ReadonlyMap<string, RecordSource>;
  /** False when a file could not be read, or no event was found in one that has content. Each was complained about. */
  readonly complete: boolean;
  readonly close: () => Promise<void>;
}

/** Undefined when a file is missing or closed to this user: better said before gigabytes of others are read. */
export async function openSession(io: CliIo, files: readonly string[], { readBack = false } = {}): Promise<CliSession | undefined> {
  if (!(await areReadable(io, files))) return undefined;
  const engine = await openNodeEngine();
  await createSchema(engine);
  const encoder = new DirectEncoder(new EvidenceStore(engine));
  const sources = new Map<string, RecordSource>();
  const kept: EvidenceFile[] = [];
  let complete = true;
  for (const file of files) {
    try {
      const evidence = await openEvidence(file, io.stdin, readBack);
      kept.push(evidence);
      const loaded = await loadOne(io, encoder, { ...evidence, open: async () => ({ chunks: evidence.chunks() }) }, sources);
      if (!loaded) complete = false;
      if (!readBack) await evidence.close();
    } catch (error) {
      complain(io, `${file}: ${reasonOf(error)}`);
      complete = false;
    }
  }
  io.progress?.('Pairing the stages of requests …');
  await rebuildRequests(engine);
  io.progress?.('');
  return {
    engine, sources, complete,
    close: async () => {
      if (readBack) await Promise.all(kept.map((evidence) => evidence.close()));
      await engine.close();
    },
  };
}

async function areReadable(io: CliIo, files: readonly string[]): Promise<boolean> {
  let all = true;
  for (const file of files) {
    try {
      await checkReadable(file);
    } catch (error) {
      complain(io, `${file}: ${reasonOf(error)}`);
      all = false;
    }
  }
  return all;
}

/** A file named on the command line, or a member of an archive. */
type Given = Pick<EvidenceFile, 'name' | 'path' | 'size' | 'source'> & {
  readonly open: () => Promise<{ readonly chunks: AsyncIterable<Uint8Array> } | { readonly file: UnpackedFile }>;
};

/** False when the file gave nothing; the reason was said. */
async function loadOne(io: CliIo, encoder: DirectEncoder, file: Given, sources: Map<string, RecordSource>, member?: Membership): Promise<boolean> {
  const { store } = encoder;
  const load = await store.begin({ name: file.name, path: file.path, bytes: member?.bytes ?? file.size ?? 0, parentId: member?.parentId });
  try {
    const enough = new AbortController();
    const given = ingest({ name: file.name, size: file.size, ...(await file.open()) }, { wrapping: member?.wrapping ?? 'none', enough: enough.signal });
    const messages = encoder.encode(load.evidenceId, given);
    const { summary, commit } = await loadEvidence(store, load, messages, { shownEvents: Number.MAX_SAFE_INTEGER, progress: progressOf(io, file), grown: () => undefined, full: () => enough.abort() });
    if (summary.leftBytes > 0) complain(io, `${file.path}: loaded in part, up to line ${summary.lines}: the memory that the engine can address is full.`);
    if (commit.kind === 'duplicate') {
      complain(io, `${file.path}: every byte equals ${commit.of}; its events are counted as duplicates and not loaded again.`);
      return true;
    }
    const source = sourceOf(file, summary.layers.length > 0);
    if (source !== undefined) sources.set(summary.sha256, source);
    if (summary.archive !== undefined) return await loadMembers(io, encoder, file, source, summary.archive, load.evidenceId, sources, member);
    if (summary.events > 0 || summary.bytes === 0 || sideTotal(summary.side) > 0) return true;
    // Most members of an archive are no logs; that one of them is none is no news.
    if (member === undefined || (member.wrapping === 'table' && member.depth === 1)) complain(io, `${file.path}: no audit events. ${await store.firstIssue(load.evidenceId)}`);
    return false;
  } catch (error) {
    const reason = troubleInWords(error);
    await load.fail({ kind: isOutOfMemory(error) ? 'no-room' : 'changed-file', line: 1, byteOffset: 0, byteLength: file.size ?? 0, reason, excerpt: '' });
    complain(io, `${file.path}: ${reason} Nothing of it was loaded.`);
    return false;
  }
}

/** True when a member gave events; what could not be read of the archive is said. */
async function loadMembers(
  io: CliIo, encoder: DirectEncoder, file: Given, from: RecordSource | undefined, archive: Archive, parentId: number, sources: Map<string, RecordSource>, member: Membership | undefined,
): Promise<boolean> {
  const { files, troubles } = await listArchive(archive, from, file.path, parentId, member, (parts) => new JoinedBlob(parts));
  await encoder.store.appendIssues(parentId, troubles, 'issue_rows');
  for (const { reason } of troubles.slice(0, 3)) complain(io, `${file.path}: ${reason}`);
  let found = false;
  for (const { blob, name, path, member: own } of files) {
    // Most evidence is no table, and what reads them is loaded when one comes.
    const table = own.wrapping === 'table' ? await import('../ingest/parquet/parquet-rows') : undefined;
    const open = async () => (table === undefined ? { chunks: blobChunks(blob, name) } : { file: new table.ParquetRows(blob) });
    const source = (packed: boolean): RecordSource => {
      if (table !== undefined) return { kind: 'made', parts: () => new table.ParquetRows(blob).bytes() };
      return { kind: packed ? 'packed' : 'blob', blob };
    };
    found = (await loadOne(io, encoder, { name, path, size: blob.size, open, source }, sources, own)) || found;
  }
  if (!found && member === undefined && archive !== 'parquet') complain(io, `${file.path}: no audit events in any of its members.`);
  return found;
}

/** Undefined for what can be read only once. */
function sourceOf(file: Given, packed: boolean): RecordSource | undefined {
  try {
    return file.source(packed);
  } catch {
    return undefined;
  }
}

const PROGRESS_EVERY_MS = 100;

function progressOf(io: CliIo, file: Given): (message: { readonly bytesRead: number; readonly events: number }) => void {
  const { progress } = io;
  if (progress === undefined) return () => undefined;
  const startedMs = io.nowMs();
  let saidMs = 0;
  const name = escapeHostileText(shorten(file.name, 40));
  return ({ bytesRead, events }) => {
    const nowMs = io.nowMs();
    if (nowMs - saidMs < PROGRESS_EVERY_MS) return;
    saidMs = nowMs;
    const done = file.size === undefined || file.size === 0 ? formatBytes(bytesRead) : `${Math.floor((100 * bytesRead) / file.size)} %`;
    const speed = nowMs > startedMs ? ` · ${formatBytes((1000 * bytesRead) / (nowMs - startedMs))}/s` : '';
    progress(`${name}  ${done}${speed} · ${countOf(events, 'event')}`);
  };
}
