/** How side evidence stands to a request, in words. */
import { formatDuration } from '../../base/time';

/** `0.412 s after`, counted from when the request arrived. */
export function sinceRequest(us: bigint): string {
  if (us === 0n) return 'at its arrival';
  return us > 0n ? `${formatDuration(us)} after` : `${formatDuration(-us)} before`;
}

export function besideReason(joinedBy: string): string {
  if (joinedBy === 'request') return 'names its audit ID';
  return joinedBy === 'actor' ? 'in the pod that made the request' : 'about the same pod';
}
