import { expect, test } from 'vitest';
import { firedTests } from './fired-tests';
import { after, event, NOBODY, request, T0, user, type EventOverride } from './request.fixture';
import type { TestId } from './test-id';

const DECISION = 'authorization.k8s.io/decision';

test.each<[string, EventOverride, TestId[]]>([
  ['nothing odd', {}, []],
  ['chosen audit ID', { auditId: 'hello' }, ['A1']],
  ['no audit ID', { auditId: null }, []],
  ['forwarded address', { sourceIps: ['8.8.8.8', '1.1.1.1'] }, ['S1']],
  ['kubectl proxy', { sourceIps: ['127.0.0.1', '10.0.0.4'], userAgent: 'curl/8' }, ['S1', 'S2', 'K4']],
  ['no address', { sourceIps: null }, []],
  ['rewritten address', { sourceIps: ['x.x.x.x'] }, ['S3']],
  ['private behind public', { sourceIps: ['10.1.1.1', '1.1.1.1'] }, ['S1', 'S4']],
  ['masters', { user: user('root', 'system:masters') }, ['I1']],
  ['service account by certificate', { user: user('system:serviceaccount:a:b') }, ['I3']],
  ['anonymous answered', { user: { ...NOBODY, username: 'system:anonymous', groups: ['system:unauthenticated'] } }, ['I7']],
  ['failed login', { user: NOBODY, code: 401, stage: 'ResponseStarted', annotations: null }, ['I8']],
  ['impersonation', { impersonatedUser: user('admin') }, ['M1']],
  ['denied impersonation', { code: 403, annotations: null, message: 'User "a" cannot impersonate resource "users"' }, ['M2']],
  ['invented answer', { message: 'Connection closed early' }, ['R1']],
  ['refused', { code: 403 }, ['R2']],
  ['denied', { code: 403, annotations: [[DECISION, 'forbid']] }, []],
  ['clock step', { receivedAt: after(1), stageAt: T0 }, ['C1']],
  ['only arrived', { stage: 'RequestReceived', code: null, annotations: null }, ['G2']],
])('%s', (_, override, expected) => {
  expect(firedTests(request([override]))).toEqual(expected);
});

test('A2 is left to the database, which knows a second hop from a collision', () => {
  expect(firedTests(request([{}], { sharedBy: 2 }))).toEqual([]);
});

test('G5 when one stage says two things, not when it is there twice', () => {
  expect(firedTests(request([{}, {}]))).toEqual([]);
  expect(firedTests(request([{ code: 200 }, { code: 404 }]))).toEqual(['G5']);
  expect(firedTests(request([{ hasRequestObject: true }, { hasRequestObject: true, place: { ...event().place, recordHash: 'ff' } }]))).toEqual(['G5']);
});

test('G8 when the stages name different callers', () => {
  expect(firedTests(request([{ stage: 'RequestReceived', userAgent: 'kubectl/v1.30' }, { userAgent: 'kubectl/v1.31' }]))).toEqual(['G8']);
});

test('a fixture without overrides is an ordinary request', () => {
  expect(event().verb).toBe('get');
});
