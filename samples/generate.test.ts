import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { incidentLog } from './generator/incident.mjs';
import { steadyLog } from './generator/steady.mjs';
import { refreshReadme } from './generator/story/readme.mjs';
import { tellStory, type Story } from './generator/story/story.mjs';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

interface Event {
  level: string;
  auditID: string;
  stage: 'RequestReceived' | 'ResponseStarted' | 'ResponseComplete' | 'Panic';
  requestURI: string;
  verb: string;
  user: { username?: string };
  impersonatedUser?: { username: string };
  sourceIPs: string[];
  responseStatus?: { code: number; message?: string };
  requestReceivedTimestamp: string;
  stageTimestamp: string;
  annotations?: Record<string, string>;
}

const parse = (line: string): Event => JSON.parse(line) as Event;

// prettier-ignore
const FIELDS = [
  'kind', 'apiVersion', 'level', 'auditID', 'stage', 'requestURI', 'verb', 'user', 'impersonatedUser', 'sourceIPs', 'userAgent', 'objectRef',
  'responseStatus', 'requestObject', 'responseObject', 'requestReceivedTimestamp', 'stageTimestamp', 'annotations',
];

const ALLOWED_STAGES = [
  /^(RequestReceived )?ResponseComplete $/,
  /^(RequestReceived )?ResponseStarted ResponseComplete $/,
  /^(RequestReceived )?(ResponseStarted )?Panic $/,
  /^(RequestReceived )?ResponseStarted $/, // unauthenticated, or open at the end
  /^RequestReceived $/, // still being answered at the end, or its answer fell into the gap
];

function stagesByRequest(events: readonly Event[]): string[] {
  const requests = new Map<string, string>();
  for (const event of events) {
    const key = JSON.stringify([event.auditID, event.requestReceivedTimestamp, event.verb, event.requestURI, event.user.username]);
    requests.set(key, `${requests.get(key) ?? ''}${event.stage} `);
  }
  return [...requests.values()];
}

/** What no stock server writes. */
function impossibilities(line: string, event: Event): string[] {
  const found: string[] = [];
  const say = (wrong: boolean, what: string): void => {
    if (wrong) found.push(`${what}: ${line.slice(0, 300)}`);
  };
  const positions = Object.keys(event).map((key) => FIELDS.indexOf(key));
  const decision = event.annotations?.['authorization.k8s.io/decision'];
  const code = event.responseStatus?.code;
  say(positions.includes(-1) || positions.some((position, index) => index > 0 && position < (positions[index - 1] ?? 0)), 'field order');
  say(/[&<>]/.test(line), 'unescaped for HTML');
  say(!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(event.stageTimestamp), 'stage time');
  say(!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(event.requestReceivedTimestamp), 'received time');
  say(event.stageTimestamp < event.requestReceivedTimestamp, 'stage before request');
  if (event.stage === 'RequestReceived') {
    say(event.stageTimestamp !== event.requestReceivedTimestamp, 'received at another time');
    say(event.responseStatus !== undefined, 'an answer before the answer');
    say(event.impersonatedUser !== undefined, 'impersonated before impersonation');
    say(decision !== undefined, 'authorized before authorization');
  } else {
    say(event.responseStatus === undefined, 'no status');
  }
  if (code === 401)
    say(event.stage !== 'ResponseStarted' || event.user.username !== undefined || decision !== undefined, 'a 401 with a user');
  if (event.stage === 'Panic')
    say(code !== 500 || event.responseStatus?.message?.startsWith("APIServer panic'd") !== true, 'a panic without one');
  if (event.responseStatus?.message?.includes('cannot impersonate') === true)
    say(decision !== undefined || event.impersonatedUser !== undefined, 'denied impersonation');
  if (decision === 'forbid') say(code !== 403, 'forbidden without 403');
  const keys = Object.keys(event.annotations ?? {});
  say([...keys].sort().join() !== keys.join(), 'annotation order');
  return found;
}

/** RequestReceived is stamped before authentication and written after it, so neighbours may be this far out of order. */
const TOLERANCE_MICROS = 2000;
const micros = (text: string): number => Date.parse(`${text.slice(0, 23)}Z`) * 1000 + Number(text.slice(23, 26));

function largestStepBack(events: readonly Event[]): number {
  let latest = 0;
  let worst = 0;
  for (const event of events) {
    const time = micros(event.stageTimestamp);
    worst = Math.max(worst, latest - time);
    latest = Math.max(latest, time);
  }
  return worst;
}

function expectStockServer(lines: readonly string[]): void {
  const events = lines.map(parse);
  expect(lines.flatMap((line, index) => impossibilities(line, events[index] as Event))).toEqual([]);
  expect(stagesByRequest(events).filter((stages) => !ALLOWED_STAGES.some((pattern) => pattern.test(stages)))).toEqual([]);
  expect(largestStepBack(events)).toBeLessThan(TOLERANCE_MICROS);
}

