/**
 * `test` for questions that only look: one page per worker has the sample incident loaded, and each test begins with
 * its first view. The automatic checks of fixtures.ts run for every test as they do elsewhere.
 */
import { idle, sayBrokenPolicy, test as base } from './fixtures';
import type { BrowserContext, Page } from '@playwright/test';

interface SamplePage {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** A page of its own for the spec that calls it, if its tests leave something behind. */
export const testWithSamplePage = () => base.extend<object, { samplePage: SamplePage }>({
  samplePage: [
    async ({ browser }, use, { project }) => {
      const { baseURL = '', viewport = null, locale = '', timezoneId = '', contextOptions } = project.use;
      const context = await browser.newContext({ baseURL, viewport, locale, timezoneId, ...contextOptions });
      await sayBrokenPolicy(context);
      const page = await context.newPage();
      await page.goto('./');
      await page.getByRole('button', { name: 'Open the sample incident' }).click();
      await page.evaluate('window.kubewitness.idle()');
      await use({ context, page });
      await context.close();
    },
    { scope: 'worker' },
  ],
  ownContext: false,
  context: async ({ samplePage }, use) => use(samplePage.context),
  page: async ({ samplePage: { page }, guard: _ }, use) => {
    await page.evaluate(() => {
      window.location.hash = '#v=1';
    });
    await idle(page);
    await use(page);
  },
});

export const test = testWithSamplePage();
