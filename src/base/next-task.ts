/** Resolves in a task of its own, after whoever waits for the thread had it. A message instead of a timer, which would wait for milliseconds after a few times. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
