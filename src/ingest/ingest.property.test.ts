/** Properties over generated evidence. The oracle is JSON.parse with a mapping written apart from the reader's. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parseTimestamp } from '../base/time';
import { FUZZ_EFFORT } from '../base/random-tests.testing';
import { readAll, unaccounted, utf8, type Row } from './bytes.testing';

// Long enough for a busy machine; none of these needs more than a few seconds of work.
vi.setConfig({ testTimeout: 60_000 * FUZZ_EFFORT });

const RUNS = 80 * FUZZ_EFFORT;

// Keys that JSON.parse would reorder (whole numbers) or not create (__proto__) are of no interest here.
const key = fc.oneof(fc.constantFrom('authorization.k8s.io/decision', 'a', 'ключ', 'k:{"x"}', '\u0000', '"', '\\', ''), fc.string({ unit: 'grapheme' })).filter((k) => !/^\d+$/.test(k) && k !== '__proto__');
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'get', '{"kind":"Event","apiVersion":"audit.k8s.io/v1"}', '\n{', 'a"b\\c', '\u202e', '\ufeff', '\u2028', '😀', '</script>', 'x'.repeat(300)),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const texts = fc.array(text, { maxLength: 4 });
const user = fc.record({ username: maybe(text), uid: maybe(text), groups: maybe(texts), extra: maybe(fc.dictionary(key, texts, { maxKeys: 4 })) }, { requiredKeys: [] });
const time = fc.oneof(
  fc.date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true }).map((date) => date.toISOString().replace('Z', '123Z')),
  fc.constantFrom('2024-02-29T00:00:00Z', '2500-01-01T00:00:00.5Z', '1950-01-01T00:00:00Z', '2024-01-01T00:00:00+02:00', '2024-01-01 00:00:00.1234567', '0001-01-01T00:00:00Z'),
);
const part = { name: maybe(text), namespace: maybe(text), resource: maybe(text), subresource: maybe(text), uid: maybe(text), apiGroup: maybe(text), resourceVersion: maybe(text) };
const event = fc.record(
  {
    kind: fc.constant('Event'),
    apiVersion: fc.constantFrom('audit.k8s.io/v1', 'audit.k8s.io/v1beta1'),
    metadata: fc.constantFrom(null, {}, { creationTimestamp: null }, { creationTimestamp: '2020-01-01T00:00:00Z' }),
    level: maybe(text), timestamp: maybe(time), auditID: maybe(text), stage: maybe(text), requestURI: maybe(text), verb: maybe(text),
    user: maybe(user), impersonatedUser: maybe(user), sourceIPs: maybe(texts), userAgent: maybe(text),
    objectRef: maybe(fc.record({ ...part, apiVersion: fc.constantFrom('v1', null) }, { requiredKeys: [] })),
    responseStatus: maybe(fc.record({ code: fc.integer({ min: -999, max: 999 }), status: maybe(text), reason: maybe(text), message: maybe(text), details: fc.jsonValue() }, { requiredKeys: [] })),
    requestObject: fc.jsonValue(), responseObject: fc.jsonValue(), requestReceivedTimestamp: maybe(time), stageTimestamp: maybe(time),
    annotations: maybe(fc.dictionary(key, text, { maxKeys: 4 })), unknown: fc.jsonValue(),
  },
  { requiredKeys: ['kind', 'apiVersion'] },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** Writes every character as an escape: the form that none of the fast paths take. */
