/**
 * Places of brackets that were open when a record broke. An object that starts at one of them breaks at the same
 * place, so it need not be scanned again; without this, nested openings would cost the square of their length.
 * Several scans are remembered, since text read with inside and outside of strings exchanged opens brackets
 * at other places.
 */
const REMEMBERED = 8;

export class KnownBroken {
  private scans: Float64Array[] = [];

  /** Takes note of the open brackets of a scan that broke; `places` are in the window, `base` is the window's offset. */
  remember(places: Int32Array, base: number): void {
    const first = (places[0] ?? 0) + base;
    this.scans = this.scans.filter((scan) => (scan.at(-1) ?? 0) > first).slice(1 - REMEMBERED);
    if (places.length > 1) this.scans.push(Float64Array.from(places, (place) => place + base));
  }

  has(offset: number): boolean {
    return this.scans.some((scan) => scan[lowerBound(scan, offset)] === offset);
  }
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
