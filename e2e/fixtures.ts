/**
 * Every journey imports `test` from here. Without being asked, it then fails on: a page error, a console error or
 * warning, a broken content-security policy, a request that leaves the page's origin, any request at all once the
 * page has loaded, and an axe violation of the final screen in the light or the dark theme.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Browser, type BrowserContext, type ConsoleMessage, type Page, type Request, type WebError } from '@playwright/test';

export { expect };

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CSP_MARK = 'content-security policy broken:';

/** Whether the address stays in the tab. */
const inTab = (url: string): boolean => /^(blob|data|about):/.test(url);

/** Collects what must not happen, for all pages of one browser context. */
export class Guard {
  private readonly problems: string[] = [];
  private readonly expected: RegExp[] = [];
  private readonly loaded = new Set<Page>();

  constructor(private readonly origin: string) {}

  /** This test provokes a problem on purpose: it must occur, and is then forgiven. */
  expectProblem(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** From here on the page may ask the network for nothing, until it is opened anew. */
  markLoaded(page: Page): void {
    this.loaded.add(page);
  }

  isLoaded(page: Page): boolean {
    return this.loaded.has(page);
  }

  report(problem: string): void {
    this.problems.push(problem);
  }

  /** From now on, until the returned function is called. */
  watch(context: BrowserContext): () => void {
    const onError = (error: WebError): void => this.report(`page error: ${error.error().stack ?? error.error().message}`);
    const onConsole = (message: ConsoleMessage): void => {
      if (message.type() === 'error' || message.type() === 'warning') this.report(`console ${message.type()}: ${message.text()}`);
    };
    const onRequest = (request: Request): void => {
      // A new document may load its parts again.
      if (request.isNavigationRequest() && request.frame().parentFrame() === null) this.loaded.delete(request.frame().page());
      this.judge(request);
    };
    const onPage = (page: Page): void => {
      page.on('crash', () => this.report('the page crashed'));
    };
    context.on('weberror', onError);
    context.on('console', onConsole);
    context.on('request', onRequest);
    context.on('page', onPage);
    context.pages().forEach(onPage);
    return () => {
      context.off('weberror', onError);
      context.off('console', onConsole);
      context.off('request', onRequest);
      context.off('page', onPage);
    };
  }

  private judge(request: Request): void {
    const url = request.url();
    if (inTab(url)) return;
    if (new URL(url).origin !== this.origin) this.report(`request to another origin: ${request.method()} ${url}`);
    else if (this.isAfterLoad(request)) this.report(`request after load: ${request.method()} ${url}`);
  }

  private isAfterLoad(request: Request): boolean {
    if (request.isNavigationRequest() && request.frame().parentFrame() === null) return false;
    return this.loaded.has(request.frame().page());
  }

  /** What happened and was not expected, then what was expected and did not happen. */
  verdict(): readonly string[] {
    const unexpected = this.problems.filter((problem) => !this.expected.some((pattern) => pattern.test(problem)));
    const missing = this.expected.filter((pattern) => !this.problems.some((problem) => pattern.test(problem)));
    return [...unexpected, ...missing.map((pattern) => `expected and did not happen: ${String(pattern)}`)];
  }
}

/** Has every page of the context say in its console what its policy refused. */
export async function sayBrokenPolicy(context: BrowserContext): Promise<void> {
  await context.addInitScript((mark) => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(mark, event.effectiveDirective, 'refused', event.blockedURI || 'inline', event.sourceFile);
    });
  }, CSP_MARK);
}

const guards = new WeakMap<BrowserContext, Guard>();

/** Checks for a second browser, a colleague's; its verdict is asked for with `guard.verdict()`. */
export async function watchedContext(browser: Browser, baseURL: string): Promise<{ context: BrowserContext; guard: Guard }> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 }, locale: 'en-US', timezoneId: 'UTC', reducedMotion: 'reduce' });
  const guard = new Guard(new URL(baseURL).origin);
  guards.set(context, guard);
  await sayBrokenPolicy(context);
  guard.watch(context);
  return { context, guard };
}

function guardOf(page: Page): Guard {
  const guard = guards.get(page.context());
  if (guard === undefined) throw new Error('import `test` from e2e/fixtures');
  return guard;
}

const hasApp = (page: Page): Promise<boolean> => page.evaluate(() => 'kubewitness' in window);

