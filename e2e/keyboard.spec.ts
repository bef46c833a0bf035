import { expect, idle, openApp, test } from './fixtures';
import { chips, expectRequests, facet, inspector, pins, rows, sentence, tab, timeline } from './page-parts';
import { sampleRequests, sampleWhere } from './sample-log';
import type { Locator, Page } from '@playwright/test';

const ALL = sampleRequests.length;

/** Tab, as often as it takes. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  const focused = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  for (let n = 0; n < 150; n += 1) {
    if (await focused()) return;
    await page.keyboard.press(key);
  }
  throw new Error('150 tabs do not reach it');
}

/** What the palette does with these words. */
async function command(page: Page, words: string, chosen: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox');
  await expect(field).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.getByRole('option', { selected: true })).toContainText(chosen);
  await page.keyboard.press('Enter');
  await expect(field).toHaveCount(0);
  await idle(page);
}

test('the keyboard alone does the whole story', async ({ page }) => {
  await openApp(page);
  await tabTo(page, page.getByRole('button', { name: 'Open the sample incident' }));
  await page.keyboard.press('Enter');
  await idle(page);
  await expectRequests(page, ALL, ALL);

  // Who: named in the palette. What: typed into the search.
  await command(page, 'user is system:anonymous', 'user is system:anonymous');
  await expect(chips(page)).toHaveAccessibleName('Showing user is system:anonymous');
  await page.keyboard.press('/');
  await page.keyboard.type('secrets');
  await page.keyboard.press('Enter');
  await idle(page);
  const found = sampleWhere((event) => event.user?.username === 'system:anonymous' && event.requestURI.includes('secrets'));
  await expectRequests(page, found.length, ALL);

  // Through the requests, and pin two. Enter in the search led to the rows.
  await page.keyboard.press('Enter');
  await idle(page);
  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await idle(page);
  await expect(rows(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('p');
  await idle(page);
  await expect(pins(page).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('k');
  await idle(page);
  await expect(sentence(page)).toContainText('listed secrets in all namespaces');
  await page.keyboard.press('p');
  await idle(page);
  await expect(pins(page).getByRole('listitem')).toHaveCount(2);

  // What the first one means.
  await command(page, 'go to the pins', 'Go to the pins');
  await expect(pins(page).getByRole('listitem').first().locator('[data-pin]')).toBeFocused();
  await page.keyboard.press('e');
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await page.keyboard.type('Every secret of the cluster is known to them.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(pins(page).getByRole('listitem').first()).toContainText('Every secret of the cluster is known to them.');

  // The lens, the tabs.
  await page.keyboard.press('l');
  await idle(page);
  await expect(page.getByRole('button', { name: 'Lens' })).toHaveAttribute('aria-pressed', 'true');
  await expect(facet(page, 'claimed IPs')).toHaveCount(0);
  await page.keyboard.press('l');
  for (const [key, name] of [['2', 'Timeline'], ['3', 'Cross-tab'], ['4', 'Findings'], ['5', 'Blind spots'], ['6', 'SQL'], ['1', 'Requests']] as const) {
    await page.keyboard.press(key);
    await idle(page);
    await expect(tab(page, name)).toHaveAttribute('aria-selected', 'true');
  }

  // A cell of the grid: include its value, exclude it, take that back.
  await command(page, 'clear the filter', 'Clear the filter');
  await expectRequests(page, ALL, ALL);
  await command(page, 'go to the list', 'Go to the list');
  await expect(page.locator('[role="gridcell"]:focus')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await idle(page);
  await expect(page.locator('[role="gridcell"][data-column="username"]:focus')).toHaveCount(1);
  const user = await page.locator('[role="gridcell"]:focus').innerText();
  await page.keyboard.press('x');
  await idle(page);
  await expect(chips(page)).toHaveAccessibleName(/^Showing user is not /);
  await page.keyboard.press('u');
  await idle(page);
  await expectRequests(page, ALL, ALL);
  await page.keyboard.press('f');
  await idle(page);
  await expect(chips(page)).toHaveAccessibleName(/^Showing user is /);
  expect(new Set(await page.locator('[role="gridcell"][data-column="username"]').allInnerTexts())).toEqual(new Set([user]));
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: /^Include user / })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // And out.
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toContainText('No request is open');
  const saving = page.waitForEvent('download');
  await command(page, 'report as html', 'Report as HTML');
  expect((await saving).suggestedFilename()).toMatch(/\.html$/);
  await expect(timeline(page)).toContainText('2 pinned');
});

test('the focus is never lost when what it stood on goes', async ({ page }) => {
  await openApp(page);
  await tabTo(page, page.getByRole('button', { name: 'Open the sample incident' }));
  await page.keyboard.press('Enter');
  await idle(page);
  const cell = page.locator('[role="gridcell"]:focus');

  // A search that finds nothing takes all rows away; the head of the list keeps the place until they come back.
  await command(page, 'go to the list', 'Go to the list');
  await expect(cell).toHaveCount(1);
  await page.keyboard.press('/');
  await page.keyboard.type('no such');
  await expect(chips(page)).toHaveAccessibleName('Showing contains no such');
  await page.keyboard.type(' text anywhere');
  await page.keyboard.press('Enter');
  await idle(page);
  await expect(page.getByText('No request matches', { exact: true })).toBeVisible();
  await expect(page.locator('[role="columnheader"]:focus')).toHaveCount(1);
  await page.keyboard.press('u');
  await idle(page);
  await expect(cell).toHaveCount(1);

  // A tab changed by its key takes the panel away in which the focus was.
  await page.keyboard.press('2');
  await idle(page);
  await expect(tab(page, 'Timeline')).toBeFocused();

  // The lanes are no stops on the way to the chart; the one that the keys are in has its menu, and gives the keys back.
  const chart = page.getByRole('application', { name: /^Requests over time by / });
  await tabTo(page, chart);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: /^Include user / })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chart).toBeFocused();
});
