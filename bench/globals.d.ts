import type { BenchMarks } from './instrument-page.mjs';

declare global {
  interface Window {
    bench: BenchMarks;
  }
}
