/** The zip around a case: packing it, and unpacking one that may come from anyone. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { err, ok, type Result } from '../base/result';
import type { CaseParts } from '../export/case-file';

/** Unpacked size of one part at which opening stops. */
const LARGEST_PART = 128 * 1024 * 1024;
/** A zip cannot say an earlier day than this. */
const ZIP_EPOCH_MS = Date.UTC(1980, 0, 2);

export function packCase(parts: CaseParts, nowMs: number): Uint8Array<ArrayBuffer> {
  const mtime = new Date(Math.max(nowMs, ZIP_EPOCH_MS));
  const packed = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]: [string, string]) => [name, [strToU8(text), { mtime }]])), { level: 6 });
  return new Uint8Array(packed);
}

export interface UnpackedCase {
  readonly caseJson: string;
  /** Undefined when the file carries none. */
  readonly recordsJsonl: string | undefined;
}

export function unpackCase(bytes: Uint8Array): Result<UnpackedCase> {
  if (bytes.length === 0) return err('The file is empty.');
  const tooLarge: string[] = [];
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name !== 'case.json' && name !== 'records.jsonl') return false;
        if (originalSize > LARGEST_PART) tooLarge.push(name);
        return originalSize <= LARGEST_PART;
      },
    });
  } catch {
    return err('This is no Kubewitness case: it is not a zip file, or it is damaged.');
  }
  if (tooLarge.length > 0) return err(`Its ${tooLarge.join(' and ')} unpacks to more than 128 MB, which no case does that Kubewitness made.`);
  const caseJson = parts['case.json'];
  if (caseJson === undefined) return err('This is no Kubewitness case: there is no case.json in the zip file.');
  const records = parts['records.jsonl'];
  return ok({ caseJson: strFromU8(caseJson), recordsJsonl: records === undefined ? undefined : strFromU8(records) });
}

const ZIP_START = [0x50, 0x4b, 0x03, 0x04];
const NAME_AT = 30;

/** By content first: a zip whose first member is `case.json`; by name where it was packed again. */
export async function isCaseFile(file: File): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 64).arrayBuffer());
  const isZip = ZIP_START.every((byte, i) => head[i] === byte);
  return isZip && (file.name.toLowerCase().endsWith('.kubewitness') || strFromU8(head.subarray(NAME_AT)).startsWith('case.json'));
}
