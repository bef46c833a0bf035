/** The parts of the page as a responder names them, and what a responder does with them. */
import { expect, idle, openApp } from './fixtures';
import type { Locator, Page } from '@playwright/test';

export const filterBar = (page: Page): Locator => page.getByRole('region', { name: 'Filter', exact: true });
export const inspector = (page: Page): Locator => page.getByRole('region', { name: 'Inspector', exact: true });
export const timeline = (page: Page): Locator => page.getByRole('region', { name: 'Incident timeline', exact: true });
export const pins = (page: Page): Locator => timeline(page).getByRole('list', { name: 'Pinned requests in time order' });
export const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Requests', exact: true });
/** The rows of the grid without its head. */
export const rows = (page: Page): Locator => grid(page).getByRole('row').filter({ has: page.getByRole('gridcell') });
export const notices = (page: Page): Locator => page.getByRole('region', { name: 'Notices', exact: true });
export const chips = (page: Page): Locator => filterBar(page).getByRole('group', { name: /^Showing / });
export const chip = (page: Page, sentence: string): Locator => chips(page).getByRole('group', { name: sentence, exact: true });
export const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name, exact: true });
export const facet = (page: Page, label: string): Locator =>
  page.getByRole('navigation', { name: 'Facets' }).getByRole('region', { name: label, exact: true });
/** A pop-up over the page. */
export const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name, exact: true });

const verbatim = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `secrets, 31` for the value `secrets`; the long prefixes of service accounts and nodes are shown short. */
export const facetValue = (page: Page, label: string, value: string): Locator =>
  facet(page, label).getByRole('button', { name: new RegExp(`^${verbatim(value.replace(/^system:serviceaccount:/, 'sa:').replace(/^system:node:/, 'node:'))}, [\\d,]+(, excluded)?$`) });

/** Looks the value up in its facet and includes it. */
export async function include(page: Page, label: string, value: string): Promise<void> {
  const search = facet(page, label).getByRole('searchbox');
  if ((await facetValue(page, label, value).count()) === 0) {
    await pressSearch(page, label);
    await search.fill(value);
  }
  await facetValue(page, label, value).click();
  await expect(facetValue(page, label, value)).toHaveAttribute('aria-pressed', 'true');
  if (await search.isVisible()) await pressSearch(page, label);
  await idle(page);
}

/** Opens or closes the search of a facet; its button shows when the pointer is over the facet. */
export async function pressSearch(page: Page, label: string): Promise<void> {
  await facet(page, label).getByRole('heading').hover();
  await facet(page, label).getByRole('button', { name: `Search ${label}`, exact: true }).click();
}

/** "n of N requests". */
export async function expectRequests(page: Page, shown: number, all: number): Promise<void> {
  await expect(filterBar(page).getByRole('paragraph')).toHaveText(`${grouped(shown)} of ${grouped(all)} ${all === 1 ? 'request' : 'requests'}`);
}

export const grouped = (n: number): string => n.toLocaleString('en-US');

export async function openSample(page: Page): Promise<void> {
  await openApp(page);
  await page.getByRole('button', { name: 'Open the sample incident' }).click();
  await idle(page);
  await expect(rows(page).first()).toBeVisible();
}

/** Opens the request in a row of the grid, and waits for the inspector. */
export async function openRow(page: Page, row: Locator): Promise<void> {
  await row.getByRole('gridcell').first().click();
  await idle(page);
  await expect(row).toHaveAttribute('aria-selected', 'true');
}

/** The plain sentence over the open request. */
export const sentence = (page: Page): Locator => inspector(page).getByRole('heading', { level: 2 });

/** The values of a field of the open request that stand under one of the given verdicts. */
export const vouched = (page: Page, verdict: RegExp, field: RegExp): Locator =>
  inspector(page)
    .locator('div:has(> h4)')
    .filter({ has: page.getByRole('heading', { level: 4, name: verdict }) })
    .locator('dl > div')
    .filter({ has: page.locator('dt').filter({ hasText: field }) })
    .locator('dd')
    .getByRole('button');

/** Puts a column into the grid, or takes it out. */
export async function toggleColumn(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: label, exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
}

/** The texts of one column of the rows on screen. */
export async function column(page: Page, id: string): Promise<string[]> {
  return grid(page).locator(`[role="gridcell"][data-column="${id}"]`).allInnerTexts();
}

/** What `kubewitness.sql` gives. */
export const sql = (page: Page, text: string, params: unknown[] = []): Promise<Record<string, unknown>[]> =>
  page.evaluate(([statement, values]) => window.kubewitness?.sql(statement, values) as Promise<Record<string, unknown>[]>, [text, params] as const);

/** The bytes of what `kubewitness.export` makes. */
export async function exported(page: Page, kind: 'html' | 'markdown' | 'csv' | 'timesketch' | 'case'): Promise<Buffer> {
  const base64 = await page.evaluate(async (wanted) => {
    const blob = await window.kubewitness?.export(wanted);
    const reader = new FileReader();
    return new Promise<string>((resolve, reject) => {
      reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, ''));
      reader.onerror = () => reject(reader.error ?? new Error('unread'));
      reader.readAsDataURL(blob ?? new Blob());
    });
  }, kind);
  return Buffer.from(base64, 'base64');
}

export const raw = (page: Page, eventId: number): Promise<string> =>
  page.evaluate((id) => window.kubewitness?.raw(id) ?? '', eventId);
