/** How wide the names of the lanes are: as wide as they need to be read, and never so wide that the chart has no room. */
export const LEAST_NAMES = 120;
const MOST_NAMES = 380;
const MOST_SHARE = 0.35;
const CHARACTER = 7.3;
const DIGIT = 6.5;
const AROUND = 34;

export interface LaneNameSize {
  readonly characters: number;
  readonly total: number;
}

/** In pixels, for a chart that is `width` wide with its names. */
export function namesWidth(lanes: readonly LaneNameSize[], width: number): number {
  const wanted = lanes.reduce((most, { characters, total }) => Math.max(most, characters * CHARACTER + total.toLocaleString('en').length * DIGIT + AROUND), 0);
  return Math.round(Math.max(LEAST_NAMES, Math.min(wanted, MOST_NAMES, width * MOST_SHARE)));
}
