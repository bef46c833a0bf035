/** What is read as an event, what becomes an issue, and how each value is understood. */
import { describe, expect, test } from 'vitest';
import { parseTimestamp } from '../base/time';
import { readAll, utf8, type Outcome } from './bytes.testing';

const AUDIT = '"kind":"Event","apiVersion":"audit.k8s.io/v1"';
/** A plain event with the given members added at its end. */
const event = (more = '', id = 'a'): string => `{${AUDIT},"auditID":"${id}","verb":"get"${more === '' ? '' : `,${more}`}}`;
const kinds = (outcome: Outcome): string[] => outcome.issues.map((issue) => issue.kind);
const ids = (outcome: Outcome): (string | null)[] => outcome.rows.map((row) => row.auditId);
const us = (text: string): bigint | undefined => parseTimestamp(text);

async function one(record: string) {
  const outcome = await readAll(record);
  expect(outcome.rows).toHaveLength(1);
  return { row: outcome.rows[0], issues: outcome.issues, kinds: kinds(outcome) };
}

describe('containers of records', () => {
  const [a, b, c] = [event('', 'a'), event('', 'b'), event('', 'c')];
  const pretty = (text: string) => JSON.stringify(JSON.parse(text), null, 4);
  test.each([
    ['lines', `${a}\n${b}\n${c}\n`],
    ['lines without a final newline', `${a}\n${b}\n${c}`],
    ['CRLF and blank lines', `${a}\r\n\r\n${b}\r\n${c}\r\n`],
    ['a BOM', `\ufeff${a}\n${b}\n${c}\n`],
    ['concatenated', a + b + c],
    ['an array', `[${a},${b},\n${c}]`],
    ['commas without brackets', `${a},\n${b},\n${c},\n`],
    ['indented', `${pretty(a)}\n${pretty(b)}\n${pretty(c)}\n`],
    ['an indented array', JSON.stringify([a, b, c].map((text) => JSON.parse(text)), null, 2)],
    ['an EventList', `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[${a},${b},${c}]}`],
    ['an EventList whose kind comes last', `{"apiVersion":"audit.k8s.io/v1","items":[${a},${b},${c}],"kind":"EventList","metadata":{}}`],
    ['one EventList after the other', `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${a},${b}]}\n{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${c}]}`],
    ['items without kind of a list', `{"items":[${a},${b},${c}]}`],
    ['Items', `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","Items":[${a},${b},${c}]}`],
  ])('%s', async (_, text) => {
    const outcome = await readAll(text);
    expect(ids(outcome)).toEqual(['a', 'b', 'c']);
    expect(outcome.issues).toEqual([]);
    const bytes = utf8(text);
    for (const row of outcome.rows) {
      const record = new TextDecoder().decode(bytes.subarray(row.byteOffset, row.byteOffset + row.byteLength));
      expect(JSON.parse(record)).toMatchObject({ auditID: row.auditId });
      expect(row.line).toBe(new TextDecoder().decode(bytes.subarray(0, row.byteOffset)).split('\n').length);
    }
  });

  test('the place and the hash are those of the record alone', async () => {
    const { rows, summary } = await readAll(`\n  ${a}\n${b}`);
    expect(rows[0]).toMatchObject({ line: 2, byteOffset: 3, byteLength: a.length });
    expect(rows[1]).toMatchObject({ line: 3, byteOffset: 4 + a.length });
    const { createHash } = await import('node:crypto');
    expect(rows[0]?.recordHash).toBe(createHash('sha256').update(a).digest('hex'));
    expect(summary.sha256).toBe(createHash('sha256').update(`\n  ${a}\n${b}`).digest('hex'));
    expect(summary).toMatchObject({ events: 2, issues: 0, lines: 3, container: 'none', format: 'audit.k8s.io/v1 JSON lines' });
  });

  test.each([
    [`${a}\n`, 'audit.k8s.io/v1 JSON lines'],
    [pretty(a), 'audit.k8s.io/v1 indented JSON'],
    [`{"kind":"EventList","apiVersion":"audit.k8s.io/v1beta1","items":[{"auditID":"a","stage":"s","verb":"get","user":{}}]}`, 'audit.k8s.io/v1beta1 EventList'],
    ['hello', 'none'],
    [`${a}\n${b}\n${a.replace('v1', 'v1beta1')}`, 'mixed: audit.k8s.io/v1 JSON lines, audit.k8s.io/v1beta1 JSON lines'],
    ['{"auditID":"a","stage":"s","verb":"get","user":{}}', 'audit events without apiVersion, JSON lines'],
  ])('format of %s', async (text, format) => {
    expect((await readAll(text)).summary.format).toBe(format);
  });
});

