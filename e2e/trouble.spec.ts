/** What happens when something around the evidence fails: the engine, a worker, the clipboard, the browser's storage, a link. */
import { dropFiles, expect, idle, openApp, test } from './fixtures';
import { expectRequests, grid, inspector, notices, openRow, rows, timeline } from './page-parts';
import { SAMPLE_PATH, sampleRequests } from './sample-log';
import { testWithSamplePage } from './sample-page';
import type { Page } from '@playwright/test';

const ALL = sampleRequests.length;

/** Throws in the worker whose program holds the given words, as a bug in it would. */
async function breakWorker(page: Page, isIt: (url: string) => Promise<boolean> | boolean): Promise<void> {
  for (const worker of page.workers()) {
    if (!(await isIt(await worker.evaluate(() => String(Object.keys(globalThis)))))) continue;
    await worker.evaluate(() => {
      setTimeout(() => {
        throw new Error('broken on purpose');
      });
    });
  }
}

const MISSING = [
  { what: 'the engine', address: '**/duckdb-eh*.wasm*', problems: [/page error: .*Failed to fetch/, /console error: (ErrorEvent|error in duckdb worker)/] },
  { what: 'the engine’s worker', address: '**/duckdb-browser-eh.worker*.js', problems: [/page error: .*importScripts/, /console error: (ErrorEvent|error in duckdb worker)/] },
] as const;

for (const { what, address, problems } of MISSING) {
  test(`what if ${what} does not come`, async ({ page, guard }) => {
    for (const problem of problems) guard.expectProblem(problem);
    await page.context().route(address, (route) => route.abort());
    await openApp(page);
    await expect(page.getByRole('alert')).toContainText('The database could not start');
    await dropFiles(page, [{ path: SAMPLE_PATH }]);
    await idle(page);
    await expect(notices(page)).toContainText('audit.log could not be loaded');
    await expect(notices(page)).toContainText('Reload the page and add the file again; the file itself is unchanged.');
    // It is still a page: nothing waits for ever.
    await expect(page.getByRole('button', { name: 'Open the sample incident' })).toBeVisible();
  });
}

test('what if a link is of another version, or cut', async ({ page }) => {
  await openApp(page, '#v=99&f=username=e:system%3Aanonymous&density=high');
  await expect(notices(page)).toContainText('This link was made by another version of Kubewitness');
  await expect(notices(page)).toContainText('It says version 99; this page reads version 1. Could not be read: “density=high”.');
  await dropFiles(page, [{ path: SAMPLE_PATH }]);
  await idle(page);
  await expect(notices(page)).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
  // Another link, in the same tab.
  await page.evaluate(() => { window.location.hash = '#v=1&open=0123456789abcdef.77&f=nofield=e:x'; });
  await idle(page);
  await expect(notices(page)).toContainText('1 part of this link could not be read');
  await expect(inspector(page)).toContainText('The linked request is not in the loaded evidence');
  await expectRequests(page, ALL, ALL);
});

/** One page for those that need a log, in this order: the last one takes its database away. */
const onSample = testWithSamplePage();

onSample.describe('with a log loaded', () => {
  onSample.describe.configure({ mode: 'default' });
  onSample.afterEach(async ({ page }) => {
    for (const dismiss of await notices(page).getByRole('button', { name: /^Dismiss/ }).all()) await dismiss.click();
  });

  onSample('what if the browser refuses the clipboard', async ({ page }) => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }, configurable: true });
      Object.defineProperty(document, 'execCommand', { value: () => false, configurable: true });
    });
    await grid(page).locator('[role="gridcell"][data-column="username"]').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy value' }).click();
    await expect(notices(page)).toContainText('The value could not be copied');
    await expect(notices(page)).toContainText('Select it by hand');
  });

  onSample('what if the page has no clipboard of its own, as over plain HTTP', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => {
      Reflect.deleteProperty(navigator, 'clipboard');
      Reflect.deleteProperty(document, 'execCommand');
      const { clipboard } = navigator;
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
      Object.defineProperty(window, 'readClipboard', { value: () => clipboard.readText() });
    });
    const cell = grid(page).locator('[role="gridcell"][data-column="peer_ip"]').first();
    await cell.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy value' }).click();
    await expect.poll(() => page.evaluate('window.readClipboard()')).toBe(await cell.innerText());
    await expect(notices(page)).toHaveCount(0);
  });

  onSample('what if the browser has no room for the case', async ({ page }) => {
    await page.evaluate(() => {
      const store = IDBObjectStore.prototype;
      const put = Object.getOwnPropertyDescriptor(store, 'put') ?? {};
      const refuse = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
      Object.defineProperty(store, 'put', { ...put, value: refuse });
      Object.defineProperty(window, 'makeRoom', { value: () => Object.defineProperty(store, 'put', put) });
    });
    await openRow(page, rows(page).first());
    await page.keyboard.press('p');
    await idle(page);
    await expect(notices(page)).toContainText('The browser does not keep this case');
    await expect(notices(page)).toContainText('The quota has been exceeded.');
    await expect(notices(page)).toContainText('Export a case file to keep them.');
    await expect(timeline(page)).toContainText('1 pinned');
    await page.evaluate('window.makeRoom()');
  });

  onSample('what if a worker fails half way', async ({ page, guard }) => {
    guard.expectProblem(/broken on purpose/);
    guard.expectProblem(/console error: ErrorEvent/);
    // The pin of before is kept as soon as there is room.
    await openRow(page, rows(page).nth(1));
    await page.keyboard.press('p');
    await idle(page);
    await expect(timeline(page)).toContainText('2 pinned');
    await breakWorker(page, (names) => names.includes('duckdb'));
    await expect(notices(page)).toContainText('The database has stopped');
    await expect(notices(page)).toContainText('Pins, notes and saved pivots are kept in this browser.');
    await page.goto('./');
    await openApp(page);
    await expect(timeline(page)).toContainText('2 pinned');
  });
});
