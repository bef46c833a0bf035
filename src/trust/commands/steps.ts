/** A run of requests as the rules walk through it, and what they ask of its steps. */
import type { AskedRequest } from './asked-request';
import { claimedClient, type ClaimedClient } from './claimed-client';
import { requestShape, type RequestShape } from './request-shape';

export interface Step {
  readonly asked: AskedRequest;
  readonly shape: RequestShape;
  readonly client: ClaimedClient;
}

/** Requests less than this apart belong together. */
export const NEAR_US = 2_000_000n;

export interface Run {
  /** In time order. */
  readonly steps: readonly Step[];
  /** Not yet part of a command. */
  readonly isFree: (at: number) => boolean;
}

export const stepOf = (asked: AskedRequest): Step => ({ asked, shape: requestShape(asked.requestUri), client: claimedClient(asked.userAgent) });

type Test = (step: Step) => boolean;

const timeOf = (run: Run, at: number): bigint | null => run.steps[at]?.asked.atUs ?? null;

function isWithin(run: Run, a: number, b: number, us: bigint): boolean {
  const [from, to] = [timeOf(run, a), timeOf(run, b)];
  if (from === null || to === null) return false;
  const apart = to > from ? to - from : from - to;
  return apart < us;
}

/** The nearest free step before. */
export function before(run: Run, at: number, test: Test, withinUs = NEAR_US): number | undefined {
  for (let i = at - 1; i >= 0 && isWithin(run, i, at, withinUs); i -= 1) {
    const step = run.steps[i];
    if (step !== undefined && run.isFree(i) && test(step)) return i;
  }
  return undefined;
}

/** The nearest free step after. */
export function after(run: Run, at: number, test: Test, withinUs = NEAR_US): number | undefined {
  for (let i = at + 1; i < run.steps.length && isWithin(run, i, at, withinUs); i += 1) {
    const step = run.steps[i];
    if (step !== undefined && run.isFree(i) && test(step)) return i;
  }
  return undefined;
}

/** All free steps after, as long as the run goes on. */
export function allAfter(run: Run, at: number, test: Test, withinUs?: bigint): number[] {
  const found: number[] = [];
  for (let i = at + 1; i < run.steps.length && (withinUs === undefined || isWithin(run, i, at, withinUs)); i += 1) {
    const step = run.steps[i];
    if (step !== undefined && run.isFree(i) && test(step)) found.push(i);
  }
  return found;
}

export const isSome = (at: number | undefined): at is number => at !== undefined;

export const isObject = ({ asked }: Step, of: AskedRequest): boolean =>
  asked.resource === of.resource && (asked.apiGroup ?? '') === (of.apiGroup ?? '') && asked.namespace === of.namespace && asked.subresource === null;

/** `GET` of the object itself. On create the name is known to the server only when the body carries one. */
export const isGetOf = (of: AskedRequest): Test => (step) =>
  step.asked.verb === 'get' && isObject(step, of) && step.asked.name !== null && (of.name === null || of.name === '' || step.asked.name === of.name);
