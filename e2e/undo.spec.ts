import { readFile } from 'node:fs/promises';
import { expect, idle, openApp, test } from './fixtures';
import { chip, chips, dialog, expectRequests, filterBar, include, openRow, openSample, pins, rows, timeline } from './page-parts';
import { sampleRequests, sampleWhere } from './sample-log';
import { test as lookingOnly } from './sample-page';
import type { Locator, Page } from '@playwright/test';

const ALL = sampleRequests.length;
const SECRETS = sampleWhere((event) => event.objectRef?.resource === 'secrets').length;
const ANONYMOUS_SECRETS = sampleWhere((event) => event.objectRef?.resource === 'secrets' && event.user?.username === 'system:anonymous').length;

const press = async (page: Page, button: Locator): Promise<void> => {
  await button.click();
  await idle(page);
};

test('can I undo a filter', async ({ page }) => {
  await openSample(page);
  const undo = filterBar(page).getByRole('button', { name: 'Undo filter change' });
  const redo = filterBar(page).getByRole('button', { name: 'Redo filter change' });
  await expect(undo).toBeDisabled();
  await include(page, 'resource', 'secrets');
  await include(page, 'user', 'system:anonymous');
  await expectRequests(page, ANONYMOUS_SECRETS, ALL);

  // Off and on again, without being lost.
  await press(page, chip(page, 'user is system:anonymous').getByRole('switch'));
  await expectRequests(page, SECRETS, ALL);
  await press(page, chip(page, 'user is system:anonymous, switched off').getByRole('switch'));
  await expectRequests(page, ANONYMOUS_SECRETS, ALL);

  await press(page, page.getByRole('button', { name: 'Remove: user is system:anonymous' }));
  await expectRequests(page, SECRETS, ALL);
  await expect(chip(page, 'user is system:anonymous')).toHaveCount(0);
  await press(page, undo);
  await expectRequests(page, ANONYMOUS_SECRETS, ALL);
  await press(page, undo);
  await expect(chip(page, 'user is system:anonymous, switched off')).toBeVisible();
  await expectRequests(page, SECRETS, ALL);
  await press(page, redo);
  await press(page, redo);
  await expectRequests(page, SECRETS, ALL);
  await expect(redo).toBeDisabled();

  await press(page, filterBar(page).getByRole('button', { name: 'Clear', exact: true }));
  await expectRequests(page, ALL, ALL);
  await expect(chips(page)).toHaveAccessibleName('Showing all requests');
  // By key, as far back as it goes.
  for (let n = 0; n < 6; n += 1) await page.keyboard.press('u');
  await idle(page);
  await expectRequests(page, ALL, ALL);
  await expect(undo).toBeDisabled();
  await page.keyboard.press('Shift+U');
  await idle(page);
  await expectRequests(page, SECRETS, ALL);
});

lookingOnly('is a condition written by hand about one field', async ({ page }) => {
  await filterBar(page).getByRole('button', { name: '+ filter' }).click();
  const editor = dialog(page, 'Add a filter');
  const chosen = editor.getByRole('list', { name: 'Chosen values' });
  const offered = editor.getByRole('list', { name: 'Values in the evidence' });
  await offered.getByRole('button', { name: 'system:anonymous', exact: true }).click();
  await expect(chosen.getByRole('button')).toHaveText(/^system:anonymous/);
  await expect(offered.getByRole('button', { name: 'system:anonymous', exact: true })).toHaveCount(0);

  await editor.getByRole('combobox', { name: 'Field' }).click();
  await page.getByRole('option', { name: 'trust test', exact: true }).click();
  await expect(chosen).toHaveCount(0);
  // A letter and a number say little: each test is offered with its title.
  await offered.getByRole('button', { name: /^I1 \S+ \S+/ }).click();
  await editor.getByRole('button', { name: 'Add filter' }).click();
  await idle(page);
  await expect(chips(page)).toHaveAccessibleName('Showing trust test is I1');
});

