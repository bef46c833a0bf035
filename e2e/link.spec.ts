import { addEvidence, dropFiles, expect, idle, openApp, test, watchedContext } from './fixtures';
import { chip, chips, column, expectRequests, filterBar, grid, include, inspector, openRow, rows, sentence, tab } from './page-parts';
import { SAMPLE_PATH, sampleRequests, sampleWhere } from './sample-log';
import type { Page } from '@playwright/test';

const ALL = sampleRequests.length;

/** What of the view a colleague has to see alike. */
async function viewOf(page: Page): Promise<unknown> {
  return {
    chips: await chips(page).ariaSnapshot(),
    count: await filterBar(page).getByRole('paragraph').textContent(),
    tab: await page.getByRole('tab', { selected: true }).textContent(),
    sort: await grid(page).getByRole('columnheader').evaluateAll((heads) => heads.map((head) => head.getAttribute('aria-sort'))),
    rows: await column(page, 'received_at'),
    open: await sentence(page).textContent(),
    raw: await inspector(page).getByRole('region', { name: 'Record as in the file' }).textContent(),
  };
}

test('does the link show a colleague the same view', async ({ page, context, browser, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openApp(page);
  await addEvidence(page, [SAMPLE_PATH]);
  await idle(page);
  await include(page, 'user', 'system:anonymous');
  await page.getByRole('navigation', { name: 'Facets' }).getByRole('region', { name: 'verb', exact: true }).getByRole('button', { name: /^get, / }).press('x');
  await idle(page);
  await page.getByRole('searchbox', { name: 'Search any text' }).fill('secrets');
  await page.getByRole('searchbox', { name: 'Search any text' }).press('Enter');
  await idle(page);
  await chip(page, 'verb is not get').getByRole('switch').click();
  await idle(page);
  const fitting = sampleWhere((event) => event.user?.username === 'system:anonymous' && event.requestURI.includes('secrets'));
  await expectRequests(page, fitting.length, ALL);
  await grid(page).getByRole('columnheader', { name: /^code/ }).getByRole('button', { name: 'code', exact: true }).click();
  await idle(page);
  await grid(page).getByRole('columnheader', { name: /^code/ }).getByRole('button', { name: 'code', exact: true }).click();
  await idle(page);
  await openRow(page, rows(page).filter({ hasText: 'runner-token' }));
  const mine = await viewOf(page);

  // The link as the palette copies it is the address.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command or value' }).fill('copy the link');
  await page.keyboard.press('Enter');
  await idle(page);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  const link = page.url();

  const colleague = await watchedContext(browser, baseURL ?? '');
  const theirs = await colleague.context.newPage();
  await theirs.goto(link);
  await expect(theirs.getByRole('button', { name: 'Open the sample incident' })).toBeVisible();
  await addEvidence(theirs, [SAMPLE_PATH]);
  await idle(theirs);
  expect(await viewOf(theirs)).toEqual(mine);
  // In the other direction: another tab, the lens, and back with the browser's own buttons.
  await tab(theirs, 'Timeline').click();
  await theirs.getByRole('button', { name: 'Lens' }).click();
  await idle(theirs);
  const further = theirs.url();
  expect(further).not.toBe(link);
  await theirs.goBack();
  await theirs.goBack();
  await idle(theirs);
  expect(theirs.url()).toBe(link);
  expect(await viewOf(theirs)).toEqual(mine);
  expect(colleague.guard.verdict()).toEqual([]);
  await colleague.context.close();

  await page.goto(further);
  await idle(page);
  await expect(tab(page, 'Timeline')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: 'Lens' })).toHaveAttribute('aria-pressed', 'true');
});

test('does a link that mail has cut still show what it can', async ({ page }) => {
  await openApp(page, '#v=1&f=username=e:system%3Aanonymous&f=verb!e:get&sort=-co&tab=nonsense&open=193d98535342');
  await dropFiles(page, [{ path: SAMPLE_PATH }]);
  await idle(page);
  await expect(chips(page)).toHaveAccessibleName('Showing user is system:anonymous, and verb is not get');
  await expect(tab(page, 'Requests')).toHaveAttribute('aria-selected', 'true');
  await expectRequests(page, sampleWhere((event) => event.user?.username === 'system:anonymous' && event.verb !== 'get').length, ALL);
});
