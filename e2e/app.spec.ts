import { expect, openApp, test } from './fixtures';

test('the page opens and says what it is', async ({ page }) => {
  await openApp(page);
  await expect(page).toHaveTitle(/Kubewitness/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Kubewitness');
  await expect(page.getByRole('button', { name: 'Open the sample incident' })).toBeVisible();
});
