/**
 * Browsers cap the height of an element (Firefox near 17.9 million pixels, Chromium near 33.5 million), a grid of ten
 * million rows is 280 million high. The grid therefore keeps its place in *content* pixels, exact to the pixel, and
 * shows it on a *track* that is never higher than MAX_TRACK: equal while the content fits, proportional beyond.
 */
export const MAX_TRACK = 15_000_000;

export interface ScrollSpace {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Height in which rows are seen. */
  readonly viewport: number;
}

export const contentHeight = (space: ScrollSpace): number => space.rowCount * space.rowHeight;
export const trackHeight = (space: ScrollSpace): number => Math.min(contentHeight(space), MAX_TRACK);
export const isScaled = (space: ScrollSpace): boolean => contentHeight(space) > MAX_TRACK;

const lastContentTop = (space: ScrollSpace): number => Math.max(0, contentHeight(space) - space.viewport);
const lastTrackTop = (space: ScrollSpace): number => Math.max(0, trackHeight(space) - space.viewport);

export const clampTop = (space: ScrollSpace, contentTop: number): number => Math.min(lastContentTop(space), Math.max(0, contentTop));

export function toContentTop(space: ScrollSpace, trackTop: number): number {
  if (!isScaled(space)) return clampTop(space, trackTop);
  return clampTop(space, (trackTop / lastTrackTop(space)) * lastContentTop(space));
}

export function toTrackTop(space: ScrollSpace, contentTop: number): number {
  const top = clampTop(space, contentTop);
  if (!isScaled(space)) return top;
  return (top / lastContentTop(space)) * lastTrackTop(space);
}

/** Rows that are at least partly seen, `overscan` more on both sides; empty (`last < first`) when there are none. */
export function visibleRows(space: ScrollSpace, contentTop: number, overscan = 0): { readonly first: number; readonly last: number } {
  const top = clampTop(space, contentTop);
  const first = Math.floor(top / space.rowHeight) - overscan;
  const last = Math.ceil((top + space.viewport) / space.rowHeight) - 1 + overscan;
  return { first: Math.max(0, first), last: Math.min(space.rowCount - 1, last) };
}

/** The nearest place at which the whole row is seen. */
export function topShowing(space: ScrollSpace, contentTop: number, row: number): number {
  const rowTop = row * space.rowHeight;
  const rowBottom = rowTop + space.rowHeight;
  if (rowTop < contentTop) return clampTop(space, rowTop);
  if (rowBottom > contentTop + space.viewport) return clampTop(space, rowBottom - space.viewport);
  return clampTop(space, contentTop);
}

/** Rows that one page key moves: one row stays as a hold for the eye. */
export const pageRows = (space: ScrollSpace): number => Math.max(1, Math.floor(space.viewport / space.rowHeight) - 1);
