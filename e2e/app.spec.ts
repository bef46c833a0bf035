import { expect, test } from './fixtures';

test('the page opens and says what it is', async ({ page }) => {
  await page.goto('./');
  await expect(page).toHaveTitle(/Kubewitness/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Kubewitness');
});
