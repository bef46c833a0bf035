import { createStaticServer, listen } from '../scripts/serve.mjs';
import { expect, idle, test } from './fixtures';

test.describe('on a plain static host, in a folder, without a single header of ours', () => {
  test.use({
    baseURL: async ({}, use) => {
      const server = createStaticServer({ root: 'dist', prefix: '/some/where/', bare: true });
      const port = await listen(server, { port: 0, host: 'localhost' });
      await use(`http://localhost:${port}/some/where/`);
      server.closeAllConnections();
      server.close();
    },
  });

  test('the page opens, and its own policy holds', async ({ page, guard }) => {
    guard.expectProblem(/content-security policy broken: connect-src refused https:\/\/example\.com/);
    guard.expectProblem(/console error: .*(Content Security Policy|Fetch API cannot load)/i);
    const answer = await page.goto('./');
    expect(answer?.headers()['content-security-policy']).toBeUndefined();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    // The engine, its workers and the sample come from below the folder.
    await page.getByRole('button', { name: 'Open the sample incident' }).click();
    await idle(page);
    await expect(page.getByText('2,957 of 2,957 requests').first()).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Kubewitness');
    expect(
      await page.evaluate(() =>
        fetch('https://example.com/').then(
          () => 'sent',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
  });
});
