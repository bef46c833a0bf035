import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Before any worker starts: a Date made in a test is UTC on every machine.
process.env['TZ'] = 'UTC';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['{src,scripts,samples,bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['src/base/random-tests.testing.ts'],
    env: { TZ: 'UTC', LANG: 'en_US.UTF-8' },
    // One process for each core takes one file after the other, and starts the engine (a second and a half of work) once instead
    // of for every file. What a test changes around itself is put back after it: mocks, stubs, environment.
    isolate: false,
    maxWorkers: availableParallelism(),
    restoreMocks: true,
    unstubGlobals: true,
    unstubEnvs: true,
    // Long enough for a busy machine.
    testTimeout: 60_000 * Number(process.env['FUZZ_EFFORT'] ?? 1),
    hookTimeout: 60_000,
  },
});
