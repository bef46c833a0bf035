// @ts-check
/**
 * Serves a folder of static files to this machine, with the headers that the page deserves.
 *   node scripts/serve.mjs [--port 4173] [--host localhost] [--root dist]
 * A port that is taken is not an error: the next free one is used, and said. Port 0 asks for any free port.
 */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { CSP_HEADER } from './csp.mjs';

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.log': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export const SECURITY_HEADERS = {
  'Content-Security-Policy': CSP_HEADER,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Vite puts the hash of the content into these names, so that they never change under one name. */
const HASHED = /^\/assets\/.*-[\w-]{8}\.\w+$/;

/** @type {readonly (readonly [encoding: string, suffix: string])[]} */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
];

/**
 * The path inside the root that an address means; `undefined` when it means none, or tries to leave.
 * @param {string} address the request target, as received
 */
export function pathOf(address) {
  const raw = address.split(/[?#]/, 1)[0] ?? '';
  let decoded;
  try {
    decoded = decodeURIComponent(raw);
  } catch {
    return undefined;
  }
  if (!decoded.startsWith('/') || /[\0\\]/.test(decoded)) return undefined;
  const parts = decoded.slice(1).split('/');
  if (parts.some((part) => part.startsWith('.'))) return undefined;
  return decoded.endsWith('/') ? `${decoded}index.html` : decoded;
}

/** @param {string} file */
async function fileStat(file) {
  try {
    const found = await stat(file);
    return found.isFile() ? found : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The file, or its compressed sibling when there is one at least as new and the client takes it.
 * @param {string} file @param {string} accepts
 */
async function bestVariant(file, accepts) {
  const original = await fileStat(file);
  if (original === undefined) return undefined;
  for (const [encoding, suffix] of ENCODINGS) {
    if (!new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepts)) continue;
    const found = await fileStat(file + suffix);
    if (found !== undefined && found.mtimeMs >= original.mtimeMs) return { file: file + suffix, stat: found, encoding };
  }
  return { file, stat: original, encoding: undefined };
}

/**
 * `prefix` puts the files below a folder; `bare` leaves out every security header, as a plain static host does.
 * @param {{ root: string, prefix?: string, bare?: boolean }} options
 */
export function createStaticServer({ root, prefix = '/', bare = false }) {
  const base = path.resolve(root);
  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  const answer = async (request, response) => {
    /** @param {number} code @param {string} text @param {import('node:http').OutgoingHttpHeaders} [headers] */
    const refuse = (code, text, headers = {}) => {
      response.writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers });
      response.end(request.method === 'HEAD' ? undefined : `${text}\n`);
    };
    if (!bare) for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'GET and HEAD only', { Allow: 'GET, HEAD' });
    const address = request.url ?? '/';
    const wanted = address.startsWith(prefix) ? pathOf(`/${address.slice(prefix.length)}`) : undefined;
    const variant =
      wanted === undefined ? undefined : await bestVariant(path.join(base, wanted), String(request.headers['accept-encoding'] ?? ''));
    if (wanted === undefined || variant === undefined) return refuse(404, 'Not here');
    // A link inside the folder that points out of it is not followed.
    const [real, realBase] = await Promise.all([realpath(variant.file), realpath(base)]);
    if (!real.startsWith(realBase + path.sep)) return refuse(404, 'Not here');

    const etag = `"${variant.stat.size.toString(36)}-${Math.round(variant.stat.mtimeMs).toString(36)}${variant.encoding ?? ''}"`;
    response.setHeader('ETag', etag);
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('Cache-Control', HASHED.test(wanted) ? 'public, max-age=31536000, immutable' : 'no-cache');
    if ((request.headers['if-none-match'] ?? '').split(/\s*,\s*/).includes(etag)) {
      response.writeHead(304).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': TYPES[path.extname(wanted).toLowerCase()] ?? 'application/octet-stream',
      'Content-Length': variant.stat.size,
      ...(variant.encoding === undefined ? {} : { 'Content-Encoding': variant.encoding }),
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const stream = createReadStream(variant.file);
    stream.on('error', () => response.destroy());
    response.on('close', () => stream.destroy());
    stream.pipe(response);
  };
  return createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
}

/**
 * Listens on the port, or on the next free one of the following hundred.
 * @param {import('node:http').Server} server @param {{ port: number, host: string }} where
 * @returns {Promise<number>} the port in use
 */
export async function listen(server, { port, host }) {
  for (let candidate = port; ; candidate += 1) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(candidate, host, () => {
          server.off('error', reject);
          resolve(undefined);
        });
      });
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : candidate;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || candidate >= port + 100 || candidate >= 65_535) throw error;
    }
  }
}

/** @param {readonly string[]} args */
export async function serve(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4173' },
      host: { type: 'string', default: 'localhost' },
      root: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error(`--port ${values.port} is no port`);
  if ((await fileStat(path.join(values.root, 'index.html'))) === undefined) {
    throw new Error(`${values.root} holds no index.html; \`npm run build\` makes it`);
  }
  const used = await listen(createStaticServer({ root: values.root }), { port, host: values.host });
  if (port !== 0 && used !== port) console.log(`Port ${port} is taken.`);
  console.log(`Kubewitness is at http://${values.host.includes(':') ? `[${values.host}]` : values.host}:${used}/`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  serve(process.argv.slice(2)).catch((/** @type {unknown} */ error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
