import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Before any worker starts: a Date made in a test is UTC on every machine.
process.env['TZ'] = 'UTC';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['{src,scripts,samples,bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
    env: { TZ: 'UTC', LANG: 'en_US.UTF-8' },
    // The engine takes about a second to start under Node, more on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
