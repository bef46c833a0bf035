import { expect, test } from 'vitest';
import type { Outcome } from '../model/stage';
import { after, T0 } from './request.fixture';
import { decideOutcome, isInventedAnswer, isProxied, isRefusedAfterAllow, isStageBeforeArrival, isWithoutAnswer, namesAreUnchecked, type OutcomeFacts } from './request-tests';

test.each<[string | null, number | null, boolean]>([
  ['Connection closed early', 200, true], ['Connection closed early.', 200, false], ['connection closed early', 200, false], ['', 200, false], [null, 200, false],
  ['Connection closed early', 403, false], ['Connection closed early', null, false],
])('R1: %j with %s: %s', (message, code, expected) => {
  expect(isInventedAnswer(message, code)).toBe(expected);
});

test.each<[number | null, string | null, boolean]>([[403, 'allow', true], [403, 'forbid', false], [403, null, false], [409, 'allow', false], [null, 'allow', false]])('R2: %s %s: %s', (code, decision, expected) => {
  expect(isRefusedAfterAllow(code, decision)).toBe(expected);
});

test('C1 needs both times, and the stage to be the earlier', () => {
  expect(isStageBeforeArrival(after(1), T0)).toBe(true);
  expect(isStageBeforeArrival(T0, T0)).toBe(false);
  expect(isStageBeforeArrival(T0, after(1))).toBe(false);
  expect(isStageBeforeArrival(null, T0)).toBe(false);
  expect(isStageBeforeArrival(T0, null)).toBe(false);
});

test.each<[string[], boolean]>([[['RequestReceived'], true], [['RequestReceived', 'ResponseStarted'], false], [['RequestReceived', 'Panic'], false], [['ResponseComplete'], false], [['RequestReceived', 'Strange'], true], [[], false]])('G2: %j: %s', (stages, expected) => {
  expect(isWithoutAnswer(stages)).toBe(expected);
});

test.each<[string | null, string | null, string | null, boolean]>([
  ['get', 'nodes', 'proxy', true], ['create', 'pods', 'proxy', true], ['get', 'services', 'proxy', true], ['proxy', 'pods', null, true],
  ['get', 'pods', 'exec', false], ['get', 'widgets', 'proxy', false], ['get', 'pods', null, false], [null, null, null, false],
])('proxied: %s %s/%s: %s', (verb, resource, subresource, expected) => {
  expect(isProxied(verb, resource, subresource)).toBe(expected);
});

test('names are unchecked where the request was refused before anything was looked up, or nothing was found', () => {
  expect([200, 201, 400, 401, 403, 404, 405, 409, 500, null].filter(namesAreUnchecked)).toEqual([401, 403, 404, 405]);
});

const OUTCOMES: [string, Partial<OutcomeFacts>, Outcome][] = [
  ['200', {}, 'allowed'],
  ['101 of an ended session', { code: 101, subresource: 'exec' }, 'allowed'],
  ['302', { code: 302 }, 'allowed'],
  ['an end without a code', { code: null }, 'unknown'],
  ['401', { code: 401, stages: ['ResponseStarted'] }, 'unauthenticated'],
  ['403 by the authorizer', { code: 403, decision: 'forbid' }, 'denied'],
  ['403 without a decision', { code: 403, decision: null }, 'denied'],
  ['403 after an allow', { code: 403, decision: 'allow' }, 'refused'],
  ['404', { code: 404 }, 'failed'],
  ['429', { code: 429 }, 'failed'],
  ['500', { code: 500 }, 'failed'],
  ['Panic with 500', { code: 500, stages: ['RequestReceived', 'Panic'] }, 'failed'],
  ['Panic without a code', { code: null, stages: ['Panic'] }, 'failed'],
  ['an invented answer', { message: 'Connection closed early' }, 'unknown'],
  ['an open exec', { code: 101, stages: ['RequestReceived', 'ResponseStarted'], verb: 'get', subresource: 'exec' }, 'open'],
  ['an open watch', { code: 200, stages: ['ResponseStarted'], verb: 'watch' }, 'open'],
  ['a watch that only arrived', { code: null, stages: ['RequestReceived'], verb: 'watch' }, 'open'],
  ['a watch that was refused', { code: 410, stages: ['ResponseStarted'], verb: 'watch' }, 'failed'],
  ['a get that only arrived', { code: null, stages: ['RequestReceived'] }, 'unknown'],
  ['400 for its timeout', { code: 400, stages: ['ResponseStarted'] }, 'failed'],
  ['no stage at all', { code: null, stages: [] }, 'unknown'],
];
test.each(OUTCOMES)('outcome of %s', (_, override, expected) => {
  expect(decideOutcome({ stages: ['RequestReceived', 'ResponseComplete'], code: 200, decision: 'allow', message: null, verb: 'get', subresource: null, ...override })).toBe(expected);
});