/** Axe on what is on screen now, in both themes. Frames are left out: a sandboxed report runs no script, axe's neither. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(
      () =>
        new Promise<void>((painted) => {
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              painted();
            });
          });
        }),
    );
    // Legacy mode: without it axe opens a page of its own in the context under test.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ iframes: false, resultTypes: ['violations'] });
    // The themes have one structure and two palettes.
    const { violations } = await (colorScheme === 'light' ? axe : axe.withRules(['color-contrast', 'link-in-text-block'])).analyze();
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id} (${help}): ${node.target.join(' ')}\n    ${node.html}\n    ${node.failureSummary ?? ''}`),
    );
    expect(found, `axe, ${colorScheme} theme`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce' });
}

export const test = base.extend<{ guard: Guard; accessible: boolean; ownContext: boolean }>({
  /** `test.use({ accessible: false })` for a page that is not ours to judge. */
  accessible: [true, { option: true }],
  /** False where the context was made, and taught to say what is refused, before this test. */
  ownContext: true,
  guard: [
    async ({ context, baseURL, accessible, ownContext }, use, testInfo) => {
      const guard = new Guard(new URL(baseURL ?? '').origin);
      guards.set(context, guard);
      if (ownContext) await sayBrokenPolicy(context);
      const unwatch = guard.watch(context);
      await use(guard);
      const own = context.pages().filter((page) => !page.isClosed() && page.url().startsWith('http'));
      if (testInfo.errors.length === 0) {
        for (const page of own) {
          if (accessible) await expectAccessible(page);
          if ((await hasApp(page)) && !guard.isLoaded(page))
            guard.report('the test never waited with openApp() or idle(), so nothing after load was judged');
        }
      }
      unwatch();
      expect(guard.verdict(), 'problems seen by the automatic checks').toEqual([]);
    },
    { auto: true },
  ],
});

/** Nothing runs: no job, no query, no transition. From the first call on, the page must leave the network alone. */
export async function idle(page: Page): Promise<void> {
  await page.evaluate('window.kubewitness.idle()');
  guardOf(page).markLoaded(page);
}

/** Opens the page and waits until the engine is ready. `address` is relative, for example `#v=1&…`. */
export async function openApp(page: Page, address = ''): Promise<void> {
  await page.goto(`./${address}`);
  await expect.poll(() => hasApp(page), { message: 'window.kubewitness' }).toBe(true);
  await idle(page);
}

/** A file to drop: its content as text or bytes, or `path` of a file below the project. */
export type DroppedFile =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name?: string; readonly path: string };

async function contentOf(file: DroppedFile): Promise<{ name: string; base64: string }> {
  if ('path' in file) {
    const bytes = await readFile(path.resolve(ROOT, file.path));
    return { name: file.name ?? path.basename(file.path), base64: bytes.toString('base64') };
  }
  const bytes = 'text' in file ? Buffer.from(file.text, 'utf8') : Buffer.from(file.bytes);
  return { name: file.name, base64: bytes.toString('base64') };
}

/** Drags files over the middle of the page and lets go; does not wait for them to load. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const contents = await Promise.all(files.map(contentOf));
  await page.evaluate((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of dropped) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { lastModified: 0 }));
    }
    const x = window.innerWidth / 2;
    const y = window.innerHeight / 2;
    const at = (): Element => document.elementFromPoint(x, y) ?? document.body;
    const fire = (type: string): void => {
      at().dispatchEvent(
        new DragEvent(type, { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, dataTransfer: transfer }),
      );
    };
    for (const type of ['dragenter', 'dragover', 'drop']) fire(type);
  }, contents);
}

/** Drops files or folders of this disk as the operating system does, with file-system entries. */
export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  const size = page.viewportSize() ?? { width: 800, height: 600 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths.map((file) => path.resolve(ROOT, file)), dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: size.width / 2, y: size.height / 2, data });
  }
  await session.detach();
}

/** The "Add evidence" button; for files too large to be carried into the page. */
export async function addEvidence(page: Page, paths: readonly string[]): Promise<void> {
  await page.getByLabel('Add evidence').setInputFiles(paths.map((file) => path.resolve(ROOT, file)));
}

/** Drops the files and waits until they are loaded. */
export async function loadFixture(page: Page, ...files: readonly DroppedFile[]): Promise<void> {
  await dropFiles(page, files);
  await idle(page);
}