describe('a steady log', () => {
  it.each(['Metadata', 'RequestResponse'] as const)('is what a stock server writes, at level %s', (level) => {
    const lines = [...steadyLog({ events: 6000, seed: 1, level })];
    expect(lines).toHaveLength(6000);
    expectStockServer(lines);
  });

  it('is the same for the same seed and different for another', () => {
    const log = (seed: number): string => [...steadyLog({ events: 500, seed, level: 'Metadata' })].join('\n');
    expect(log(3)).toBe(log(3));
    expect(log(3)).not.toBe(log(4));
  });

  it('does not depend on how much of it is asked for', () => {
    const some = [...steadyLog({ events: 200, seed: 5, level: 'Metadata' })];
    const more = [...steadyLog({ events: 400, seed: 5, level: 'Metadata' })];
    expect(more.slice(0, 200)).toEqual(some);
  });

  it('holds the mix of a real log', () => {
    const events = [...steadyLog({ events: 20_000, seed: 2, level: 'Metadata' })].map(parse);
    const codes = new Set(events.map((event) => event.responseStatus?.code));
    for (const code of [200, 201, 401, 403, 404, 409, 422, 429, 500]) expect(codes).toContain(code);
    const system = events.filter((event) => event.user.username?.startsWith('system:')).length / events.length;
    expect(system).toBeGreaterThan(0.6);
  });
});

describe('the sample incident', () => {
  const log = incidentLog();
  const lines = [...log.lines];
  const story = tellStory(log, lines.length);
  const step = (id: string): Story['steps'][number] => {
    const found = story.steps.find((each) => each.step === id);
    if (found === undefined) throw new Error(`no step ${id}`);
    return found;
  };
  const eventsOf = (id: string): Event[] => step(id).lines.map((line) => parse(lines[line - 1] ?? ''));

  it('is the committed file, byte for byte', () => {
    expect(read('incident/audit.log') === `${lines.join('\n')}\n`).toBe(true);
  });

  it('has the committed story and the README that tells it', () => {
    expect(JSON.parse(read('incident/story.json'))).toEqual(story);
    expect(read('README.md')).toBe(refreshReadme(read('README.md'), story));
  });

  it('is small enough to ship and has exactly one line that is no record', () => {
    expect(lines.join('\n').length + 1).toBeLessThan(4_000_000);
    expect(lines.length).toBeGreaterThan(3000);
    const unreadable = lines.flatMap((line, index) => (line.endsWith('}') ? [] : [index + 1]));
    expect(unreadable).toEqual([story.gap.cutLine]);
  });

  it('is what a stock server writes', () => {
    expectStockServer(lines.filter((_, index) => index + 1 !== story.gap.cutLine));
  });

  it('plants every step', () => {
    expect(story.steps.filter((each) => each.lines.length === 0).map((each) => each.step)).toEqual([]);
  });

  it('has a hole of three minutes in which nobody speaks', () => {
    const before = parse(lines[story.gap.lastLineBefore - 1] ?? '');
    const after = parse(lines[story.gap.firstLineAfter - 1] ?? '');
    const seconds = (micros(after.stageTimestamp) - micros(before.stageTimestamp)) / 1e6;
    expect(seconds).toBeGreaterThan(180);
    expect(seconds).toBeLessThan(190);
  });

  it('reuses one audit ID for three requests', () => {
    const requests = step('lorem').requests;
    expect(requests.map((request) => request.auditId)).toEqual(['Lorem', 'Lorem', 'Lorem']);
    expect(new Set(requests.map((request) => request.requestUri)).size).toBe(3);
  });

  it('opens one shell for eighteen minutes and one that never closes', () => {
    const [started, complete] = eventsOf('exec-long').filter((event) => event.responseStatus?.code === 101);
    const session = micros(complete?.stageTimestamp ?? '') - micros(started?.requestReceivedTimestamp ?? '');
    expect(Math.floor(session / 60e6)).toBe(18);
    expect(eventsOf('exec-open').map((event) => event.stage)).toEqual(['RequestReceived', 'ResponseStarted']);
  });

  it('uses the token that the kubelet had issued, from elsewhere', () => {
    const credential = (event: Event | undefined): unknown =>
      (event as { user: { extra?: Record<string, string[]> } } | undefined)?.user.extra?.[
        'authentication.kubernetes.io/credential-id'
      ]?.[0];
    const issued = eventsOf('runner-issued').at(-1)?.annotations?.['authentication.kubernetes.io/issued-credential-id'];
    expect(credential(eventsOf('runner-at-home')[0])).toBe(issued);
    expect(credential(eventsOf('runner-outside')[0])).toBe(issued);
    expect(eventsOf('runner-outside')[0]?.sourceIPs).toEqual(['203.0.113.77']);
    const minted = eventsOf('token-issued').at(-1)?.annotations?.['authentication.kubernetes.io/issued-credential-id'];
    expect(credential(eventsOf('impersonation')[0])).toBe(minted);
  });

  it('shows impersonation only once it was granted', () => {
    expect(eventsOf('impersonation').map((event) => event.impersonatedUser?.username)).toEqual([
      undefined,
      'system:serviceaccount:argocd:argocd-application-controller',
      undefined,
      'system:serviceaccount:argocd:argocd-application-controller',
    ]);
    expect(eventsOf('impersonation-denied').at(-1)?.annotations).toBeUndefined();
  });
});