describe('what is an audit event', () => {
  test.each([
    ['four fields without kind', '{"auditID":"a","stage":"s","verb":"get","user":{}}', true],
    ['three fields without kind', '{"auditID":"a","stage":"s","verb":"get"}', false],
    ['kind alone and four fields', '{"kind":"Event","auditID":"a","stage":"s","verb":"get","timestamp":null}', true],
    ['a core Event', '{"kind":"Event","apiVersion":"v1","involvedObject":{},"reason":"x","user":{},"verb":"x","stage":"x","auditID":"x"}', false],
    ['a Pod', '{"kind":"Pod","apiVersion":"v1"}', false],
    ['a policy of something else', '{"kind":"Policy","apiVersion":"kyverno.io/v1","rules":[]}', false],
    ['a kind that is a number', '{"kind":0}', false],
    ['a package file', '{"name":"x","version":"1"}', false],
    ['escaped kind and version', '{"kind":"\\u0045vent","apiVersion":"audit.k8s.io\\/v1"}', true],
    ['escaped keys', '{"\\u006bind":"Event","apiVersion":"audit.k8s.io/v1"}', true],
    ['an empty object', '{}', false],
  ])('%s', async (_, text, yes) => {
    const outcome = await readAll(text);
    expect(outcome.rows).toHaveLength(yes ? 1 : 0);
    if (!yes) expect(kinds(outcome)).toEqual(['not-audit']);
  });

  test('the issue names what it is', async () => {
    expect((await readAll('{"apiVersion":"v1","kind":"Pod"}')).issues[0]?.reason).toBe('Not an audit event: kind Pod of v1.');
    const list = (items: string): string => `{"kind":"PodList","apiVersion":"v1","items":[${items}]}`;
    expect((await readAll(list('{"a":1}'))).issues[0]?.reason).toBe('A PodList of v1 with 1 item that is no audit event; the first is an object with the keys a.');
    expect((await readAll(list('{"a":1},{"b":1}'))).issues[0]?.reason).toBe('A PodList of v1 with 2 items that are no audit events; the first is an object with the keys a.');
    expect((await readAll('{"name":"x","n":1}')).issues[0]?.reason).toBe('Not an audit event: an object with the keys name, n.');
  });

  test.each([
    ['PodList', '{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{}},{"metadata":{}},{"metadata":{}}]}'],
    ['PodList with its kind last', '{"apiVersion":"v1","items":[{"metadata":{}},{"metadata":{}}],"kind":"PodList"}'],
    ['core EventList', '{"kind":"EventList","apiVersion":"v1","items":[{"kind":"Event","apiVersion":"v1"},{"reason":"x"}]}'],
    ['List of pods', '{"kind":"List","apiVersion":"v1","items":[{"kind":"Pod"},{"kind":"Pod"}]}'],
    ['an empty PodList', '{"kind":"PodList","apiVersion":"v1","items":[]}'],
  ])('%s is one issue', async (_, text) => {
    const outcome = await readAll(`${text}\n${event()}`);
    expect(kinds(outcome)).toEqual(['not-audit']);
    expect(outcome.issues[0]).toMatchObject({ line: 1, byteOffset: 0, byteLength: text.length });
    expect(outcome.rows).toHaveLength(1);
  });

  test.each([
    ['a second items', `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${event('', 'a')}],"items":[${event('', 'b')}]}`, ['a', 'b'], /items more than once; their items are read too/],
    ['a second items in capitals', `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${event('', 'a')}],"metadata":{},"Items":[${event('', 'b')}]}`, ['a', 'b'], /items more than once/],
    ['a second items that is no list', `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${event('', 'a')}],"items":{"a":1}}`, ['a'], /more than once; they are no list/],
    ['a second items with an escape', `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${event('', 'a')}],"\\u0069tems":null}`, ['a'], /more than once; they are no list/],
  ])('%s in one list is said', async (_, text, expected, reason) => {
    for (const size of [1, 7, 100_000]) {
      const outcome = await readAll(`${text}\n${event('', 'z')}`, size);
      expect(ids(outcome)).toEqual([...expected, 'z']);
      expect(kinds(outcome)).toEqual(['duplicate-key']);
      expect(outcome.issues[0]?.reason).toMatch(reason);
    }
  });

  test('an event that has items before its kind is an event', async () => {
    for (const items of ['[]', ' [ ] ']) {
      const text = `{"items":${items},"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","verb":"get"}`;
      for (const size of [1, 7, 100_000]) {
        const outcome = await readAll(`${text}\n${event('', 'b')}\n`, size);
        expect(ids(outcome)).toEqual(['a', 'b']);
        expect(outcome.issues).toEqual([]);
      }
    }
    const outcome = await readAll(`{"items":[{"a":1}],"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","verb":"get"}\n${event('', 'b')}\n`);
    expect(ids(outcome)).toEqual(['b']);
    expect(outcome.issues.map((issue) => issue.reason).join(' ')).toMatch(/kind Event that has items before its kind/);
  });

  test('an event that carries a list as its body is one event', async () => {
    const { row } = await one(event('"responseObject":{"kind":"PodList","items":[{"a":1}]}'));
    expect(row?.bodies).toBe(2);
  });
});