test('does the timeline stay folded when the page becomes lower or higher', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openSample(page);
  const unfold = timeline(page).getByRole('button', { name: 'Show incident timeline' });
  await expect(unfold).toBeVisible();
  for (const height of [560, 900, 700]) {
    await page.setViewportSize({ width: 1024, height });
    await idle(page);
    await expect(unfold).toBeVisible();
  }
  // By hand it opens, and stays as it was left.
  const border = await page.getByRole('separator', { name: 'Height of Incident timeline' }).boundingBox();
  await page.mouse.move(500, (border?.y ?? 0) + 1);
  await page.mouse.down();
  await page.mouse.move(500, (border?.y ?? 0) - 160, { steps: 4 });
  await page.mouse.up();
  await expect(timeline(page).getByRole('button', { name: 'Fold incident timeline' })).toBeVisible();
  await page.setViewportSize({ width: 1024, height: 800 });
  await idle(page);
  await expect(timeline(page).getByRole('button', { name: 'Fold incident timeline' })).toBeVisible();
});

test('can I find a saved pivot again', async ({ page }, testInfo) => {
  const list = page.getByRole('list', { name: 'Saved pivots' });
  const open = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Saved pivots' }).click();
    await idle(page);
  };
  await openSample(page);
  await include(page, 'resource', 'secrets');
  await include(page, 'user', 'system:anonymous');
  await open();
  await page.getByRole('button', { name: 'Save current view…' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Secrets <b>without</b> a credential');
  await page.getByRole('textbox', { name: 'Description' }).fill('Look here first.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await idle(page);

  // Another day, the same browser.
  await page.goto('./');
  await openApp(page);
  await page.getByRole('button', { name: 'Open the sample incident' }).click();
  await idle(page);
  await expectRequests(page, ALL, ALL);
  await open();
  await expect(list.getByRole('listitem')).toContainText('resource is secrets, and user is system:anonymous');
  await list.getByRole('button', { name: 'Secrets <b>without</b> a credential Look here first.' }).click();
  await idle(page);
  await expectRequests(page, ANONYMOUS_SECRETS, ALL);

  await open();
  await page.getByRole('button', { name: 'Rename Secrets' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Anonymous secrets');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(list.getByRole('listitem')).toContainText('Anonymous secrets');

  // Out as a file, away, and in again.
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export', exact: true }).last().click()]);
  const file = testInfo.outputPath('pivots.json');
  await download.saveAs(file);
  expect(await readFile(file, 'utf8')).toContain('Anonymous secrets');
  await page.getByRole('button', { name: 'Delete Anonymous secrets' }).click();
  await expect(list).toHaveCount(0);
  await expect(page.getByText('Deleted Anonymous secrets.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Delete Anonymous secrets' }).click();
  await expect(list).toHaveCount(0);
  await page.getByLabel('Import saved pivots').setInputFiles(file);
  await expect(list.getByRole('listitem')).toContainText('Anonymous secrets');
  await page.getByLabel('Import saved pivots').setInputFiles(file);
  await expect(page.getByText('1 was here already')).toBeVisible();
  await page.getByLabel('Import saved pivots').setInputFiles({ name: 'not-pivots.json', mimeType: 'application/json', buffer: Buffer.from('{"pivots": 3}') });
  await expect(page.getByRole('alert').filter({ hasText: 'not-pivots.json' })).toBeVisible();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await idle(page);
});

test('can I take a pin back', async ({ page }) => {
  await openSample(page);
  await include(page, 'resource', 'secrets');
  await openRow(page, rows(page).first());
  await page.keyboard.press('p');
  await idle(page);
  await expect(pins(page).getByRole('listitem')).toHaveCount(1);
  await pins(page).getByRole('button', { name: 'Edit note, tags and phase' }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('First look.');
  await page.keyboard.press('Control+Enter');
  await expect(pins(page)).toContainText('First look.');
  await page.keyboard.press('p');
  await expect(timeline(page)).toContainText('Nothing is pinned yet.');
  await timeline(page).getByRole('button', { name: 'Undo' }).click();
  await idle(page);
  await expect(pins(page)).toContainText('First look.');
});
