/** What the WebAssembly takes it takes as the scanner would have; what it does not take, the scanner takes as ever. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELD_COUNT, FIELD_NAMES } from '../field-keys';
import { NO_LIST, RecordScanner, WHOLE } from '../record-scanner';
import { WINDOW_BYTES } from './layout';
import { WholeRecords } from './whole-record';

const encoder = new TextEncoder();
const started = (): WholeRecords => {
  const whole = WholeRecords.take();
  if (whole === undefined) throw new Error('this machine has no 128-bit vectors');
  return whole;
};
const whole = started();

function found(scanner: RecordScanner, bytes: Uint8Array, start: number, limit: number) {
  const status = scanner.scan(bytes, start, limit, NO_LIST);
  const { end, errorAt, expected, unusual, nonAscii, surrogates, memberCount, spaced, bareMarkup, escapedMarkup } = scanner;
  if (status !== WHOLE) return { status, errorAt, expected };
  const members = Array.from({ length: memberCount }, (_, i) => [
    scanner.memberField(i), scanner.memberKeyStart(i), scanner.memberKeyEnd(i), scanner.memberValueStart(i), scanner.memberValueEnd(i),
  ]);
  const fields = Array.from({ length: FIELD_COUNT }, (_, field) => [scanner.has(field), scanner.valueStart(field), scanner.valueEnd(field)]);
  return { status, end, unusual, nonAscii, surrogates, spaced, bareMarkup, escapedMarkup, members, fields };
}

/** The same bytes read both ways, in the arena and elsewhere, with what a longer record would have left behind them. */
function expectSame(text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  const alone = Uint8Array.from([...bytes, 0]);
  const expected = found(new RecordScanner(), alone, 0, bytes.length);
  expect(found(new RecordScanner(whole), alone, 0, bytes.length)).toEqual(expected);
  whole.arena.fill(0x22, 0, bytes.length + 200);
  whole.arena.set(alone);
  expect(found(new RecordScanner(whole), whole.arena, 0, bytes.length)).toEqual(expected);
}

const key = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...FIELD_NAMES.filter((name) => name !== 'items')) }, fc.string({ maxLength: 20 }), fc.constantFrom('Verb', 'AUDITID', '', 'items'));
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('é'.repeat(40), 'a"b\\c\n', '\u0000\u001f', '\ud800', '<b>&amp;', 'x'.repeat(100)));
const value = fc.oneof(
  text,
  fc.double(),
  fc.integer(),
  fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }),
  fc.constantFrom(true, false, null, [], {}, [[]], [{}], { a: [] }, 1e300, -0.5),
);
const record = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 30 }).map((members) => Object.fromEntries(members));
const written = fc
  .tuple(record, fc.constantFrom(undefined, 1, 4, '\t'), fc.boolean())
  .map(([object, indent, escaped]) => JSON.stringify(object, null, indent).replace(/[&<>]/g, (mark) => (escaped ? `\\u00${mark.charCodeAt(0).toString(16)}` : mark)));

test('well-formed objects are read the same both ways', () => {
  fc.assert(fc.property(written, expectSame), { numRuns: 2_000 });
});

