/** Progress of a load in words. */
import { formatBytes } from '../../base/bytes';
import { formatDuration } from '../../base/time';
import type { LoadProgress } from '../../state/jobs-store';

export interface LoadWords {
  readonly percent: string;
  readonly rate: string;
  readonly left: string;
}

export function loadWords(progress: LoadProgress): LoadWords {
  const { bytesRead, bytesTotal, startedAtMs, nowMs } = progress;
  const seconds = (nowMs - startedAtMs) / 1000;
  const share = bytesTotal === 0 ? 1 : Math.min(1, bytesRead / bytesTotal);
  const percent = `${Math.floor(share * 100)} %`;
  // A rate out of less than a fifth of a second is noise.
  if (seconds < 0.2 || bytesRead === 0) return { percent, rate: '… /s', left: 'estimating' };
  if (share >= 1) return { percent, rate: `${formatBytes(Math.round(bytesRead / seconds))}/s`, left: 'finishing' };
  const left = (seconds * (1 - share)) / Math.max(share, 1e-9);
  return { percent, rate: `${formatBytes(Math.round(bytesRead / seconds))}/s`, left: `${formatDuration(BigInt(Math.ceil(left)) * 1_000_000n).replace(/\.\d+/, '')} left` };
}
