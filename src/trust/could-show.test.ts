import { expect, test } from 'vitest';
import { couldShow, type EmptyListFacts } from './could-show';

const BUSY: EmptyListFacts = { inRange: 900, hasRange: false, kindEver: undefined, kindInRange: undefined, callerEver: undefined, callerInRange: undefined, asksFailedLogins: false, failedLogins: 3, untested: [], absent: [], unsearchedBodies: 0 };

test.each<[string, Partial<EmptyListFacts>, string, RegExp]>([
  ['a time without evidence', { inRange: 0, hasRange: true, kindEver: 5, kindInRange: 0 }, 'no', /does not speak about it/],
  ['a kind that never appears', { kindEver: 0, kindInRange: 0 }, 'cannot tell', /from anyone.*cannot tell which/],
  ['a kind that appears at other times', { hasRange: true, kindEver: 7, kindInRange: 0 }, 'cannot tell', /7 requests in all, but none in this time/],
  ['a kind that others asked for', { kindEver: 7, kindInRange: 7, callerEver: 12, callerInRange: 12 }, 'probably', /records requests of this kind, 7 requests, and has 12 requests of such a caller: one that passes would probably be here/],
  ['a caller who never appears', { callerEver: 0, callerInRange: 0 }, 'cannot tell', /rule of level None can hide a caller/],
  ['a caller at other times', { hasRange: true, kindEver: 1, kindInRange: 1, callerEver: 12, callerInRange: 0 }, 'probably', /though none in this time/],
  ['failed logins, and none anywhere', { asksFailedLogins: true, failedLogins: 0 }, 'cannot tell', /ResponseStarted only/],
  ['failed logins, and some elsewhere', { asksFailedLogins: true, failedLogins: 2, kindEver: 4, kindInRange: 4 }, 'probably', /would probably be here/],
  ['neither kind nor caller', {}, 'probably', /900 requests, and none that passes/],
  ['a test that was not run', { untested: [{ test: 'P1', why: 'no addresses of pods' }] }, 'cannot tell', /P1 was not run: no addresses of pods/],
  ['a field that nothing has', { absent: ['credential-id'], callerEver: 0, callerInRange: 0 }, 'cannot tell', /No request in the evidence has any credential-id at all/],
  ['a field that nothing has, of a kind that never appears', { absent: ['credential-id'], kindEver: 0, kindInRange: 0 }, 'cannot tell', /from anyone/],
  ['a text that may be in a body', { unsearchedBodies: 4 }, 'probably', /Bodies are not searched, and 4 events have one/],
  ['no evidence', { inRange: 0 }, 'no', /no requests in the evidence/],
])('%s', (_, over, could, sentence) => {
  const answer = couldShow({ ...BUSY, ...over });
  expect(answer.could).toBe(could);
  expect(answer.sentence).toMatch(sentence);
});
