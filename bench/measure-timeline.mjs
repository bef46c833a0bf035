// @ts-check
/** The timeline under the pointer: how long the page goes without a frame while one zooms and drags. */

/**
 * The longest time between two frames, once for zooming in, once for dragging, once for zooming out.
 * @param {import('@playwright/test').Page} page with the requests loaded and no filter
 * @returns {Promise<number[]>} milliseconds
 */
export async function measureTimeline(page) {
  await page.getByRole('tab', { name: 'Timeline', exact: true }).click();
  await page.evaluate(() => window.kubewitness?.idle());
  const chart = page.getByRole('application', { name: /^Requests over time by / });
  const box = await chart.boundingBox();
  if (box === null) throw new Error('The timeline was not found in the page; bench/measure-timeline.mjs no longer fits it.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
  await page.mouse.move(x, y);
  /** @param {number} by */
  const wheel = async (by) => {
    for (let turn = 0; turn < 25; turn += 1) {
      await page.mouse.wheel(0, by);
      await page.waitForTimeout(16);
    }
  };
  const drag = async () => {
    await page.mouse.down();
    for (let step = 1; step <= 40; step += 1) {
      await page.mouse.move(x - 8 * step, y);
      await page.waitForTimeout(16);
    }
    await page.mouse.up();
  };
  const took = [];
  for (const act of [() => wheel(-100), drag, () => wheel(100)]) {
    await page.evaluate(startFrames);
    await act();
    // What is read for the new window is drawn, too.
    await page.evaluate(() => window.kubewitness?.idle());
    took.push(await page.evaluate(stopFrames));
  }
  return took;
}

function startFrames() {
  /** @type {number[]} */
  const frames = [];
  const note = (/** @type {number} */ at) => {
    frames.push(at);
    if (window.bench.frames === frames) requestAnimationFrame(note);
  };
  window.bench.frames = frames;
  requestAnimationFrame(note);
}

function stopFrames() {
  const frames = window.bench.frames ?? [];
  window.bench.frames = undefined;
  return frames.slice(1).reduce((longest, at, i) => Math.max(longest, at - (frames[i] ?? at)), 0);
}
