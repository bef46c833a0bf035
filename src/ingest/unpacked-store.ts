/**
 * Unpacked copies of compressed evidence in the origin private file system, under `kubewitness/<session>/`.
 * They are a convenience: when the browser has no such file system or no room in it, records are read back by
 * unpacking again. A session's copies live as long as its Web Lock is held; others are removed at the next start.
 */
import type { RecordSource } from './read-record';
import type { UnpackedCopy } from './protocol';

const ROOT = 'kubewitness';
const lockName = (sessionId: string): string => `kubewitness-session-${sessionId}`;

/** FileSystemSyncAccessHandle as workers have it (File System Standard); the DOM types know it only for workers. */
interface SyncAccess {
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
  close(): void;
}
interface SyncAccessSource {
  createSyncAccessHandle(): Promise<SyncAccess>;
}
const hasSyncAccess = (handle: object): handle is SyncAccessSource => 'createSyncAccessHandle' in handle;

async function sessionDirectory(sessionId: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  const origin = await navigator.storage.getDirectory();
  const root = await origin.getDirectoryHandle(ROOT, { create });
  return root.getDirectoryHandle(sessionId, { create });
}

const BUFFER_BYTES = 4 * 1024 * 1024;

/** Writes one copy, in a worker. Any failure turns it into "no copy"; it never fails the reading. */
export class CopyWriter {
  /** There are bytes that are not the file's own, whether a copy of them could be kept or not. */
  isAsked = false;
  private readonly name = crypto.randomUUID();
  private access: SyncAccess | undefined;
  private failed: boolean;
  private at = 0;
  /** Made when it is needed: most files are not packed. */
  private buffer = new Uint8Array(0);
  private filled = 0;

  constructor(private readonly sessionId: string | undefined) {
    this.failed = sessionId === undefined || typeof navigator === 'undefined' || !('storage' in navigator);
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.isAsked = true;
    if (this.failed) return;
    try {
      this.access ??= await this.open();
      if (this.buffer.length === 0) this.buffer = new Uint8Array(BUFFER_BYTES);
      for (let from = 0; from < chunk.length; ) {
        const part = chunk.subarray(from, from + BUFFER_BYTES - this.filled);
        this.buffer.set(part, this.filled);
        this.filled += part.length;
        from += part.length;
        if (this.filled === BUFFER_BYTES) this.writeBuffer(this.access);
      }
    } catch {
      await this.discard();
    }
  }

  private writeBuffer(access: SyncAccess): void {
    const full = this.buffer.subarray(0, this.filled);
    if (access.write(full, { at: this.at }) !== full.length) throw new Error('no room for the unpacked copy');
    this.at += full.length;
    this.filled = 0;
  }

  async finish(): Promise<UnpackedCopy> {
    if (this.failed || this.access === undefined || this.sessionId === undefined) return { kind: 'reinflate' };
    try {
      this.writeBuffer(this.access);
      this.access.close();
      this.access = undefined;
      return { kind: 'opfs', path: [ROOT, this.sessionId, this.name] };
    } catch {
      await this.discard();
      return { kind: 'reinflate' };
    }
  }

  async discard(): Promise<void> {
    const written = this.access !== undefined || this.at > 0;
    this.failed = true;
    if (!written || this.sessionId === undefined) return;
    try {
      this.access?.close();
      this.access = undefined;
      await (await sessionDirectory(this.sessionId, false)).removeEntry(this.name);
    } catch {
      // What is left is removed with the session.
    }
  }

  private async open(): Promise<SyncAccess> {
    const handle = await (await sessionDirectory(this.sessionId ?? '', true)).getFileHandle(this.name, { create: true });
    if (!hasSyncAccess(handle)) throw new Error('no synchronous file access here');
    return handle.createSyncAccessHandle();
  }
}

/** Starts a session: its name, held by a Web Lock for as long as the page lives. */
export function holdSession(): string {
  const sessionId = crypto.randomUUID();
  if (typeof navigator !== 'undefined' && 'locks' in navigator) {
    navigator.locks.request(lockName(sessionId), () => new Promise<void>(() => undefined)).catch(() => undefined);
  }
  return sessionId;
}

/** What `readRecords` reads from for a piece of evidence; `again` makes its bytes once more where they were made and no copy is there. */
export async function recordSource(file: Blob, copy: UnpackedCopy, again?: () => AsyncIterable<Uint8Array>): Promise<RecordSource> {
  const packed: RecordSource = again === undefined ? { kind: 'packed', blob: file } : { kind: 'made', parts: again };
  if (copy.kind === 'as-given') return { kind: 'blob', blob: file };
  if (copy.kind === 'reinflate') return packed;
  const [, sessionId = '', name = ''] = copy.path;
  try {
    const handle = await (await sessionDirectory(sessionId, false)).getFileHandle(name);
    return { kind: 'blob', blob: await handle.getFile() };
  } catch {
    // The browser may clear an origin's storage at any time; the evidence itself is still there.
    return packed;
  }
}

export async function removeCopy(copy: UnpackedCopy): Promise<void> {
  if (copy.kind !== 'opfs') return;
  const [, sessionId = '', name = ''] = copy.path;
  try {
    await (await sessionDirectory(sessionId, false)).removeEntry(name);
  } catch {
    // Gone already.
  }
}

/** Removes the copies of all sessions but this one whose page is gone. */
export async function removeStaleCopies(sessionId: string): Promise<void> {
  if (typeof navigator === 'undefined' || !('storage' in navigator) || !('locks' in navigator)) return;
  try {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(ROOT);
    // Names first, locks second: a session that starts in between holds its lock before it makes its directory.
    const names: string[] = [];
    for await (const name of root.keys()) names.push(name);
    const held = new Set((await navigator.locks.query()).held?.map((lock) => lock.name));
    for (const name of names) {
      if (name !== sessionId && !held.has(lockName(name))) await root.removeEntry(name, { recursive: true });
    }
  } catch {
    // Nothing was ever stored, or another page is removing the same.
  }
}
