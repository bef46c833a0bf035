/** How wide a bar of the histogram is: round numbers of time, at most `most` bars. */
import type { TimestampUs } from '../../base/time';
import { timestampUs } from '../../base/time';

const SECOND = 1_000_000n;
const WIDTHS: readonly bigint[] = [
  1n, 2n, 5n, 10n, 20n, 50n, 100n, 200n, 500n, 1_000n, 2_000n, 5_000n, 10_000n, 20_000n, 50_000n, 100_000n, 200_000n, 500_000n,
  ...[1n, 2n, 5n, 10n, 15n, 30n, 60n, 120n, 300n, 600n, 900n, 1_800n, 3_600n, 7_200n, 10_800n, 21_600n, 43_200n, 86_400n].map((seconds) => seconds * SECOND),
];

export interface Buckets {
  readonly fromUs: TimestampUs;
  /** Exclusive. */
  readonly toUs: TimestampUs;
  readonly widthUs: bigint;
  readonly count: number;
}

/** Bars that cover both ends, aligned to round times. */
export function bucketsFor(firstUs: TimestampUs, lastUs: TimestampUs, most: number): Buckets {
  const span = lastUs - firstUs + 1n;
  let widthUs = WIDTHS.find((width) => span / width < BigInt(most)) ?? 86_400n * SECOND;
  // Beyond a day: whole days, as many as it takes.
  while (span / widthUs >= BigInt(most)) widthUs *= 2n;
  const floor = (us: bigint): bigint => us - (((us % widthUs) + widthUs) % widthUs);
  const fromUs = floor(firstUs);
  const toUs = floor(lastUs) + widthUs;
  return { fromUs: timestampUs(fromUs), toUs: timestampUs(toUs), widthUs, count: Number((toUs - fromUs) / widthUs) };
}
