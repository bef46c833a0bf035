/** What a histogram draws. */
export interface HistogramBucket {
  readonly fromUs: bigint;
  /** One count per series, in their order. */
  readonly counts: readonly number[];
}

export interface HistogramSeries {
  readonly key: string;
  readonly label: string;
  /** The name of a token, as `--denied`. */
  readonly colorVar: string;
}
