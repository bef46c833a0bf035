/** How much side evidence there is, in words. */
import { countOf } from '../base/number';
import type { SideCounts } from './side-record';

/** `3 Falco alerts and 1 audit policy`; empty when there is none. */
export function sideWords({ falco, kubelet, policy }: SideCounts): string {
  const parts = [
    ...(falco > 0 ? [countOf(falco, 'Falco alert')] : []),
    ...(kubelet > 0 ? [countOf(kubelet, 'kubelet log entry', 'kubelet log entries')] : []),
    ...(policy > 0 ? [countOf(policy, 'audit policy', 'audit policies')] : []),
  ];
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
