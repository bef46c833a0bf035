import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findBrowser } from './scripts/find-browser.mjs';

const browser = await findBrowser();
if (browser === undefined) throw new Error('no Chromium here; `npm test` finds or installs one, or name it in KUBEWITNESS_CHROMIUM');

/** The server says its port in its first line; Playwright puts it here. */
const port = process.env['KUBEWITNESS_E2E_PORT'] ?? process.env['SERVED_PORT'] ?? '0';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: process.env['CI'] !== undefined,
  fullyParallel: true,
  // A test that passes the second time has failed.
  retries: 0,
  // A page with its engine takes about a gigabyte.
  workers: Math.min(4, Math.max(2, availableParallelism())),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}/`,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: browser.path, args: CHROMIUM_ARGS },
  },
  webServer: {
    command: 'node scripts/serve.mjs --port 0',
    wait: { stdout: /at http:\/\/localhost:(?<served_port>\d+)\// },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 2_000 },
  },
});
