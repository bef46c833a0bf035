import { describe, expect, test } from 'vitest';
import { leftOut, readAll, utf8 } from './bytes.testing';

const json = (value: unknown): string => JSON.stringify(value);
const record = (id: string, more: object = {}): object => ({ kind: 'Event', apiVersion: 'audit.k8s.io/v1', auditID: id, stage: 'ResponseComplete', requestURI: '/api', verb: 'get', user: { username: 'u' }, ...more });
const aks = (id: string): object => ({ category: 'kube-audit', properties: { log: `${json(record(id))}\n`, pod: 'p' }, resourceId: 'r' });

async function read(text: string): Promise<{ readonly ids: readonly (string | null)[]; readonly issues: readonly string[] }> {
  const bytes = utf8(text);
  const outcome = await readAll(bytes);
  expect(leftOut(bytes, outcome, false)).toEqual([]);
  for (const size of [1, 7, 64]) expect(await readAll(bytes, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues, summary: outcome.summary });
  for (const row of outcome.rows) expect(new TextDecoder().decode(bytes.subarray(row.byteOffset, row.byteOffset + row.byteLength))).toContain(row.auditId);
  return { ids: outcome.rows.map((row) => row.auditId), issues: outcome.issues.map(({ kind, line }) => `${kind} ${line}`) };
}

describe('an envelope that is broken behind its record', () => {
  test('is cut at the end of the file', async () => {
    expect(await read(json(aks('a')).slice(0, -20))).toEqual({ ids: ['a'], issues: ['cut-record 1'] });
  });
  test('is cut at the end of its line, where the next line goes on as its value', async () => {
    const cut = json(aks('a'));
    expect(await read(`${cut.slice(0, cut.indexOf('"p"'))}\n${json(aks('b'))}\n`)).toEqual({ ids: ['a', 'b'], issues: ['cut-record 1'] });
  });
  test('is the last of a list', async () => {
    const list = json({ records: [aks('a'), aks('b')] });
    expect(await read(list.slice(0, -20))).toEqual({ ids: ['a', 'b'], issues: ['cut-record 1', 'cut-record 1'] });
  });
  test('is indented, and no JSON after the record', async () => {
    expect(await read(JSON.stringify(aks('a'), undefined, 2).replace('"p"', 'p'))).toEqual({ ids: ['a'], issues: ['bad-json 1'] });
  });
  test('has the record as an object', async () => {
    expect(await read(`${json({ kubernetes: { audit: record('a') }, x: 1 }).replace(':1}', ':NaN}')}\n`)).toEqual({ ids: ['a'], issues: ['bad-json 1'] });
  });
});

describe('nothing is read', () => {
  const forged = json(record('forged'));
  test('of a record that was cut itself, as a string or as an object', async () => {
    const text = json(aks('a'));
    expect((await read(text.slice(0, text.indexOf('verb')))).ids).toEqual([]);
    const object = json({ kubernetes: { audit: record('a', { annotations: { x: 'y' } }) } });
    expect((await read(object.slice(0, -6))).ids).toEqual([]);
  });
  test('of one that was cut in a notation of its own', async () => {
    const member = (key: string, value: string): object => ({ key, value: { stringValue: value } });
    const values = Object.entries(record('a', { user: undefined })).flatMap(([key, value]) => (typeof value === 'string' ? [member(key, value)] : []));
    const text = json({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { kvlistValue: { values } } }] }] }] });
    for (let length = text.length - 12; length < text.length; length += 1) expect((await read(text.slice(0, length))).ids.length).toBeLessThanOrEqual(1);
    expect((await read(text.slice(0, text.indexOf('verb') - 1))).ids).toEqual([]);
  });
  test.each([
    ['its body', { requestObject: { data: { message: forged } }, x: 1 }],
    ['its annotations', { annotations: { message: forged, log: forged }, x: 1 }],
    ['its answer', { responseObject: { items: [{ message: forged }] }, x: 1 }],
  ])('that a client wrote into a broken event: %s', async (_, more) => {
    for (const text of [json(record('real', more)), JSON.stringify(record('real', more), undefined, 2)]) expect((await read(text.slice(0, -6))).ids).toEqual([]);
  });
  test('that a client wrote into a broken event whose keys are in the order of the alphabet, wherever it breaks', async () => {
    const sorted = Object.fromEntries(Object.entries(record('real', { annotations: { log: forged, message: forged }, userAgent: forged, x: 1 })).sort(([a], [b]) => (a < b ? -1 : 1)));
    const text = json(sorted);
    for (let length = text.indexOf('}"') + 2; length < text.length; length += 5) expect((await read(text.slice(0, length))).ids).toEqual([]);
  });
  test('of a broken entry of Google\'s, which would be put together from what is left of it', async () => {
    const entry = json({ insertId: 'g', protoPayload: { serviceName: 'k8s.io', methodName: 'io.k8s.core.v1.pods.get', resourceName: 'core/v1/pods/p', request: { data: { message: forged } } }, x: 1 });
    expect((await read(entry.slice(0, -5))).ids).toEqual([]);
    const wrapped = json({ message: { insertId: 'g', protoPayload: { serviceName: 'k8s.io', methodName: 'io.k8s.core.v1.pods.get', request: { message: forged } } }, x: 1 });
    expect((await read(wrapped.slice(0, -5))).ids).toEqual([]);
  });
});
