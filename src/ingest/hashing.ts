/**
 * SHA-256 that can be fed piece by piece and answers at once, which the browser's own cannot: our own WebAssembly
 * where it can run, hash-wasm elsewhere.
 */
import { createSHA256 } from 'hash-wasm';
import { HandedOn } from './handed-on';
import { Sha256Lanes, Sha256Stream, sha256Code } from './sha256';

export interface StreamHash {
  update(chunk: Uint8Array): void;
  /** Lower-case hexadecimal; the last thing that may be asked. */
  digest(): string;
}

/** The hash of one file, made here or elsewhere. */
export interface FileHash {
  /** Takes the chunk over: it may not be used afterwards. Waits while too much is waiting. */
  update(chunk: Uint8Array): void | Promise<void>;
  digest(): string | Promise<string>;
}

/** Hashes records; the hashes are in their places after `flush`. */
export interface RecordHasher {
  /** Has 32 bytes of `target` at `at` filled with the SHA-256 of `bytes[start .. end)`, which may change after the call. */
  add(bytes: Uint8Array, start: number, end: number, target: Uint8Array<ArrayBuffer>, at: number): void;
  flush(): void;
  /** The last thing that is asked. */
  release(): void;
}

export async function streamHash(): Promise<StreamHash> {
  const code = await sha256Code();
  if (code === undefined) return plainStreamHash();
  const hashers = streams(code);
  const hasher = hashers.take();
  return {
    update: (chunk) => {
      hasher.update(chunk);
    },
    digest: () => {
      const hash = new Uint8Array(32);
      hasher.digestInto(hash, 0);
      hashers.giveBack(hasher);
      return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  };
}

export async function recordHasher(): Promise<RecordHasher> {
  const code = await sha256Code();
  if (code === undefined) return plainRecordHasher();
  const hashers = lanes(code);
  const hasher = hashers.take();
  return {
    add: (bytes, start, end, target, at) => hasher.add(bytes, start, end, target, at),
    flush: () => hasher.flush(),
    release: () => hashers.giveBack(hasher),
  };
}

/** Of the one module there is. */
const once = <T>(make: (code: WebAssembly.Module) => T): ((code: WebAssembly.Module) => T) => {
  let made: T | undefined;
  return (code) => (made ??= make(code));
};
const streams = once((code) => new HandedOn(() => new Sha256Stream(code), (used) => used.init()));
const lanes = once((code) => new HandedOn(() => new Sha256Lanes(code), (used) => used.flush()));

/** For browsers without 128-bit vectors in WebAssembly. */
export async function plainStreamHash(): Promise<StreamHash> {
  const hasher = await createSHA256();
  hasher.init();
  return {
    update: (chunk) => {
      hasher.update(chunk);
    },
    digest: () => hasher.digest(),
  };
}

/** For browsers without 128-bit vectors in WebAssembly. */
export async function plainRecordHasher(): Promise<RecordHasher> {
  const hasher = await createSHA256();
  return {
    add: (bytes, start, end, target, at) => {
      target.set(hasher.init().update(bytes.subarray(start, end)).digest('binary'), at);
    },
    flush: () => undefined,
    release: () => undefined,
  };
}
