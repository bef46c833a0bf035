/** The engine with the files of one command loaded into it. */
import { DirectEncoder } from '../actions/encode-evidence';
import { loadEvidence } from '../actions/load-evidence';
import { listArchive, type Membership } from '../actions/open-archive';
import { readStart, SmallFiles } from '../actions/small-files';
import { escapeHostileText, shorten } from '../base/hostile-text';
import { formatBytes } from '../base/bytes';
import { countOf } from '../base/number';
import { createSchema } from '../db/create-schema';
import { openNodeEngine } from '../db/duckdb-node';
import { isOutOfMemory, troubleInWords, type Engine } from '../db/engine';
import type { CommitResult } from '../db/evidence-rows';
import { EvidenceStore, type EvidenceLoad } from '../db/evidence-store';
import { rebuildRequests } from '../db/request-pairing';
import { JoinedBlob } from '../ingest/archive/joined-blob';
import { blobChunks } from '../ingest/blob-chunks';
import { ingest, type IngestSummary } from '../ingest/ingest';
import type { UnpackedFile } from '../ingest/unpack/unpacked-file';
import type { IngestIssue } from '../model/event-batch';
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
  const small = new SmallFiles(encoder.store, io.nowMs);
  const loadings: Loading[] = [];
  let complete = true;
  for (const file of files) {
    try {
      const evidence = await openEvidence(file, io.stdin, readBack);
      kept.push(evidence);
      loadings.push(await loadOne({ io, encoder, small, sources }, { ...evidence, open: async () => ({ chunks: evidence.chunks() }) }));
      if (small.isDue) await small.flush();
      if (!readBack) await evidence.close();
    } catch (error) {
      complain(io, `${file}: ${reasonOf(error)}`);
      complete = false;
    }
  }
  await small.flush();
  if ((await Promise.all(loadings.map(({ gave }) => gave))).includes(false)) complete = false;
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
type Given = Pick<EvidenceFile, 'name' | 'path' | 'size' | 'source' | 'writtenMs'> & {
  readonly open: () => Promise<{ readonly chunks: AsyncIterable<Uint8Array> } | { readonly file: UnpackedFile }>;
};

/** A file that was read; whether it gave anything is known when it is stored, which small files are together. The reason was said. */
interface Loading {
  readonly gave: Promise<boolean>;
}

/** What the files of one command are loaded with. */
interface Intake {
  readonly io: CliIo;
  readonly encoder: DirectEncoder;
  readonly small: SmallFiles;
  readonly sources: Map<string, RecordSource>;
}

async function loadOne(intake: Intake, file: Given, member?: Membership): Promise<Loading> {
  const { io, encoder, small } = intake;
  const { store } = encoder;
  const evidenceId = store.reserve();
  const given = { name: file.name, path: file.path, bytes: member?.bytes ?? file.size ?? 0, parentId: member?.parentId, writtenMs: file.writtenMs };
  const refused = async (error: unknown, load?: EvidenceLoad): Promise<boolean> => {
    const reason = troubleInWords(error);
    const issue: IngestIssue = { kind: isOutOfMemory(error) ? 'no-room' : 'changed-file', line: 1, byteOffset: 0, byteLength: file.size ?? 0, reason, excerpt: '' };
    await (load === undefined ? store.refuse(evidenceId, given, issue) : load.fail(issue));
    complain(io, `${file.path}: ${reason} Nothing of it was loaded.`);
    return false;
  };
  const progress = progressOf(io, file);
  let load: EvidenceLoad | undefined;
  try {
    const enough = new AbortController();
    const bytes = ingest({ name: file.name, size: file.size, ...(await file.open()) }, { wrapping: member?.wrapping ?? 'none', enough: enough.signal });
    const start = await readStart(encoder.encode(evidenceId, bytes), progress);
    if (start.kind === 'whole') {
      const stored = small.add(evidenceId, given, start);
      const { summary } = start;
      // Its members refer to it.
      if (summary.archive !== undefined) await small.flush();
      const gave = stored.then((commit) => settle(intake, file, evidenceId, summary, commit, member)).catch(refused);
      return { gave: summary.archive === undefined ? gave : Promise.resolve(await gave) };
    }
    await small.flush();
    load = await store.begin(given, evidenceId);
    const { summary, commit } = await loadEvidence(store, load, start.messages, { signal: undefined, shownEvents: Number.MAX_SAFE_INTEGER, progress, grown: () => undefined, full: () => enough.abort() });
    return { gave: Promise.resolve(await settle(intake, file, evidenceId, summary, commit, member)) };
  } catch (error) {
    return { gave: Promise.resolve(await refused(error, load)) };
  }
}

async function settle(intake: Intake, file: Given, evidenceId: number, summary: IngestSummary, commit: CommitResult, member: Membership | undefined): Promise<boolean> {
  const { io, encoder, sources } = intake;
  if (summary.leftBytes > 0) complain(io, `${file.path}: loaded in part, up to line ${summary.lines}: the memory that the engine can address is full.`);
  if (commit.kind === 'duplicate') {
    complain(io, `${file.path}: every byte equals ${commit.of}; its events are counted as duplicates and not loaded again.`);
    return true;
  }
  const source = sourceOf(file, summary.layers.length > 0);
  if (source !== undefined) sources.set(summary.sha256, source);
  if (summary.archive !== undefined) return loadMembers(intake, file, source, summary.archive, evidenceId, member);
  if (summary.events > 0 || summary.bytes === 0 || sideTotal(summary.side) > 0) return true;
  // Most members of an archive are no logs; that one of them is none is no news.
  if (member === undefined || (member.wrapping === 'table' && member.depth === 1)) complain(io, `${file.path}: no audit events. ${await encoder.store.firstIssue(evidenceId)}`);
  return false;
}

/** True when a member gave events; what could not be read of the archive is said. */
async function loadMembers(intake: Intake, file: Given, from: RecordSource | undefined, archive: Archive, parentId: number, member: Membership | undefined): Promise<boolean> {
  const { io, encoder, small } = intake;
  const { files, troubles } = await listArchive(archive, from, file.path, parentId, member, (parts) => new JoinedBlob(parts));
  await encoder.store.appendIssues(parentId, troubles, 'issue_rows');
  for (const { reason } of troubles.slice(0, 3)) complain(io, `${file.path}: ${reason}`);
  const loadings: Loading[] = [];
  for (const { blob, name, path, writtenMs, member: own } of files) {
    // Most evidence is no table, and what reads them is loaded when one comes.
    const table = own.wrapping === 'table' ? await import('../ingest/parquet/parquet-rows') : undefined;
    const open = async () => (table === undefined ? { chunks: blobChunks(blob, name) } : { file: new table.ParquetRows(blob) });
    const source = (packed: boolean): RecordSource => {
      if (table !== undefined) return { kind: 'made', parts: () => new table.ParquetRows(blob).bytes() };
      return { kind: packed ? 'packed' : 'blob', blob };
    };
    loadings.push(await loadOne(intake, { name, path, size: blob.size, writtenMs, open, source }, own));
    if (small.isDue) await small.flush();
  }
  await small.flush();
  const found = (await Promise.all(loadings.map(({ gave }) => gave))).includes(true);
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
