/** Selecting a range of buckets: both ends are buckets, the range is theirs and all between. */
export interface BucketRange {
  readonly from: number;
  readonly to: number;
}

export const rangeBetween = (a: number, b: number): BucketRange => (a <= b ? { from: a, to: b } : { from: b, to: a });

export const clampBucket = (bucket: number, count: number): number => Math.min(count - 1, Math.max(0, bucket));

/** The bucket under `x` on a plot of `width`. */
export const bucketAt = (x: number, width: number, count: number): number => clampBucket(Math.floor((x / Math.max(1, width)) * count), count);

export type BrushGrip = 'from' | 'to' | 'new';

/** What a press at `x` takes hold of: an edge within reach, or the start of a new range. */
export function gripAt(x: number, width: number, count: number, range: BucketRange | undefined, reach = 5): BrushGrip {
  if (range === undefined) return 'new';
  const unit = width / count;
  const toFrom = Math.abs(x - range.from * unit);
  const toEnd = Math.abs(x - (range.to + 1) * unit);
  if (Math.min(toFrom, toEnd) > reach) return 'new';
  return toFrom <= toEnd ? 'from' : 'to';
}

/** The range while the pointer is at `bucket`. `anchor` is where it was pressed. */
export function dragTo(grip: BrushGrip, range: BucketRange | undefined, anchor: number, bucket: number): BucketRange {
  if (grip === 'from' && range !== undefined) return rangeBetween(bucket, range.to);
  if (grip === 'to' && range !== undefined) return rangeBetween(range.from, bucket);
  return rangeBetween(anchor, bucket);
}

export interface BucketSpace {
  readonly firstUs: bigint;
  readonly widthUs: bigint;
  readonly count: number;
}

export const rangeUs = (space: BucketSpace, range: BucketRange): { readonly fromUs: bigint; readonly toUs: bigint } => ({
  fromUs: space.firstUs + space.widthUs * BigInt(range.from),
  toUs: space.firstUs + space.widthUs * BigInt(range.to + 1),
});

/** Where a time range lies, in buckets and parts of buckets, cut to what is shown; `undefined` when it lies outside. */
export function placeOf(space: BucketSpace, range: { readonly fromUs: bigint; readonly toUs: bigint }): { readonly from: number; readonly to: number } | undefined {
  const unit = Number(space.widthUs);
  const from = Math.max(0, Number(range.fromUs - space.firstUs) / unit);
  const to = Math.min(space.count, Number(range.toUs - space.firstUs) / unit);
  return to > from ? { from, to } : undefined;
}
