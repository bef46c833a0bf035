/**
 * Tests over generated input (fast-check): the same input on every run of `npm test`, so that the run says something of the
 * change and not of the day. The search for input nobody thought of is `npm run fuzz`, which sets another seed each round;
 * what it finds becomes a test of its own.
 */
import fc from 'fast-check';

const number = (name: string, usual: number): number => Number(process.env[name] ?? usual);

/** How many times as many inputs as usual each property is tried with. */
export const FUZZ_EFFORT = number('FUZZ_EFFORT', 1);

fc.configureGlobal({ seed: number('FUZZ_SEED', 20_250_203), numRuns: 100 * FUZZ_EFFORT });
