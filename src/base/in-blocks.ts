/** Long loops over columns, in blocks between which whoever waits for the thread gets it. */
const BLOCK = 400_000;

/** Calls `work` with one part of 0 to `count` after the other. Few at once take less than a frame and are not parted. */
export async function inBlocks(count: number, work: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < count; from += BLOCK) {
    if (from > 0) await rest();
    work(from, Math.min(count, from + BLOCK));
  }
}

/** A message instead of a timer, which would wait for milliseconds after a few times. */
const rest = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