const escapeAll = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"/g, (string) => {
    const value: string = JSON.parse(string);
    return `"${Array.from({ length: value.length }, (_, i) => `\\u${value.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`;
  });
const FORMS: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => JSON.stringify(value).replace(/&/g, '\\u0026').replace(/</g, '\\u003c'),
  (value) => escapeAll(JSON.stringify(value)),
];

const orNull = <T>(value: T | null | undefined): T | null => value ?? null;
const clean = <T>(value: T): T => JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f][0-9a-f]{2}/g, '\\ufffd'));
function expectedUser(value: Event['user']): Row['user'] {
  if (value === undefined || value === null) return null;
  const extra = value.extra === undefined || value.extra === null ? null : Object.entries(value.extra);
  return clean({ username: orNull(value.username), uid: orNull(value.uid), groups: orNull(value.groups), extra });
}
const ZERO = parseTimestamp('0001-01-01T00:00:00Z');
const us = (...candidates: (string | null | undefined)[]): bigint | null =>
  candidates.map((candidate) => (typeof candidate === 'string' ? parseTimestamp(candidate) : undefined)).find((found) => found !== undefined && found !== ZERO) ?? null;

function expectedRow(json: string): Partial<Row> {
  const e: Event = JSON.parse(json);
  const o = e.objectRef;
  const s = e.responseStatus;
  return {
    ...clean({
      auditId: orNull(e.auditID), level: orNull(e.level), stage: orNull(e.stage), verb: orNull(e.verb), userAgent: orNull(e.userAgent),
      sourceIps: orNull(e.sourceIPs), annotations: e.annotations === undefined || e.annotations === null ? null : Object.entries(e.annotations),
      objectRef: o === undefined || o === null ? null : {
        resource: orNull(o.resource), subresource: orNull(o.subresource), namespace: orNull(o.namespace), name: orNull(o.name), uid: orNull(o.uid),
        apiGroup: orNull(o.apiGroup), apiVersion: orNull(o.apiVersion), resourceVersion: orNull(o.resourceVersion),
      },
      responseStatus: s === undefined || s === null ? null : { code: orNull(s.code), status: orNull(s.status), reason: orNull(s.reason), message: orNull(s.message) },
    }),
    user: expectedUser(e.user),
    impersonatedUser: expectedUser(e.impersonatedUser),
    bodies: (orNull(e.requestObject) === null ? 0 : 1) | (orNull(e.responseObject) === null ? 0 : 2),
    receivedUs: us(e.requestReceivedTimestamp, e.timestamp),
    stageUs: us(e.stageTimestamp, e.metadata?.creationTimestamp),
    byteLength: utf8(json).length,
    recordHash: createHash('sha256').update(json).digest('hex'),
  };
}

const evidence = fc.array(fc.tuple(event, fc.constantFrom(...FORMS)).map(([value, form]) => form(value)), { minLength: 1, maxLength: 6 });

describe('generated evidence', () => {
  test('rows are what JSON.parse sees, in every way of writing them', async () => {
    await fc.assert(
      fc.asyncProperty(evidence, fc.constantFrom('\n', '', '\r\n\r\n', ',', ' '), async (records, between) => {
        const { rows, issues } = await readAll(records.join(between));
        expect(issues).toEqual([]);
        expect(rows).toHaveLength(records.length);
        rows.forEach((row, i) => {
          expect(row).toMatchObject(expectedRow(records[i] ?? ''));
          expect(row.uri?.uri ?? null).toBe(JSON.parse(records[i] ?? '').requestURI ?? null);
        });
      }),
      { numRuns: RUNS },
    );
  });

  test('members of a record may come in any order and with other capital letters', async () => {
    await fc.assert(
      fc.asyncProperty(event, fc.integer(), async (value, seed) => {
        const members = Object.entries(value).sort(([a], [b]) => ((a.charCodeAt(1) * seed) % 7) - ((b.charCodeAt(1) * seed) % 7));
        const capitalised = members.map(([name, member]) => [name === 'kind' || name === 'apiVersion' ? name : name.charAt(0).toUpperCase() + name.slice(1), member]);
        const [usual, other] = [members, capitalised].map((list) => JSON.stringify(Object.fromEntries(list)));
        // The shape is that of the writing, not of what is said.
        const places = { byteOffset: 0, byteLength: 0, recordHash: '', shape: 0 };
        const a = (await readAll(usual ?? '')).rows.map((row) => ({ ...row, ...places }));
        const b = (await readAll(other ?? '')).rows.map((row) => ({ ...row, ...places }));
        expect(b).toEqual(a);
      }),
      { numRuns: RUNS },
    );
  });

  /** What an attacker, a full disk or two writers do to a log; `at` and `length` are shares of its length. */
  const damage = fc.record({
    kind: fc.constantFrom('cut-out', 'cut-end', 'cut-start', 'insert', 'flip'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 200 }),
    junk: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('{', '}', '"', '[', ']', '\n', '\\', '{"', '{"kind":"Event"', '{"items":[', '\n{', ':', ',', '\0\0', '{"a":{"b":[')),
  });
  function apply(bytes: Uint8Array, d: typeof damage extends fc.Arbitrary<infer T> ? T : never): { bytes: Uint8Array; from: number; to: number } {
    const at = Math.floor(d.at * bytes.length);
    const end = Math.min(bytes.length, at + d.length);
    if (d.kind === 'cut-end') return { bytes: bytes.slice(0, at), from: at, to: bytes.length };
    if (d.kind === 'cut-start') return { bytes: bytes.slice(at), from: 0, to: at };
    if (d.kind === 'cut-out') return { bytes: Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(end)]), from: at, to: end };
    if (d.kind === 'insert') return { bytes: Uint8Array.from([...bytes.subarray(0, at), ...utf8(d.junk), ...bytes.subarray(at)]), from: at, to: at };
    const flipped = bytes.slice();
    for (let i = at; i < Math.min(end, at + 3); i += 1) flipped[i] = (flipped[i] ?? 0) ^ (1 << (d.length & 7));
    return { bytes: flipped, from: at, to: Math.min(end, at + 3) };
  }

  test('no damage crashes the reader or loses a record on another line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 2, maxLength: 6 }), damage, async (events, d) => {
        const records = events.map((value, i) => JSON.stringify({ ...value, auditID: `record-${i}` }));
        const original = utf8(records.map((record) => `${record}\n`).join(''));
        const damaged = apply(original, d);
        const outcome = await readAll(damaged.bytes);
        const { rows, issues, summary } = outcome;
        expect(unaccounted(damaged.bytes, outcome), JSON.stringify(new TextDecoder().decode(damaged.bytes))).toEqual([]);
        const found = new Set(rows.map((row) => row.recordHash));
        let at = 0;
        for (const record of records) {
          const end = at + utf8(record).length;
          // A record stands whole when neither it nor its newline was touched; its hash proves that it was read as it is.
          const whole = end < damaged.from || at >= damaged.to;
          // Behind the damage on the same line, the record may now stand where a value of the broken one would; then that is said.
          const said = at === damaged.to && issues.some((issue) => issue.reason.includes('looks like an audit event'));
          if (whole && !said) expect(found, `${d.kind} ${JSON.stringify(new TextDecoder().decode(damaged.bytes))}`).toContain(createHash('sha256').update(record).digest('hex'));
          at = end + 1;
        }
        expect(summary.issues).toBe(issues.length);
        // A line end inside a string makes two lines of one width and less, which are joined again as a pager's.
        const isJoined = summary.formats.some(([form]) => form.includes('hard-wrapped JSON'));
        for (const row of rows) {
          const text = new TextDecoder().decode(damaged.bytes.subarray(row.byteOffset, row.byteOffset + row.byteLength));
          expect(() => JSON.parse(isJoined ? text.replaceAll('\n', '') : text)).not.toThrow();
        }
      }),
      { numRuns: RUNS * 2 },
    );
  });

  test('results do not depend on how the stream is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(evidence, fc.array(damage, { maxLength: 3 }), fc.constantFrom('\n', ''), async (records, damages, between) => {
        const bytes = damages.reduce<Uint8Array>((all, d) => apply(all, d).bytes, utf8(records.join(between)));
        const whole = await readAll(bytes, 1_000_000);
        for (const size of [1, 7, 64]) {
          const parts = await readAll(bytes, size);
          expect(parts.rows).toEqual(whole.rows);
          expect(parts.issues).toEqual(whole.issues);
          expect(parts.summary).toEqual(whole.summary);
        }
        expect(unaccounted(bytes, whole), JSON.stringify(new TextDecoder().decode(bytes))).toEqual([]);
      }),
      { numRuns: RUNS / 4 },
    );
  });

  test('arbitrary bytes neither crash nor hang', async () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\n', ' ', '1', 'null', 'a', '{"kind":"Event","apiVersion":"audit.k8s.io/v1"', '"items":[', '\0', '\ufeff', 'é');
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 200 }), async (list) => {
        const content = list.join('');
        const whole = await readAll(content);
        const parts = await readAll(content, 3);
        expect(parts).toMatchObject({ rows: whole.rows, issues: whole.issues, summary: whole.summary });
        // Where every second byte is NUL it is UTF-16, and places are those in the text of that.
        const isUtf16 = whole.summary.container !== 'none';
        if (!isUtf16) expect(unaccounted(utf8(content), whole), JSON.stringify(content)).toEqual([]);
      }),
      { numRuns: RUNS * 3 },
    );
  });
});

test('the accounting finds bytes that nobody speaks of', async () => {
  const outcome = await readAll('{"kind":"Event","apiVersion":"audit.k8s.io/v1"}\nlost text\n');
  expect(unaccounted(utf8('{"kind":"Event","apiVersion":"audit.k8s.io/v1"}\nlost text\n'), outcome)).toEqual([]);
  expect(unaccounted(utf8('{"kind":"Event","apiVersion":"audit.k8s.io/v1"}\nlost text\n'), { ...outcome, issues: [] })).toEqual(['47: lost text']);
});
