/** The check behind every block of an xz file: none, CRC-32, CRC-64 or SHA-256 (xz-file-format 1.2.0, 2.1.1.2). */
import type { createSHA256 } from 'hash-wasm';
import { crc32 } from '../crc32';
import { Crc64 } from './crc64';

export type Sha256 = Awaited<ReturnType<typeof createSHA256>>;

export interface BlockCheck {
  update(bytes: Uint8Array): void;
  /** Whether `stored` is the check of what was given. */
  matches(stored: Uint8Array): boolean;
}

/** Bytes of a check by its number; those of numbers that have no meaning yet are known all the same. */
export const checkBytes = (kind: number): number => [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64][kind] ?? 0;

/** undefined for a check that is none, or none that is known. */
export function blockCheck(kind: number, sha256: Sha256): BlockCheck | undefined {
  if (kind === 1) {
    let crc = 0;
    return {
      update: (bytes) => { crc = crc32(crc, bytes); },
      matches: (stored) => new DataView(stored.buffer, stored.byteOffset).getUint32(0, true) === crc,
    };
  }
  if (kind === 4) {
    const crc = new Crc64();
    return {
      update: (bytes) => { crc.update(bytes); },
      matches: (stored) => {
        const view = new DataView(stored.buffer, stored.byteOffset);
        const [low, high] = crc.value();
        return view.getUint32(0, true) === low && view.getUint32(4, true) === high;
      },
    };
  }
  if (kind !== 10) return undefined;
  sha256.init();
  return {
    update: (bytes) => { sha256.update(bytes); },
    matches: (stored) => {
      const digest = sha256.digest('binary');
      return stored.every((byte, i) => digest[i] === byte);
    },
  };
}
