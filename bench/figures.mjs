// @ts-check
/** Small sums on measured values, and how they are written. */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** `0.84 s` from a second on, `84 ms` below. @param {number} milliseconds */
export const ms = (milliseconds) => (milliseconds >= 1000 ? `${(milliseconds / 1000).toFixed(2)} s` : `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`);

/** @param {number} bytes */
export const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

/** `0.80 s – 0.91 s` @param {readonly number[]} values @param {(value: number) => string} write */
export const range = (values, write) => (values.length < 2 ? '–' : `${write(Math.min(...values))} – ${write(Math.max(...values))}`);
