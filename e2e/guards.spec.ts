/** The automatic checks of fixtures.ts, each shown to notice what it is there for. */
import { dropFiles, dropPaths, expect, expectAccessible, idle, openApp, test } from './fixtures';
import type { Page } from '@playwright/test';

/** A page of the same origin, under the same policy, that stands in for the program. */
const STAND_IN = `<!doctype html><html lang="en"><head><title>Stand-in</title></head>
<body><main><h1>Stand-in</h1><p id="out">nothing yet</p><label>Add evidence <input type="file" multiple></label></main></body></html>`;

async function openStandIn(page: Page, body = STAND_IN): Promise<void> {
  const policy = (await page.request.get('./')).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("connect-src 'self'");
  await page.route(/\/stand-in$/, (route) =>
    route.fulfill({ body, contentType: 'text/html', headers: { 'content-security-policy': policy } }),
  );
  await page.addInitScript(() => {
    Object.defineProperty(window, 'kubewitness', { value: { idle: () => Promise.resolve() } });
  });
  await openApp(page, 'stand-in');
}

test('a quiet page passes', async ({ page }) => {
  await openStandIn(page);
});

test('a page error is noticed', async ({ page, guard }) => {
  guard.expectProblem(/page error: .*lost/);
  await openStandIn(page);
  await page.evaluate(() => {
    queueMicrotask(() => {
      throw new Error('lost');
    });
  });
});

test('an unhandled rejection is noticed', async ({ page, guard }) => {
  guard.expectProblem(/page error: .*nobody caught this/);
  await openStandIn(page);
  await page.evaluate(() => {
    void Promise.reject(new Error('nobody caught this'));
  });
});

test('a console error is noticed', async ({ page, guard }) => {
  guard.expectProblem(/console error: broken/);
  await openStandIn(page);
  await page.evaluate(() => {
    console.error('broken');
  });
});

test('a request after load is noticed', async ({ page, guard }) => {
  guard.expectProblem(/request after load: GET .*favicon\.svg/);
  await openStandIn(page);
  await page.evaluate(() => fetch('./favicon.svg').then((response) => response.text()));
});

test('a worker from a blob address is under the same policy and the same watch', async ({ page, guard }) => {
  guard.expectProblem(/request after load: GET .*favicon\.svg/);
  await openStandIn(page);
  const answers = await page.evaluate(
    (addresses) =>
      new Promise<unknown>((resolve) => {
        const source = `
          let broken = '';
          addEventListener('securitypolicyviolation', (event) => { broken = event.effectiveDirective; });
          onmessage = async ({ data }) => {
            const answers = [];
            for (const address of data) answers.push(await fetch(address).then((r) => r.status, () => 'refused'));
            setTimeout(() => postMessage([...answers, broken]));
          }`;
        const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
        worker.onmessage = (event) => {
          resolve(event.data);
        };
        worker.postMessage(addresses);
      }),
    [new URL('./favicon.svg', page.url()).href, 'https://example.com/'],
  );
  expect(answers).toEqual([200, 'refused', 'connect-src']);
});

test('blob and data addresses are not requests', async ({ page }) => {
  await openStandIn(page);
  await page.evaluate(async () => {
    const image = new Image();
    image.alt = '';
    image.src = URL.createObjectURL(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' }));
    document.querySelector('main')?.append(image);
    await image.decode();
  });
});

test('a connection to another origin is refused by the policy and noticed', async ({ page, guard }) => {
  guard.expectProblem(/content-security policy broken: connect-src refused https:\/\/example\.com/);
  guard.expectProblem(/console error: .*(Content Security Policy|Fetch API cannot load)/i);
  await openStandIn(page);
  const answer = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'sent',
      () => 'refused',
    ),
  );
  expect(answer).toBe('refused');
});

test('an inline script is refused by the policy', async ({ page, guard }) => {
  guard.expectProblem(/content-security policy broken: script-src-elem refused inline/);
  guard.expectProblem(/console error: .*inline script/i);
  await openStandIn(page, STAND_IN.replace('</main>', '<script>document.title = "ran"</script></main>'));
  await expect(page).toHaveTitle('Stand-in');
});

test('reopening the page may load it again', async ({ page }) => {
  await openStandIn(page);
  await page.reload();
  await page.evaluate(() => fetch('./favicon.svg').then((response) => response.text()));
  await idle(page);
});

test.describe('axe', () => {
  test.use({ accessible: false });

  test('a violation is noticed', async ({ page }) => {
    await openStandIn(page, STAND_IN.replace('</main>', '<button></button></main>'));
    await expect(expectAccessible(page)).rejects.toThrow(/axe, light theme[^]*button-name/);
  });

  test('a violation in the dark theme alone is noticed', async ({ page }) => {
    await page.route(/\/dark\.css$/, (route) =>
      route.fulfill({ contentType: 'text/css', body: '@media (prefers-color-scheme: dark) { p { color: #111; background: #000 } }' }),
    );
    await openStandIn(page, STAND_IN.replace('</head>', '<link rel="stylesheet" href="./dark.css"></head>'));
    await expect(expectAccessible(page)).rejects.toThrow(/axe, dark theme[^]*color-contrast/);
  });
});

const LISTEN_FOR_DROPS = (): void => {
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const items = Array.from(event.dataTransfer?.items ?? []);
    const entries = items
      .map((item) => item.webkitGetAsEntry())
      .map((entry) => (entry === null ? 'no entry' : entry.isDirectory ? 'folder' : 'file'));
    const files = Array.from(event.dataTransfer?.files ?? []);
    const out = document.getElementById('out');
    if (out !== null) out.textContent = files.map((file, i) => `${file.name} ${entries[i] ?? ''} ${file.size}`).join(', ');
  });
};

test('dropped files arrive with name and content', async ({ page }) => {
  await openStandIn(page);
  await page.evaluate(LISTEN_FOR_DROPS);
  await dropFiles(page, [
    { name: 'a.log', text: 'zwölf' },
    { name: 'b.bin', bytes: new Uint8Array(3) },
  ]);
  await expect(page.locator('#out')).toContainText('a.log');
  await expect(page.locator('#out')).toContainText(' 6, b.bin');
});

test('dropped paths arrive as files and folders', async ({ page }) => {
  await openStandIn(page);
  await page.evaluate(LISTEN_FOR_DROPS);
  await dropPaths(page, ['index.html', 'public']);
  await expect(page.locator('#out')).toContainText('index.html file');
  await expect(page.locator('#out')).toContainText('public folder');
});
