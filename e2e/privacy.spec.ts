import { readFile } from 'node:fs/promises';
import { expect, idle, openApp, test } from './fixtures';
import { exported, include, openRow, openSample, rows } from './page-parts';

const OUTSIDE = 'https://example.com/collect';

const POLICY: Readonly<Record<string, readonly RegExp[]>> = {
  'default-src': [/^'none'$/],
  'script-src': [/^'self'$/, /^'wasm-unsafe-eval'$/],
  'style-src': [/^'self'$/, /^'sha256-[\w+/=]{44}'$/],
  'img-src': [/^'self'$/, /^data:$/, /^blob:$/],
  'font-src': [/^'self'$/],
  'connect-src': [/^'self'$/],
  'worker-src': [/^'self'$/, /^blob:$/],
  'frame-src': [/^'self'$/, /^blob:$/],
  'base-uri': [/^'none'$/],
  'form-action': [/^'none'$/],
};

test('does the policy of the page allow anything it does not need', async ({ page }) => {
  await openApp(page);
  const policy = (await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')) ?? '';
  const directives = new Map(policy.split(';').map((directive) => directive.trim().split(/\s+/)).map(([name = '', ...sources]) => [name, sources]));
  expect([...directives.keys()].sort()).toEqual(Object.keys(POLICY).sort());
  for (const [name, allowed] of Object.entries(POLICY)) {
    for (const source of directives.get(name) ?? []) expect(allowed.some((pattern) => pattern.test(source)), `${name} ${source}`).toBe(true);
  }
  // It stands before anything that could load, and the built page has no script or style of its own.
  const html = await readFile('dist/index.html', 'utf8');
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(script|link|img)/));
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/i);
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
});

/** Every way a page or a worker could send something out. */
const ways = (worker: boolean): string => `(async () => {
  const address = ${JSON.stringify(OUTSIDE)};
  const said = {};
  said.fetch = await fetch(address, { method: 'POST', body: 'x', mode: 'no-cors' }).then(() => 'sent', () => 'refused');
  said.xhr = await new Promise((done) => {
    try {
      const request = new XMLHttpRequest();
      request.onload = () => done('sent');
      request.onerror = () => done('refused');
      request.open('POST', address);
      request.send('x');
    } catch { done('refused'); }
  });
  said.socket = await new Promise((done) => {
    try {
      const socket = new WebSocket('wss://example.com/');
      socket.onopen = () => done('sent');
      socket.onerror = () => done('refused');
    } catch { done('refused'); }
  });
  said.events = await new Promise((done) => {
    try {
      const source = new EventSource(address);
      source.onopen = () => done('sent');
      source.onerror = () => { source.close(); done('refused'); };
    } catch { done('refused'); }
  });
  ${worker
    ? `said.script = (() => { try { importScripts(address); return 'sent'; } catch { return 'refused'; } })();
       said.module = await import(address).then(() => 'sent', () => 'refused');`
    : `said.image = await new Promise((done) => { const image = new Image(); image.onload = () => done('sent'); image.onerror = () => done('refused'); image.src = address; });`}
  return said;
})()`;

const allRefused = (said: unknown): void => {
  for (const [way, result] of Object.entries(said as Record<string, string>)) expect(result, way).toBe('refused');
};

test('can anything be sent out, from the page or from its workers', async ({ page, guard }) => {
  guard.expectProblem(/content-security policy broken: connect-src refused/);
  guard.expectProblem(/content-security policy broken: img-src refused/);
  guard.expectProblem(/console error: .*(Content Security Policy|Refused to|Fetch API cannot load|violates)/i);
  // Some of what is refused is first reported as a request; none may come further than the policy.
  guard.expectProblem(/request to another origin: (POST|GET) https:\/\/example\.com/);
  const further: string[] = [];
  page.context().on('requestfinished', (request) => {
    if (request.url().includes('example.com')) further.push(`finished: ${request.url()}`);
  });
  page.context().on('requestfailed', (request) => {
    if (request.url().includes('example.com') && request.failure()?.errorText !== 'csp') further.push(`${request.failure()?.errorText ?? ''}: ${request.url()}`);
  });
  await openSample(page);
  allRefused(await page.evaluate(ways(false)));
  const kinds: string[] = [];
  for (const worker of page.workers()) {
    // The engine is a classic worker, the reader of evidence a module.
    kinds.push(await worker.evaluate(`(() => { try { importScripts(); return 'engine'; } catch { return 'reader'; } })()`));
    allRefused(await worker.evaluate(ways(true)));
  }
  expect(kinds.sort()).toEqual(expect.arrayContaining(['engine', 'reader']));
  expect(further).toEqual([]);
});

test('does a whole journey ask the network for anything', async ({ page, context }) => {
  await openSample(page);
  // The network is gone for good: what the journey needs must be here.
  await context.setOffline(true);
  await include(page, 'resource', 'secrets');
  await openRow(page, rows(page).first());
  for (const name of ['Timeline', 'Cross-tab', 'Findings', 'SQL', 'Requests']) {
    await page.getByRole('tab', { name, exact: true }).click();
    await idle(page);
  }
  await page.keyboard.press('p');
  await idle(page);
  for (const kind of ['html', 'markdown', 'csv', 'timesketch', 'case'] as const) expect((await exported(page, kind)).length).toBeGreaterThan(0);
  for (const [key, name] of [['Control+k', 'Commands'], ['?', 'Keys']] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('menuitem', { name: 'How Kubewitness decides' }).click();
  await expect(page.getByRole('dialog', { name: 'How Kubewitness decides' })).toBeVisible();
  await page.keyboard.press('Escape');
  await idle(page);
});
