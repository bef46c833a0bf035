/** Values of a facet that the filter leaves nothing of. They keep their places, with a count of 0: what is gone is an answer, too, and nothing below moves. */

interface Counted {
  readonly value: string | null;
  readonly n: number;
}

/**
 * @param rows what the filter leaves, all of it
 * @param seen the rows that stood here when there were most
 */
export function fallenOut(rows: readonly Counted[], seen: readonly Counted[], room: number): readonly Counted[] {
  const left = Math.max(0, Math.min(seen.length, room) - rows.length);
  return seen.filter(({ value }) => !rows.some((row) => row.value === value)).slice(0, left).map(({ value }) => ({ value, n: 0 }));
}
