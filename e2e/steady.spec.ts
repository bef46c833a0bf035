import { dropFiles, expect, idle, test } from './fixtures';
import { chips, facetValue, filterBar, inspector, notices, openRow, openSample, rows } from './page-parts';
import type { Page } from '@playwright/test';

/** Everything that moves on the page from now on, as the share of the page that moved (https://web.dev/articles/cls). */
async function watchMoves(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const moves: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ('value' in entry) moves.push(Number(entry.value));
    }).observe({ type: 'layout-shift' });
    Object.assign(window, { moves });
  });
  return () =>
    page.evaluate(async () => {
      // What was drawn last is told of with the next frames.
      for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      return (Reflect.get(window, 'moves') as number[]).splice(0).reduce((sum, move) => sum + move, 0);
    });
}

test.use({ viewport: { width: 1024, height: 700 } });

test('what is read stays where it is while filters come and go', async ({ page }) => {
  await openSample(page);
  const moved = await watchMoves(page);
  const before = await page.getByRole('main').boundingBox();
  for (const [field, value] of [['verb', 'get'], ['user', 'system:apiserver'], ['outcome', 'allowed']] as const) {
    await facetValue(page, field, value).evaluate((element: HTMLElement) => element.click());
    await idle(page);
  }
  expect(await moved()).toBeLessThan(0.02);
  for (let step = 0; step < 3; step += 1) {
    await page.keyboard.press('u');
    await idle(page);
  }
  expect(await moved()).toBeLessThan(0.02);
  expect(await page.getByRole('main').boundingBox()).toEqual(before);
});

test('chips that have no room are counted, reached by Tab, and shown when asked for', async ({ page }) => {
  await openSample(page);
  for (const [field, value] of [['verb', 'get'], ['user', 'system:apiserver'], ['outcome', 'allowed']] as const) {
    await facetValue(page, field, value).evaluate((element: HTMLElement) => element.click());
    await idle(page);
  }
  const more = filterBar(page).getByRole('button', { name: /^\d more$/ });
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  const first = chips(page).getByRole('switch').first();
  await expect(first).not.toBeInViewport({ ratio: 1 });
  await first.focus();
  await expect(first).toBeInViewport({ ratio: 1 });
  await more.click();
  for (const one of await chips(page).getByRole('switch').all()) await expect(one).toBeInViewport({ ratio: 1 });
  await filterBar(page).getByRole('button', { name: 'In one line' }).click();
  await expect(more).toBeVisible();
});

test('a notice moves nothing', async ({ page }) => {
  await openSample(page);
  const moved = await watchMoves(page);
  await dropFiles(page, [{ name: 'nothing.log', text: '\n\n' }]);
  await idle(page);
  await expect(notices(page)).toContainText('nothing.log');
  expect(await moved()).toBeLessThan(0.01);
  await notices(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(notices(page)).toHaveCount(0);
  expect(await moved()).toBeLessThan(0.01);
});

test('a notice makes room for a request, and is there again when it is wanted', async ({ page }) => {
  await openSample(page);
  await dropFiles(page, [{ name: 'nothing.log', text: '\n \n' }]);
  await idle(page);
  await expect(notices(page)).toContainText('nothing.log');
  await openRow(page, rows(page).first());
  await expect(notices(page)).toHaveCount(0);
  // Escape is the request's now: what is laid aside does not take it.
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toContainText('No request is open');
  await page.getByRole('button', { name: '1 notice' }).click();
  await expect(notices(page)).toContainText('nothing.log');
  await expect(page.getByRole('button', { name: '1 notice' })).toHaveCount(0);
});

test('the sentence of a request stands before the rest is read, and stays as it is', async ({ page }) => {
  await openSample(page);
  const sentence = inspector(page).getByRole('heading', { level: 2 });
  await openRow(page, rows(page).first());
  const before = await sentence.textContent();
  await page.evaluate(() => {
    const part = document.querySelector('section[aria-label="Inspector"]');
    const said: string[] = [];
    Object.defineProperty(window, 'said', { value: said, configurable: true });
    if (part !== null) new MutationObserver(() => said.push(part.querySelector('h2')?.textContent ?? '')).observe(part, { childList: true, subtree: true, characterData: true });
  });
  await openRow(page, rows(page).nth(3));
  // Neither nothing, nor two sentences one after the other.
  const said = await page.evaluate<string[]>('[...new Set(window.said)]');
  expect(said.filter((text) => text !== before)).toEqual([await sentence.textContent()]);
});
