import { expect, test } from 'vitest';
import { after, NOBODY, request, T0, type EventOverride } from './request.fixture';
import { stageStory } from './stage-story';

const RECEIVED: EventOverride = { stage: 'RequestReceived', code: null, annotations: null, stageAt: T0 };
const STARTED: EventOverride = { stage: 'ResponseStarted', code: 101, stageAt: after(10_000) };
const COMPLETE: EventOverride = { stage: 'ResponseComplete', stageAt: after(30_000) };
const PANIC: EventOverride = { stage: 'Panic', code: 500, message: "APIServer panic'd: index out of range" };
const EXEC: EventOverride = { verb: 'get', object: { subresource: 'exec' } };
const NO_BEGINNING = 'No RequestReceived in this evidence: the policy may omit that stage, or the record is missing.';
const TWICE = 'occurs 2 times: the record was copied, or another request reuses this audit ID.';

test.each<[string, EventOverride[], string[]]>([
  ['a short request', [RECEIVED, COMPLETE], []],
  ['a long-running request', [{ ...RECEIVED, ...EXEC }, { ...STARTED, ...EXEC }, { ...COMPLETE, ...EXEC }], []],
  ['without its beginning', [COMPLETE], [NO_BEGINNING]],
  ['an open exec', [{ ...RECEIVED, ...EXEC }, { ...STARTED, ...EXEC }], ['Still open: no ResponseComplete in this evidence.']],
  ['an open exec without its beginning', [{ ...STARTED, ...EXEC }], [NO_BEGINNING, 'Still open: no ResponseComplete in this evidence.']],
  ['neither beginning nor end', [{ ...STARTED, code: 200 }], ['Neither RequestReceived nor ResponseComplete in this evidence: the policy may omit these stages, or the records are missing.']],
  ['two records without a stage, the later first', [RECEIVED, { stage: null, stageAt: after(9) }, { ...COMPLETE, stageAt: after(5) }, { stage: null, stageAt: after(4) }], [
    'A record of this request has no stage.',
    'ResponseComplete is earlier than another record: the clock was set back, or the record was edited.',
  ]],
  ['only arrived', [RECEIVED], ['No answer in this evidence: the request was still running, the server was stopped, or the record is missing.']],
  ['started, never ended, short', [RECEIVED, STARTED], ['No ResponseComplete in this evidence: the policy may omit that stage, or the record is missing.']],
  ['a failed login', [{ ...STARTED, code: 401, user: NOBODY }], ['Lone ResponseStarted with 401: the login failed.']],
  ['a bad timeout', [{ ...STARTED, code: 400, user: NOBODY }], ['Lone ResponseStarted with 400: the timeout parameter was invalid, and the record names no user even if the credential was good.']],
  ['a refused watch', [{ ...STARTED, verb: 'watch', code: 410 }], ['Lone ResponseStarted with 410: refused before the request was handled, or the record of its end is missing.']],
  ['an end twice', [RECEIVED, COMPLETE, COMPLETE], [`ResponseComplete ${TWICE}`]],
  ['a watch started twice', [{ ...RECEIVED, verb: 'watch' }, { ...STARTED, verb: 'watch' }, { ...STARTED, verb: 'watch' }, { ...COMPLETE, verb: 'watch' }], ['ResponseStarted occurs 2 times: servers that run watches apart write it twice.']],
  ['a panic', [RECEIVED, PANIC], ['Panic without “abort Handler”: a fault in the server; the recorded 500 may not be what the caller saw.']],
  ['a hang-up', [RECEIVED, { ...PANIC, message: "APIServer panic'd: net/http: abort Handler" }], ['Panic with “abort Handler”: the usual end of a proxied request when one side hangs up, neither a crash nor proof of failure.']],
  ['panic and end', [RECEIVED, COMPLETE, { ...PANIC, stageAt: after(40_000) }], [
    'Panic and ResponseComplete are both here: a server writes only one of them.',
    'Panic without “abort Handler”: a fault in the server; the recorded 500 may not be what the caller saw.',
  ]],
  ['an invented answer', [RECEIVED, { ...COMPLETE, message: 'Connection closed early' }], ['“Connection closed early” was filled in by the audit filter: the server sent no response.']],
  ['before its arrival', [RECEIVED, { ...COMPLETE, stageAt: after(-5) }], [
    'ResponseComplete is earlier than the arrival of the request: the clock was set back, or the record was edited.',
    'ResponseComplete is earlier than RequestReceived: the clock was set back, or the record was edited.',
  ]],
  ['an end before its start', [RECEIVED, { ...STARTED, verb: 'watch' }, { ...COMPLETE, verb: 'watch', stageAt: after(5) }], ['ResponseComplete is earlier than ResponseStarted: the clock was set back, or the record was edited.']],
  ['an arrival with a time of its own', [{ ...RECEIVED, stageAt: after(7) }, COMPLETE], ['RequestReceived has a stage time of its own: servers since 1.9 write the arrival time there.']],
  ['an unknown stage', [RECEIVED, { ...COMPLETE }, { stage: '<b>Done</b>', stageAt: null }], ['A record of this request has a stage that Kubernetes does not know.']],
  ['no stage', [RECEIVED, COMPLETE, { stage: null, stageAt: null }], ['A record of this request has no stage.']],
])('%s', (_, events, remarks) => {
  expect(stageStory(request(events)).remarks).toEqual(remarks);
});

test('times and the differences between them', () => {
  expect(stageStory(request([{ ...RECEIVED, ...EXEC }, { ...STARTED, ...EXEC }, { ...COMPLETE, ...EXEC }])).stages).toEqual([
    { stage: 'RequestReceived', atUs: T0, sincePreviousUs: null, sinceReceivedUs: 0n, eventId: 1 },
    { stage: 'ResponseStarted', atUs: after(10_000), sincePreviousUs: 10_000n, sinceReceivedUs: 10_000n, eventId: 2 },
    { stage: 'ResponseComplete', atUs: after(30_000), sincePreviousUs: 20_000n, sinceReceivedUs: 30_000n, eventId: 3 },
  ]);
});

test('missing times give no differences', () => {
  expect(stageStory(request([{ stageAt: null, receivedAt: null }])).stages).toEqual([{ stage: 'ResponseComplete', atUs: null, sincePreviousUs: null, sinceReceivedUs: null, eventId: 1 }]);
});
