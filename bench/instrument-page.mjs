// @ts-check
/* global MutationObserver, HTMLInputElement */
/** Runs in the page before its own scripts: notes long tasks, when a file came in, and when the first pivot was usable. */

/**
 * @typedef {object} BenchMarks
 * @property {number[]} longTasks durations since the last reset, in milliseconds; the browser reports those from 50 ms on
 * @property {number | undefined} addedAt when the file input changed
 * @property {number | undefined} usableAt when facets, histogram and grid all showed values
 * @property {number[] | undefined} [frames] times of the frames while they are noted
 * @property {(action: () => void, shows?: () => boolean) => Promise<number>} settle milliseconds from the action to the last change of the screen before it is idle and shows what was asked for
 */

/** Self-contained: Playwright sends its text to the page. */
export function instrumentPage() {
  /** @type {BenchMarks} */
  const marks = {
    longTasks: [],
    addedAt: undefined,
    usableAt: undefined,
    settle: async (action, shows = () => true) => {
      const from = performance.now();
      let last = from;
      const observer = new MutationObserver(() => {
        last = performance.now();
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      action();
      // A scroll or a click is noticed with the next frame; before that the page is idle still.
      for (let frames = 0; frames < 2 || !shows() || !isUsable(); frames += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        if (performance.now() - from > 120_000) throw new Error('The page never showed what was asked for.');
      }
      await window.kubewitness?.idle();
      observer.disconnect();
      return last - from;
    },
  };
  Object.assign(window, { bench: marks });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) marks.longTasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });

  const isUsable = () => {
    const lists = [...document.querySelectorAll('nav[aria-label="Facets"] ul[aria-busy]')];
    const facets = lists.length > 0 && lists.every((list) => list.getAttribute('aria-busy') === 'false') && document.querySelector('[data-facet-value]') !== null;
    const histogram = document.querySelector('[role="slider"][aria-label^="Requests over time"] svg') !== null;
    const rows = [...document.querySelectorAll('[role="grid"][aria-label="Requests"] [data-row]')];
    return facets && histogram && rows.length > 0 && rows.every((row) => row.querySelector('[aria-label="loading"]') === null);
  };
  const look = () => {
    if (isUsable()) marks.usableAt = performance.now();
    else requestAnimationFrame(look);
  };
  document.addEventListener(
    'change',
    (event) => {
      if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'file') return;
      marks.addedAt = performance.now();
      look();
    },
    { capture: true },
  );
}
