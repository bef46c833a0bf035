/** How far apart two requests are, in the words of a timeline. */
import { formatDuration, type TimestampUs } from '../base/time';

export function gapWords(earlier: TimestampUs, later: TimestampUs): string {
  if (later === earlier) return 'at the same microsecond';
  return later > earlier ? `${gapDuration(later - earlier)} later` : `${gapDuration(earlier - later)} earlier`;
}

/** Exact below a minute (`51.204 s`), then two units, the smaller one left out when it is zero: `4 min 12 s`, `2 h`. */
const gapDuration = (us: bigint): string => formatDuration(us).replace(/ 0 (s|min|h)$/, '');