test('so are objects with a byte changed, put in or cut out', () => {
  const change = fc.tuple(fc.nat(), fc.constantFrom('change', 'insert', 'delete', 'cut'), fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...encoder.encode('"\\{}[],:0123456789eE+-.tfnu \n'))));
  fc.assert(
    fc.property(written, fc.array(change, { minLength: 1, maxLength: 3 }), (json, changes) => {
      let bytes = [...encoder.encode(json)];
      for (const [where, what, byte] of changes) {
        // The first byte stays: a scan begins at a brace.
        const at = 1 + (where % Math.max(1, bytes.length - 1));
        if (what === 'change') bytes[at] = byte;
        else if (what === 'insert') bytes.splice(at, 0, byte);
        else if (what === 'delete') bytes.splice(at, 1);
        else bytes = bytes.slice(0, at);
      }
      expectSame(Uint8Array.from(bytes));
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  '{}', '{ }', '{"a":}', '{"a":1,}', '{,}', '{"a":[1,]}', '{"a":[,1]}', '{"a":{}}', '{"a":[]}', '{"a":[}', '{"a":{]}', '{"a" : 1 }', '{"a":01}', '{"a":-}', '{"a":1.}', '{"a":1e}', '{"a":1E+5}',
  '{"a":tru}', '{"a":nul', '{"a":"\\u12G4"}', '{"a":"\\ud800"}', '{"a":"\\uDfff"}', '{"a":"\\x"}', '{"a":"\t"}', '{"verb":"get","verb":"list"}', '{"ver\\u0062":"get"}', '{"items":[1]}', '{"items":{}}',
  `{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`, `{"a":${'{"b":'.repeat(8191)}1${'}'.repeat(8191)}}`, `{${Array.from({ length: 300 }, (_, i) => `"k${i}":${i}`).join(',')}}`,
  '{"a":"0123456789abcde"}', '{"a":"0123456789abcd\\n"}', '{"a":"0123456789abcdeé"}', '{"a":"0123456789abcdé"}', '{"a"', '{"a', '{', '{"a":"b"', '{"a":"b"}x',
])('read the same both ways: %s', (json) => expectSame(json));

test('an ordinary record is taken at every place of the arena up to its end', () => {
  const json = encoder.encode('{"kind":"Event","verb":"get","user":{"username":"a"}}');
  const scanner = new RecordScanner(whole);
  for (let start = WINDOW_BYTES - 200; start + json.length + 1 <= WINDOW_BYTES; start += 1) {
    whole.arena.set(json, start);
    whole.arena[start + json.length] = 0;
    expect(whole.scan(whole.arena, start, start + json.length)).toBe(true);
    expect(scanner.scan(whole.arena, start, start + json.length, NO_LIST)).toBe(WHOLE);
    expect(scanner.end).toBe(start + json.length);
  }
});

test('a record longer than there is room for elsewhere is read by the scanner itself', () => {
  const bytes = encoder.encode(`{"verb":"${'x'.repeat(1_200_000)}"}\0`);
  const scanner = new RecordScanner(whole);
  expect(scanner.scan(bytes, 0, bytes.length - 1, NO_LIST)).toBe(WHOLE);
  expect(scanner.end).toBe(bytes.length - 1);
});

const FIELD_OF = Object.fromEntries(FIELD_NAMES.map((name, field) => [name, field]));

test('a value that was remembered is met again only where exactly the same bytes stand as the value of the same field', () => {
  const fields = ['level', 'stage', 'verb', 'requestURI', 'sourceIPs', 'responseStatus', 'user', 'annotations', 'userAgent'] as const;
  const short = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 40 });
  const long = fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom(0, 20, 60, 130, 900)).map(([c, n]) => `${'x'.repeat(n)}${c}`);
  const fieldValue = fc.oneof(short, long, fc.record({ k: short }), fc.record({ k: long }), fc.array(short, { maxLength: 2 }));
  const own = started();
  const codes = new Map<string, number>();
  const spelled = new Map<number, string>();
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields), fieldValue, { minKeys: 1 }), (object) => {
      const bytes = encoder.encode(`${JSON.stringify({ ...object, auditID: 'x'.repeat(150) })}\0`);
      const scanner = new RecordScanner(own);
      expect(scanner.scan(bytes, 0, bytes.length - 1, NO_LIST)).toBe(WHOLE);
      for (const [name, member] of Object.entries(object)) {
        const field = FIELD_OF[name] ?? -1;
        const spelling = `${name}:${JSON.stringify(member)}`;
        const recalled = scanner.recalled(field);
        if (recalled >= 0) expect(spelled.get(recalled)).toBe(spelling);
        const code = codes.get(spelling) ?? codes.size + 1;
        codes.set(spelling, code);
        spelled.set(code, spelling);
        scanner.remember(field, code);
      }
      // Straight away it is known, when it is one that is kept at all.
      scanner.scan(bytes, 0, bytes.length - 1, NO_LIST);
      for (const [name, member] of Object.entries(object)) {
        const length = JSON.stringify(member).length;
        if (length <= 128) expect(scanner.recalled(FIELD_OF[name] ?? -1)).toBe(codes.get(`${name}:${JSON.stringify(member)}`));
      }
    }),
    { numRuns: 2_000 },
  );
});
