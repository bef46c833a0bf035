import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { CSP, CSP_DEV } from './scripts/csp.mjs';

/** Puts the content-security policy where index.html says `%CSP%`. */
const contentSecurityPolicy = (): Plugin => {
  let dev = false;
  return {
    name: 'kubewitness-csp',
    configResolved(config) {
      dev = config.command === 'serve';
    },
    transformIndexHtml: { order: 'pre', handler: (html) => html.replace('%CSP%', dev ? CSP_DEV : CSP) },
  };
};

export default defineConfig({
  // Relative addresses: dist/ works from any folder of any static host.
  base: './',
  plugins: [react(), contentSecurityPolicy()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Nothing becomes a data: address; the content-security policy allows data: for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The engine is 34 MB of WebAssembly and known to be.
    chunkSizeWarningLimit: 4096,
    reportCompressedSize: false,
    // The licences of what is bundled ask to be handed on with it.
    license: { fileName: 'third-party-licenses.md' },
  },
  server: { port: 5173, strictPort: false },
});
