/**
 * When a file was closed, as far as its surroundings say: the time in a rotated name (see rotated-sets.ts), or when its file system or
 * archive says it was written to last, whichever is earlier. A copy may be younger than its content, but no record is younger than the
 * file it stands in: F6.
 */
import { timestampUs, type TimestampUs } from '../base/time';
import { rotationTime } from './rotated-sets';

/** No log of Kubernetes is older; tools that know no time write zero, or the first day that they can. */
const FIRST_RELEASE_MS = Date.UTC(2014, 5, 6);
const YEAR_10000_MS = Date.UTC(10_000, 0);

/** `path` of the file, and when it was written to in milliseconds since 1970, if anything says so. Undefined when nothing does. */
export function closedAt(path: string, writtenMs: number | undefined): TimestampUs | undefined {
  const written = writtenMs !== undefined && writtenMs > FIRST_RELEASE_MS && writtenMs < YEAR_10000_MS ? timestampUs(BigInt(Math.trunc(writtenMs)) * 1000n) : undefined;
  const known = [rotationTime(path), written].filter((time) => time !== undefined);
  return known.toSorted((a, b) => (a < b ? -1 : 1))[0];
}
