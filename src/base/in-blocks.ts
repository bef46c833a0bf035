/** Long loops over columns, in blocks between which whoever waits for the thread gets it. */
import { nextTask } from './next-task';

const BLOCK = 400_000;

/** Calls `work` with one part of 0 to `count` after the other. Few at once take less than a frame and are not parted. */
export async function inBlocks(count: number, work: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < count; from += BLOCK) {
    if (from > 0) await nextTask();
    work(from, Math.min(count, from + BLOCK));
  }
}
