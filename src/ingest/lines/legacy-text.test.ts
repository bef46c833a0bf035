/** The text audit logs of Kubernetes 1.3 to 1.11 and of advanced auditing. */
import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { parseTimestamp } from '../../base/time';
import { readAll, type Outcome } from '../bytes.testing';
import { goQuotedList, goUnquote } from './go-quote';

vi.setConfig({ testTimeout: 60_000 });

async function read(text: string): Promise<Outcome> {
  const outcome = await readAll(text);
  for (const row of outcome.rows) {
    const record = Buffer.from(text).subarray(row.byteOffset, row.byteOffset + row.byteLength);
    expect(row.recordHash).toBe(createHash('sha256').update(record).digest('hex'));
  }
  for (const size of [1, 7]) expect(await readAll(text, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues, summary: outcome.summary });
  return outcome;
}

const request = (id: string, more = ''): string =>
  `2017-03-01T09:10:11.123456789+02:00 AUDIT: id="${id}" ip="192.0.2.44" method="DELETE" user="ops \\"night\\"" groups="\\"ops\\",\\"system:authenticated\\"" as="<self>" asgroups="<lookup>" namespace="shop" uri="/api/v1/namespaces/shop/pods/web-0?gracePeriodSeconds=0"${more}`;
const response = (id: string, code = '200'): string => `2017-03-01T09:10:11.2+02:00 AUDIT: id="${id}" response="${code}"`;
const advanced = (stage: string, answer: string): string =>
  `2023-05-06T07:08:09.5Z AUDIT: id="c2" stage="${stage}" ip="10.0.0.9" method="get" user="jane" groups="\\"system:authenticated\\"" as="root" asgroups="\\"system:masters\\"" user-agent="kubectl/v1.27.1" namespace="kube-system" uri="/api/v1/namespaces/kube-system/secrets/s" response="${answer}"`;

describe('classic', () => {
  test('request and response are one event, wherever they stand', async () => {
    const text = `${request('1')}\n${request('2')}\nI0301 klog line\n${response('2', '404')}\n${response('1')}\n`;
    const { rows, summary } = await read(text);
    expect(summary).toMatchObject({ events: 2, format: 'legacy text lines' });
    expect(rows.map((row) => [row.auditId, row.line, row.responseStatus?.code])).toEqual([['2', 2, 404], ['1', 1, 200]]);
    expect(rows[1]).toMatchObject({
      verb: 'delete', stage: 'ResponseComplete', level: 'Metadata', user: { username: 'ops "night"', groups: ['ops', 'system:authenticated'] }, impersonatedUser: null, sourceIps: ['192.0.2.44'],
      objectRef: { resource: 'pods', namespace: 'shop', name: 'web-0', apiVersion: 'v1' }, uri: { uri: '/api/v1/namespaces/shop/pods/web-0?gracePeriodSeconds=0' },
      receivedUs: parseTimestamp('2017-03-01T07:10:11.123456Z'), stageUs: parseTimestamp('2017-03-01T07:10:11.2Z'), byteOffset: 0, byteLength: request('1').length,
    });
  });

  test('a request without its response, and a response without its request', async () => {
    const { rows, issues } = await read(`${response('9', '101')}\n${request('1')}\n`);
    expect(issues).toEqual([]);
    expect(rows).toMatchObject([
      { auditId: '9', verb: null, stage: 'ResponseComplete', responseStatus: { code: 101 } },
      { auditId: '1', stage: 'RequestReceived', responseStatus: null, stageUs: null },
    ]);
  });

  test('the same id twice is two requests', async () => {
    const { rows } = await read(`${request('1')}\n${request('1')}\n${response('1')}\n`);
    expect(rows.map((row) => row.line)).toEqual([1, 2]);
  });

  test('a cut line is reported', async () => {
    const { rows, issues } = await read(`${request('1').slice(0, 150)}\n${request('2')}\n${response('2')}\n`);
    expect(rows).toHaveLength(1);
    expect(issues).toMatchObject([{ kind: 'cut-record', line: 1 }]);
  });
});

describe('one line per stage', () => {
  test('behind headers of syslog, the journal and klog, and in CRI and docker lines', async () => {
    const line = advanced('ResponseComplete', '200');
    for (const text of [line, `Feb  3 04:05:06 host origin-master[12]: ${line}`, `I0506 07:08:09.500000       1 audit.go:45] ${line}`, `2023-05-06T07:08:09.5Z stdout F ${line}`, JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: 't' })]) {
      const { rows, issues } = await read(`${text}\n`);
      expect(issues).toEqual([]);
      expect(rows).toMatchObject([{
        auditId: 'c2', verb: 'get', stage: 'ResponseComplete', userAgent: 'kubectl/v1.27.1', user: { username: 'jane', groups: ['system:authenticated'] }, impersonatedUser: { username: 'root', groups: ['system:masters'] },
        objectRef: { resource: 'secrets', name: 's', namespace: 'kube-system' }, responseStatus: { code: 200 }, stageUs: null, receivedUs: parseTimestamp('2023-05-06T07:08:09.5Z'),
      }]);
    }
  });

  test('markers are no values', async () => {
    const { rows } = await read(
      `2019-05-06T07:08:09.5Z AUDIT: id="c1" stage="RequestReceived" ip="<unknown>" method="list" user="<none>" groups="<none>" as="<self>" asgroups="<lookup>" namespace="<none>" uri="/api/v1/nodes?limit=500" response="<deferred>"\n`,
    );
    expect(rows).toMatchObject([{ verb: 'list', user: { username: null, groups: null }, sourceIps: null, impersonatedUser: null, responseStatus: null, objectRef: { resource: 'nodes', namespace: null } }]);
  });
});

test.each([
  ['plain', 'plain'], ['a\\"b\\\\c', 'a"b\\c'], ['\\a\\b\\f\\n\\r\\t\\v', '\u0007\b\f\n\r\t\v'], ['\\u00e4\\U0001f600', 'ä😀'], ['\\xc3\\xa4', 'ä'], ['\\xff', '\ufffd'], ['\\x5cn', '\\n'], ['\\ud800', '\ufffd'], ['ключ', 'ключ'],
])('Go writes %s', (quoted, text) => {
  expect(goUnquote(quoted)).toBe(text);
});

test('lists', () => {
  expect(goQuotedList('"a","b,c","d\\"e"')).toEqual(['a', 'b,c', 'd"e']);
  expect(goQuotedList('a, b')).toEqual(['a', 'b']);
});
