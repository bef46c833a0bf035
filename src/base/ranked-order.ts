/** Sorts positions by keys of which the order is known, keeping the order of equal ones: a counting sort, which looks at each position twice. */
import { inBlocks } from './in-blocks';

/**
 * The positions in `order` with those whose `keys[position]` is `ranked[0]` first, then `ranked[1]`, and so on; those whose key is not
 * in `ranked` come last, and equal ones stay in the order in which they were. Keys are not negative, and none is in `ranked` twice.
 */
export async function rankedOrder(order: Int32Array, keys: Int32Array, ranked: Int32Array): Promise<Int32Array> {
  let highest = 0;
  for (const key of ranked) if (key > highest) highest = key;
  // By key, the place among the ranked ones counted from 1; 0 for all others.
  const buckets = new Int32Array(highest + 1);
  ranked.forEach((key, place) => {
    buckets[key] = place + 1;
  });
  const places = new Int32Array(ranked.length + 1);
  await inBlocks(order.length, (from, to) => {
    for (let i = from; i < to; i += 1) {
      const bucket = buckets[keys[order[i] ?? 0] ?? 0] ?? 0;
      places[bucket] = (places[bucket] ?? 0) + 1;
    }
  });
  // Where each bucket begins; the one without a rank behind all others.
  let next = 0;
  for (let bucket = 1; bucket <= ranked.length; bucket += 1) {
    const size = places[bucket] ?? 0;
    places[bucket] = next;
    next += size;
  }
  places[0] = next;
  const out = new Int32Array(order.length);
  await inBlocks(order.length, (from, to) => {
    for (let i = from; i < to; i += 1) {
      const position = order[i] ?? 0;
      const bucket = buckets[keys[position] ?? 0] ?? 0;
      const place = places[bucket] ?? 0;
      places[bucket] = place + 1;
      out[place] = position;
    }
  });
  return out;
}
