// @ts-check
/**
 * The one place that says what the page may do. `index.html` carries it as a meta tag (put there by
 * vite.config.ts), and the server of `npm start` sends it as a header.
 */
const DIRECTIVES = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
  'frame-src': ["'self'", 'blob:'],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

/**
 * The report's own style sheet: its preview is a frame of this page's origin and inherits this page's policy.
 * src/export/report-style.test.ts says what it must be.
 */
const REPORT_STYLE = "'sha256-ryDqdVnuAHp95vgfeIP51s82GFcoRxYsqpZEIQLBXys='";
const BUILT = { ...DIRECTIVES, 'style-src': [...DIRECTIVES['style-src'], REPORT_STYLE] };

/** @param {Record<string, readonly string[]>} directives */
const format = (directives) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');

/** For the meta tag of the built page. */
export const CSP = format(BUILT);

/** For the header; browsers take `frame-ancestors` from a header only. */
export const CSP_HEADER = format({ ...BUILT, 'frame-ancestors': ["'none'"] });

/** For `npm run dev`: hot reload needs inline scripts and styles and a socket to the own origin. */
export const CSP_DEV = format({
  ...DIRECTIVES,
  'script-src': [...DIRECTIVES['script-src'], "'unsafe-inline'"],
  'style-src': [...DIRECTIVES['style-src'], "'unsafe-inline'"],
  'connect-src': [...DIRECTIVES['connect-src'], 'ws:', 'blob:', 'data:'],
});
