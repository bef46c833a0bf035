import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compressFolder } from './compress.mjs';
import { CSP, CSP_DEV, CSP_HEADER } from './csp.mjs';
import { createStaticServer, listen, pathOf } from './serve.mjs';

const PROGRAM = `console.log(${JSON.stringify('x'.repeat(5_000))});`;
let folder = '';
let server: Server;
let port = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kubewitness-serve-'));
  await mkdir(path.join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await writeFile(path.join(folder, 'dist', 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(path.join(folder, 'dist', '.hidden'), 'hidden');
  await writeFile(path.join(folder, 'dist', 'assets', 'index-DnO4UiG7.js'), PROGRAM);
  await writeFile(path.join(folder, 'dist', 'assets', 'engine-abcd1234.wasm'), Buffer.alloc(4_000));
  await symlink(path.join(folder, 'secret.txt'), path.join(folder, 'dist', 'way-out.txt'));
  await compressFolder(path.join(folder, 'dist'), path.join(folder, 'cache'));
  server = createStaticServer({ root: path.join(folder, 'dist') });
  port = await listen(server, { port: 0, host: 'localhost' });
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Not fetch(): that would tidy the path before it is sent. */
const get = (address: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: 'localhost', port, path: address, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) });
      });
    });
    sent.on('error', reject);
    sent.end();
  });

describe('files', () => {
  test('the folder is its index.html, never cached unasked', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.body.toString()).toContain('<title>page</title>');
  });

  test('a name with a hash never changes', async () => {
    const answer = await get('/assets/index-DnO4UiG7.js?x=1');
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.body.toString()).toBe(PROGRAM);
  });

  test('the engine has the type that streaming compilation asks for', async () => {
    expect((await get('/assets/engine-abcd1234.wasm')).headers['content-type']).toBe('application/wasm');
  });

  test('compressed where the client takes it', async () => {
    const brotli = await get('/assets/index-DnO4UiG7.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotli.headers['vary']).toBe('Accept-Encoding');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(PROGRAM);
    const zipped = await get('/assets/index-DnO4UiG7.js', { 'accept-encoding': 'gzip, br;q=0' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.body).toString()).toBe(PROGRAM);
    const plain = await get('/assets/index-DnO4UiG7.js');
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  test('a compressed copy older than its file is left alone', async () => {
    const file = path.join(folder, 'dist', 'changed.css');
    await writeFile(file, 'new');
    await writeFile(`${file}.br`, brotliCompressSync('old'));
    await utimes(`${file}.br`, new Date(0), new Date(0));
    expect((await get('/changed.css', { 'accept-encoding': 'br' })).body.toString()).toBe('new');
  });

  test('an unchanged file is not sent twice', async () => {
    const { headers } = await get('/');
    const again = await get('/', { 'if-none-match': headers['etag'] ?? '' });
    expect(again.status).toBe(304);
    expect(again.body.length).toBe(0);
    expect((await get('/', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('HEAD has the headers and no body', async () => {
    const answer = await get('/', {}, 'HEAD');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-length']).toBe('34');
    expect(answer.body.length).toBe(0);
  });
});

describe('refusals', () => {
  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..%5csecret.txt',
    '/./../secret.txt',
    '//etc/passwd',
    '/%00',
    '/%',
    '/.hidden',
    '/way-out.txt',
    '/assets',
    '/assets/',
    '/nowhere.js',
    'http://elsewhere/secret.txt',
  ])('%s is not here', async (address) => {
    const answer = await get(address);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).not.toMatch(/secret|hidden|root:/);
    expect(answer.headers['content-security-policy']).toBe(CSP_HEADER);
  });

  test('POST is not allowed', async () => {
    const answer = await get('/', {}, 'POST');
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('GET, HEAD');
  });

  test('pathOf never leaves', () => {
    expect(pathOf('/a/b.js?c#d')).toBe('/a/b.js');
    expect(pathOf('/a/')).toBe('/a/index.html');
    expect(pathOf('/a/..')).toBeUndefined();
    expect(pathOf('a')).toBeUndefined();
  });
});

describe('headers', () => {
  test('every answer carries them', async () => {
    const { headers } = await get('/');
    expect(headers).toMatchObject({
      'content-security-policy': CSP_HEADER,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['permissions-policy']).toContain('geolocation=()');
    // The program must work without isolation, so it is not tested with it.
    expect(headers['cross-origin-embedder-policy']).toBeUndefined();
  });

  test('the policy lets nothing out', () => {
    for (const policy of [CSP, CSP_HEADER]) {
      const directives = new Map(policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]));
      expect(directives.get('default-src')).toEqual(["'none'"]);
      expect(directives.get('connect-src')).toEqual(["'self'"]);
      expect(directives.get('form-action')).toEqual(["'none'"]);
      expect(policy).not.toMatch(/https?:|\*|unsafe-inline|'unsafe-eval'|ws:/);
    }
    expect(CSP_HEADER).toBe(`${CSP}; frame-ancestors 'none'`);
    expect(CSP_DEV).toContain("'unsafe-inline'");
  });
});

test('a port that is taken is left to its owner', async () => {
  const second = createStaticServer({ root: folder });
  const used = await listen(second, { port, host: 'localhost' });
  second.close();
  expect(used).toBeGreaterThan(port);
});
