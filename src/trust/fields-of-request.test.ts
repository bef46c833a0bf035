import { expect, test } from 'vitest';
import { VERDICTS } from '../model/verdict';
import { fieldsByVerdict } from './fields-of-request';
import { after, NOBODY, request, T0, user, type EventOverride } from './request.fixture';

const RICH: EventOverride = {
  user: {
    username: 'system:serviceaccount:prod:api', uid: 'u-1', groups: ['system:serviceaccounts', 'system:serviceaccounts:prod'],
    extra: [['authentication.kubernetes.io/pod-name', ['api-0']], ['authentication.kubernetes.io/credential-id', ['JTI=1']], ['arn', ['a', 'b']]],
  },
  impersonatedUser: { ...user('admin'), extra: [['authentication.kubernetes.io/pod-name', ['elsewhere']]] },
  sourceIps: ['10.9.9.9', '8.8.8.8', '1.1.1.1'],
  annotations: [['authorization.k8s.io/decision', 'allow'], ['authorization.k8s.io/reason', ''], ['policy.example.com/result', 'fine']],
  hasRequestObject: true,
};

/** `verdict: label=text` of every listed value. */
const lines = (events: readonly EventOverride[]) =>
  fieldsByVerdict(request(events)).flatMap(({ verdict, fields }) => fields.flatMap((field) => field.values.map((value) => `${verdict}: ${field.label}=${value.text}`)));

test.each([
  'observed: peer IP=1.1.1.1',
  'contradicted: claimed IP=10.9.9.9',
  'claimed: claimed IP=8.8.8.8',
  'authenticated: user.groups=system:serviceaccounts',
  'authenticated: authentication.kubernetes.io/pod-name=api-0',
  'authenticated: authentication.kubernetes.io/credential-id=JTI=1',
  'third-party: arn=a',
  'third-party: arn=b',
  'claimed: impersonatedUser.username=admin',
  'claimed: impersonatedUser.extra authentication.kubernetes.io/pod-name=elsewhere',
  'claimed: effective user=admin',
  'observed: authorization.k8s.io/decision=allow',
  'observed: authorization.k8s.io/reason=',
  'third-party: policy.example.com/result=fine',
  'derived: requestURI shape=/api/v1/namespaces/{ns}/pods/{name}',
  'derived: objectRef.name=web',
  'claimed: userAgent=kubectl/v1.30.0',
  'claimed: requestObject=present',
  'observed: requestReceivedTimestamp=2024-05-01T10:00:00.000000Z',
  'observed: evidence=audit.log, line 7, byte 4096',
])('lists %s', (line) => {
  expect(lines([RICH])).toContain(line);
});

test('groups stand in the order of reliance, none empty, nothing without a reason', () => {
  const groups = fieldsByVerdict(request([RICH]));
  const order = groups.map((group) => VERDICTS.indexOf(group.verdict));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  for (const group of groups) {
    expect(group.fields).not.toEqual([]);
    for (const field of group.fields) for (const value of field.values) {
      expect(value.verdict).toBe(group.verdict);
      expect(value.reason).toMatch(/\.$/);
    }
  }
});

test('absent values are not listed, empty ones are', () => {
  const all = lines([{ user: { ...NOBODY, username: '' }, userAgent: null, object: null, annotations: null, sourceIps: null }]);
  expect(all).toContain('authenticated: user.username=');
  expect(all.filter((line) => /userAgent|objectRef|IP=/.test(line))).toEqual([]);
});

test('stages each once, and their times', () => {
  const all = lines([{ stage: 'RequestReceived', stageAt: T0 }, { stage: 'ResponseComplete', stageAt: after(5) }]);
  expect(all).toContain('observed: stages=RequestReceived');
  expect(all).toContain('observed: ResponseComplete at=2024-05-01T10:00:00.000005Z');
  expect(all).toContain('observed: events=2');
});

test('a failed login leaves nobody', () => {
  expect(lines([{ user: NOBODY, code: 401, stage: 'ResponseStarted', annotations: null }]).filter((line) => line.includes('user.'))).toEqual([]);
});

test('addresses by the thousand', () => {
  const sourceIps = Array.from({ length: 10_000 }, (_, i) => `8.8.${i >> 8}.${i & 255}`);
  expect(lines([{ sourceIps }]).filter((line) => line.startsWith('claimed: claimed IP='))).toHaveLength(9_999);
});

test('whole seconds are listed without digits nobody measured', () => {
  const all = lines([{ stage: 'RequestReceived', stageAt: after(0) }, { stage: 'ResponseComplete', stageAt: after(0) }]);
  expect(all).toContain('observed: requestReceivedTimestamp=2024-05-01T10:00:00Z');
});
