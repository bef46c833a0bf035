/** SHA-256 in WebAssembly: it can be fed piece by piece and answers at once, which the browser's own cannot. */
import { createSHA256 } from 'hash-wasm';
import type { HashRecord } from './record-coder';

export interface StreamHash {
  update(chunk: Uint8Array): void;
  /** Lower-case hexadecimal. */
  digest(): string;
}

export async function streamHash(): Promise<StreamHash> {
  const hasher = await createSHA256();
  hasher.init();
  return {
    update: (chunk) => {
      hasher.update(chunk);
    },
    digest: () => hasher.digest(),
  };
}

export async function recordHash(): Promise<HashRecord> {
  const hasher = await createSHA256();
  return (bytes, start, end, target, at) => {
    target.set(hasher.init().update(bytes.subarray(start, end)).digest('binary'), at);
  };
}
