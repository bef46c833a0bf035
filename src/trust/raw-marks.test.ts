import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markRawRecord } from './raw-marks';
import { factsOfRequest } from './request-facts';
import { facts, request } from './request.fixture';

const RECORD = JSON.stringify({
  kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'RequestResponse', auditID: 'mine', stage: 'ResponseComplete', requestURI: '/api/v1/pods', verb: 'create',
  user: { username: 'alice', uid: null, groups: ['dev', 'system:authenticated'], extra: { 'authentication.kubernetes.io/credential-id': ['JTI=1'], arn: ['x'] } },
  impersonatedUser: { username: 'admin', extra: { 'authentication.kubernetes.io/pod-name': ['p'] } },
  authenticationMetadata: { impersonationConstraint: 'impersonate:user-info' },
  sourceIPs: ['10.0.0.9', '8.8.8.8', '1.1.1.1'], userAgent: 'curl "x"\n\u202e',
  objectRef: { resource: 'pods', name: 'web', apiVersion: 'v1' },
  responseStatus: { metadata: {}, code: 201, message: 'm', details: { name: 'web' } },
  requestObject: { level: 'not this level', sourceIPs: ['4.4.4.4'] }, responseObject: { kind: 'Pod' },
  requestReceivedTimestamp: '2024-05-01T10:00:00.000000Z', stageTimestamp: '2024-05-01T10:00:00.000000Z',
  annotations: { 'authorization.k8s.io/decision': 'allow', 'policy.example.com/x': 'y', 'user.username': 'nobody' },
}, undefined, 1);

const FACTS = factsOfRequest(request([{ auditId: 'mine', verb: 'create', sourceIps: ['10.0.0.9', '8.8.8.8', '1.1.1.1'], code: 201 }]));

const marked = (text: string, about = FACTS) =>
  markRawRecord(text, about).flatMap((part) => (part.verdict === undefined ? [] : [`${part.verdict} ${part.field ?? '–'} ${part.text.replaceAll(/\s+/g, ' ')}`]));

test('each value of a record has the mark of its field', () => {
  expect(marked(RECORD)).toEqual([
    'observed level "RequestResponse"',
    'claimed audit_id "mine"',
    'observed stage "ResponseComplete"',
    'derived request_uri "/api/v1/pods"',
    'derived verb "create"',
    'authenticated username "alice"',
    'authenticated groups "dev"',
    'authenticated groups "system:authenticated"',
    'authenticated extra "JTI=1"',
    'third-party extra "x"',
    'claimed impersonated_username "admin"',
    'claimed impersonated_extra "p"',
    'observed – "impersonate:user-info"',
    'contradicted claimed_ip "10.0.0.9"',
    'claimed claimed_ip "8.8.8.8"',
    'observed peer_ip "1.1.1.1"',
    'claimed user_agent "curl \\"x\\"\\n\u202e"',
    'derived resource "pods"',
    'claimed name "web"',
    'derived api_version "v1"',
    'observed code 201',
    'derived message "m"',
    'derived message { "name": "web" }',
    'claimed request_object { "level": "not this level", "sourceIPs": [ "4.4.4.4" ] }',
    'observed response_object { "kind": "Pod" }',
    'observed received_at "2024-05-01T10:00:00.000000Z"',
    'observed stage_at "2024-05-01T10:00:00.000000Z"',
    'observed annotations "allow"',
    'third-party annotations "y"',
    'third-party annotations "nobody"',
  ]);
});

test('every mark has its reason', () => {
  for (const part of markRawRecord(RECORD, FACTS)) expect(part.verdict === undefined || part.reason !== undefined, part.text).toBe(true);
});

test.each(['', 'not json', '[]', '"x"', '{', '{"a":1', '{"a":1}}', '{"auditID":"x",}', '\u0000', '{"a":\n1}{"b":2}', '{"sourceIPs":["1.1.1.1"}'])('%j is one part without a mark', (text) => {
  expect(markRawRecord(text, FACTS)).toEqual([{ text, verdict: undefined }]);
});

test('keys that pose as a path mark nothing', () => {
  expect(marked('{"user.username":"x","user":{"groups.[]":"y","[]":"z"},"metadata":{"a":{"username":1}},"":{"":1}}')).toEqual([]);
});

test('nested far too deep', () => {
  const text = `{"requestObject":${'['.repeat(50_000)}${']'.repeat(50_000)},"x":${'[{"a":'.repeat(20_000)}1${'}]'.repeat(20_000)},"verb":"get"}`;
  const parts = markRawRecord(text, FACTS);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.filter((part) => part.verdict !== undefined).map((part) => part.field)).toEqual(['request_object', 'verb']);
});

const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('"', '\\', '\\"', '\u2028', '\ud800', '[]', '__proto__', '</script>', '{', '}'));
const keys = fc.oneof(hostile, fc.constantFrom('user', 'username', 'groups', 'extra', 'sourceIPs', 'objectRef', 'name', 'annotations', 'requestObject', 'responseStatus', 'code', 'auditID'));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 6, depthSize: 'medium' }, hostile, fc.double(), fc.boolean(), fc.constant(null), fc.array(tie('tree')), fc.dictionary(keys, tie('tree'))),
}));

test('the parts put together are the text: any record', () => {
  fc.assert(
    fc.property(fc.dictionary(keys, tree), fc.constantFrom<string | number | undefined>(undefined, 1, '\t', '\n'), (record, space) => {
      const text = JSON.stringify(record, undefined, space);
      expect(markRawRecord(text, FACTS).map((part) => part.text).join('')).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('the parts put together are the text: any text, and any record cut or broken', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.tuple(fc.nat(RECORD.length), hostile).map(([at, text]) => RECORD.slice(0, at) + text + RECORD.slice(at))), (text) => {
      expect(markRawRecord(text, facts()).map((part) => part.text).join('')).toBe(text);
    }),
    { numRuns: 500 },
  );
});