describe('values', () => {
  test('every column of a full record', async () => {
    const { row, issues } = await one(
      `{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Request","auditID":"id","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/secrets?limit=5\\u0026watch=false","verb":"list",` +
        `"user":{"username":"maria","uid":"u","groups":["dev"],"extra":{"k/1":["x","y"],"k2":"z"}},"impersonatedUser":{"username":"bot"},"sourceIPs":["1.1.1.1","10.0.0.1"],"userAgent":"curl",` +
        `"objectRef":{"resource":"secrets","namespace":"shop","apiVersion":"v1"},"responseStatus":{"metadata":{},"code":403,"status":"Failure","reason":"Forbidden","message":"no"},"requestObject":{},"responseObject":null,` +
        `"requestReceivedTimestamp":"2025-02-03T04:05:06.000007Z","stageTimestamp":"2025-02-03T04:05:06.010007Z","annotations":{"authorization.k8s.io/decision":"forbid"}}`,
    );
    expect(issues).toEqual([]);
    expect(row).toMatchObject({
      auditId: 'id', level: 'Request', stage: 'ResponseComplete', verb: 'list', userAgent: 'curl', bodies: 1,
      uri: { uri: '/api/v1/namespaces/shop/secrets?limit=5&watch=false', path: '/api/v1/namespaces/shop/secrets', template: '/api/v1/namespaces/{ns}/secrets' },
      user: { username: 'maria', uid: 'u', groups: ['dev'], extra: [['k/1', ['x', 'y']], ['k2', ['z']]] },
      impersonatedUser: { username: 'bot', uid: null, groups: null, extra: null },
      sourceIps: ['1.1.1.1', '10.0.0.1'],
      objectRef: { resource: 'secrets', subresource: null, namespace: 'shop', name: null, uid: null, apiGroup: null, apiVersion: 'v1', resourceVersion: null },
      responseStatus: { code: 403, status: 'Failure', reason: 'Forbidden', message: 'no' },
      annotations: [['authorization.k8s.io/decision', 'forbid']],
      receivedUs: us('2025-02-03T04:05:06.000007Z'),
      stageUs: us('2025-02-03T04:05:06.010007Z'),
    });
  });

  test('absent, null and empty stay apart', async () => {
    const absent = await one(event('"user":null,"objectRef":null,"sourceIPs":null,"annotations":null,"level":null,"responseStatus":null'));
    expect(absent.row).toMatchObject({ user: null, objectRef: null, sourceIps: null, annotations: null, level: null, responseStatus: null });
    expect(absent.kinds).toEqual([]);
    const empty = await one(event('"user":{},"objectRef":{"name":""},"sourceIPs":[],"annotations":{},"level":"","responseStatus":{}'));
    expect(empty.row).toMatchObject({
      user: { username: null, uid: null, groups: null, extra: null },
      objectRef: { name: '' }, sourceIps: [], annotations: [], level: '', responseStatus: { code: null },
    });
  });

  test.each([
    ['403', 403], ['"403"', 403], ['403.0', 403], ['4.03e2', 403], ['"403.0"', 403], ['null', null], ['0', 0], ['-0', 0], ['-5', -5],
  ])('code %s', async (text, code) => {
    const { row, kinds: found } = await one(event(`"responseStatus":{"code":${text}}`));
    expect(row?.responseStatus?.code).toBe(code);
    expect(found).toEqual([]);
  });

  test.each([
    ['a verb that is a number', '{"kind":"Event","apiVersion":"audit.k8s.io/v1","verb":5}', 'verb is 5, not a string; it is left absent.'],
    ['a code with a fraction', event('"responseStatus":{"code":403.5}'), 'responseStatus.code is 403.5, not a status code; it is left absent.'],
    ['a code past 32 bits', event('"responseStatus":{"code":1e20}'), 'responseStatus.code is 1e20, not a status code; it is left absent.'],
    ['a user that is text', event('"user":"x"'), 'user is "x", not an object; it is left absent.'],
    ['an annotation that is a number', event('"annotations":{"a":1,"b":"c"}'), 'annotations.a is 1, not a string; it is left absent.'],
    ['a time that is none', event('"stageTimestamp":"yesterday"'), 'stageTimestamp is "yesterday", not a timestamp; it is left absent.'],
    ['a time that is a number', event('"stageTimestamp":17e8'), 'stageTimestamp is 17e8, not a timestamp; it is left absent.'],
    ['a zone that does not exist', event('"stageTimestamp":"2023-02-28T00:00:00+99:99"'), 'stageTimestamp is "2023-02-28T00:00:00+99:99", not a timestamp; it is left absent.'],
    ['a date that does not exist', event('"stageTimestamp":"2023-02-29T00:00:00Z"'), 'stageTimestamp is "2023-02-29T00:00:00Z", not a timestamp; it is left absent.'],
    ['an address that is a number', event('"sourceIPs":["1.1.1.1",2]'), 'sourceIPs has the entry 2, not a string; the whole list is left absent.'],
    ['kind as a number in an event', '{"kind":0,"auditID":"a","stage":"s","verb":"get","user":{}}', 'kind is 0, not a string; it is left absent.'],
    ['auditID as an object', `{${AUDIT},"auditID":{"a":[]}}`, 'auditID is an object of 1, not a string; it is left absent.'],
  ])('%s is left absent and reported', async (_, text, reason) => {
    const { issues } = await one(text);
    expect(issues.map((issue) => [issue.kind, issue.reason])).toEqual([['bad-value', reason]]);
  });

  test('every record with a flaw is reported, not only the first', async () => {
    const bad = event('"user":{"username":5}');
    expect(kinds(await readAll(`${bad}\n${bad}\n`))).toEqual(['bad-value', 'bad-value']);
  });

  test.each([
    ['of the event', event('"level":"x","level":"y"'), 'level occurs twice, as "x" and as "y"; the last one is used.'],
    ['of the user', event('"user":{"username":"x","username":"y"}'), 'user.username occurs twice, as "x" and as "y"; the last one is used.'],
    ['of the annotations', event('"annotations":{"k":"x","k":"y"}'), 'annotations.k occurs twice, as "x" and as "y"; the last one is used.'],
    ['with one of them escaped', event('"level":"x","\\u006cevel":"y"'), 'level occurs twice, as "x" and as "y"; the last one is used.'],
  ])('a key that occurs twice %s', async (_, text, reason) => {
    const { row, issues } = await one(text);
    expect(issues.map((issue) => [issue.kind, issue.reason])).toEqual([['duplicate-key', reason]]);
    expect([row?.level, row?.user?.username, row?.annotations?.[0]?.[1]]).toContain('y');
  });

  test('the capitalised form of the internal types', async () => {
    const { row, kinds: found } = await one(
      '{"Level":"Metadata","AuditID":"id","Stage":"ResponseComplete","RequestURI":"/version","Verb":"get","User":{"Username":"u","UID":"","Groups":["g"],"Extra":null},"ImpersonatedUser":null,' +
        '"SourceIPs":["1.1.1.1"],"UserAgent":"x","ObjectRef":{"Resource":"pods","Namespace":"","Name":"p","UID":"","APIGroup":"","APIVersion":"v1","ResourceVersion":"","Subresource":""},"ResponseStatus":{"metadata":{},"code":200},' +
        '"RequestReceivedTimestamp":"2025-02-03T04:05:06.000007Z","StageTimestamp":"2025-02-03T04:05:06.000008Z","Annotations":{"A":"b"}}',
    );
    expect(found).toEqual([]);
    expect(row).toMatchObject({
      auditId: 'id', level: 'Metadata', user: { username: 'u', uid: '', groups: ['g'], extra: null }, impersonatedUser: null, sourceIps: ['1.1.1.1'],
      objectRef: { resource: 'pods', namespace: null, name: 'p', uid: null, apiGroup: null, apiVersion: 'v1', resourceVersion: null, subresource: null },
      stageUs: us('2025-02-03T04:05:06.000008Z'), annotations: [['A', 'b']],
    });
  });

  test.each([
    ['apps/v1', 'apps', 'v1'], ['/v1', null, 'v1'], ['v1', null, 'v1'], ['a/b/v1', 'a/b', 'v1'],
  ])('objectRef.apiVersion %s of v1alpha1', async (apiVersion, group, version) => {
    const { row } = await one(`{"kind":"Event","apiVersion":"audit.k8s.io/v1alpha1","objectRef":{"apiVersion":"${apiVersion}"}}`);
    expect(row?.objectRef).toMatchObject({ apiGroup: group, apiVersion: version });
  });

  test.each([
    ['old fields only', '"timestamp":"2017-08-01T10:00:00Z","metadata":{"creationTimestamp":"2017-08-01T10:00:01Z"}', '2017-08-01T10:00:00Z', '2017-08-01T10:00:01Z'],
    ['both', '"timestamp":"2017-08-01T10:00:00Z","requestReceivedTimestamp":"2018-08-01T10:00:00Z"', '2018-08-01T10:00:00Z', undefined],
    ['zero times', '"requestReceivedTimestamp":"0001-01-01T00:00:00Z","stageTimestamp":"0001-01-01T00:00:00.000000Z","timestamp":"2017-08-01T10:00:00Z"', '2017-08-01T10:00:00Z', undefined],
    ['null', '"requestReceivedTimestamp":null,"metadata":{"creationTimestamp":null}', undefined, undefined],
    ['other spellings', '"requestReceivedTimestamp":"2024-02-29 23:59:60.5+02:00","stageTimestamp":"1969-12-31T23:59:59.999999Z"', '2024-02-29 23:59:60.5+02:00', '1969-12-31T23:59:59.999999Z'],
    ['nine digits', '"requestReceivedTimestamp":"2024-02-29T23:59:59.123456789Z","stageTimestamp":"2500-01-01T00:00:00Z"', '2024-02-29T23:59:59.123456Z', '2500-01-01T00:00:00Z'],
  ])('times: %s', async (_, members, received, stage) => {
    const { row, kinds: found } = await one(event(members));
    expect(row?.receivedUs).toBe(received === undefined ? null : us(received));
    expect(row?.stageUs).toBe(stage === undefined ? null : us(stage));
    expect(found).toEqual([]);
  });

  test('a single source IP as text is a list of one', async () => {
    expect((await one(event('"sourceIPs":"1.1.1.1"'))).row?.sourceIps).toEqual(['1.1.1.1']);
  });

  test('two spellings of one value are equal entries', async () => {
    const { rows } = await readAll(`${event('"user":{"username":"a","uid":"b"}')}\n${event('"user": { "uid":"\\u0062", "username":"a" }')}`);
    expect(rows[0]?.user).toEqual(rows[1]?.user);
  });

  test('lone surrogates and bytes that are no UTF-8 become U+FFFD', async () => {
    const surrogate = await one(event('"userAgent":"x\\ud800y"'));
    expect(surrogate.row?.userAgent).toBe('x\ufffdy');
    expect(surrogate.kinds).toEqual(['bad-encoding']);
    expect((await one(event('"userAgent":"\\ud83d\\ude00"'))).kinds).toEqual([]);
    const bytes = utf8(event('"userAgent":"x?y"', 'i?d').replaceAll('?', '\u0001')).map((byte) => (byte === 1 ? 0xff : byte));
    const outcome = await readAll(bytes);
    expect(outcome.rows[0]).toMatchObject({ userAgent: 'x\ufffdy', auditId: 'i\ufffdd' });
    expect(kinds(outcome)).toEqual(['bad-encoding']);
    expect((await one(event('"requestObject":{"a":"\\udc00"}'))).kinds).toEqual(['bad-encoding']);
  });

  test('a body nested 10,000 deep, and one far deeper than any stack', async () => {
    for (const depth of [10_000, 300_000]) {
      const { row } = await one(event(`"requestObject":${'{"a":['.repeat(depth)}1${']}'.repeat(depth)},"user":${'['.repeat(depth)}${']'.repeat(depth)}`));
      expect(row?.bodies).toBe(1);
    }
  });
});
