/** An empty list means nothing until it is said whether the log could have shown such a request at all. */
import { countOf } from '../base/number';

export interface EmptyListFacts {
  /** Requests in the filter's time, or in all where it has none. */
  readonly inRange: number;
  readonly hasRange: boolean;
  /** Requests of the kind that is asked for (verb, resource, level, stage), whoever sent them; undefined where the filter names no kind. */
  readonly kindEver: number | undefined;
  readonly kindInRange: number | undefined;
  /** Requests of the callers that are asked for; undefined where the filter names none. */
  readonly callerEver: number | undefined;
  readonly callerInRange: number | undefined;
  readonly asksFailedLogins: boolean;
  readonly failedLogins: number;
  /** Tests that are asked for and were not run, with the reason. */
  readonly untested: readonly { readonly test: string; readonly why: string }[];
  /** Fields of which a value is asked for, and no request of the evidence has any. */
  readonly absent: readonly string[];
  /** Events with a body, where text is searched for: bodies are not searched. */
  readonly unsearchedBodies: number;
}

export interface EmptyListAnswer {
  /** Whether the log could have shown it. */
  readonly could: 'no' | 'cannot tell' | 'probably';
  readonly sentence: string;
}

/** The same in words, said first. */
export const COULD_WORDS: Readonly<Record<EmptyListAnswer['could'], string>> = {
  'no': 'This log could not have shown one.',
  'cannot tell': 'Whether this log could have shown one cannot be told.',
  'probably': 'This log could have shown one.',
};

const UNKNOWN = 'The policy may leave it out, its records may be missing, or nothing happened: this log cannot tell which.';

export function couldShow(facts: EmptyListFacts): EmptyListAnswer {
  const { inRange, hasRange, kindEver, kindInRange, callerEver, callerInRange } = facts;
  if (inRange === 0) return { could: 'no', sentence: hasRange ? 'No request of any kind is in this time: the evidence does not speak about it.' : 'There are no requests in the evidence.' };
  const [unrun] = facts.untested;
  if (unrun !== undefined) return { could: 'cannot tell', sentence: `The test ${unrun.test} was not run: ${unrun.why}. What it would have found is not known.` };
  if (facts.asksFailedLogins && facts.failedLogins === 0) {
    return { could: 'cannot tell', sentence: 'No failed login is anywhere in the evidence. They are recorded at stage ResponseStarted only, under rules that name no users: where a policy omits either, none is in the log.' };
  }
  if (kindEver === 0) return { could: 'cannot tell', sentence: `No request of this kind is anywhere in the evidence, from anyone. ${UNKNOWN}` };
  const [absent] = facts.absent;
  if (absent !== undefined) return { could: 'cannot tell', sentence: `No request in the evidence has any ${absent} at all: the server’s version, the form of the log or its pipeline leaves it out, or nothing of the kind happened.` };
  if (callerEver === 0) return { could: 'cannot tell', sentence: `No request of such a caller is anywhere in the evidence. A rule of level None can hide a caller altogether. ${UNKNOWN}` };
  if (kindInRange === 0) return { could: 'cannot tell', sentence: `Requests of this kind are recorded, ${countOf(kindEver ?? 0, 'request')} in all, but none in this time. ${UNKNOWN}` };
  const kind = kindInRange === undefined ? undefined : `records requests of this kind, ${countOf(kindInRange, 'request')}${hasRange ? ' in this time' : ''}`;
  const caller = callerInRange === undefined ? undefined : (callerInRange === 0 ? 'has requests of such a caller, though none in this time' : `has ${countOf(callerInRange, 'request')} of such a caller`);
  const both = [kind, caller].filter((part) => part !== undefined).join(', and ');
  const bodies = facts.unsearchedBodies === 0 ? '' : ` Bodies are not searched, and ${countOf(facts.unsearchedBodies, 'event')} ${facts.unsearchedBodies === 1 ? 'has' : 'have'} one.`;
  const rest = 'A rule for one user, namespace or name could still leave it out.';
  return { could: 'probably', sentence: both === '' ? `The evidence has ${countOf(inRange, 'request')}${hasRange ? ' in this time' : ''}, and none that passes.${bodies}` : `The log ${both}: one that passes would probably be here. ${rest}${bodies}` };
}
