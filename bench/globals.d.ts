import type { BenchMarks } from './instrument-page.mjs';

declare global {
  interface Window {
    bench: BenchMarks;
    /** Of bench/instrument-engine.mjs. */
    engineTrips: Record<string, { count: number; ms: number }>;
  }
}
