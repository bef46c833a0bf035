const LEAST_PIXELS = 2;

/** Counts as they are drawn: one denial among ten thousand requests is still two pixels high; nothing stays nothing. */
export function seenCounts(counts: readonly number[], most: number, pixels: number): readonly number[] {
  const least = (most / Math.max(1, pixels)) * LEAST_PIXELS;
  return counts.map((count) => (count > 0 ? Math.max(count, least) : 0));
}
