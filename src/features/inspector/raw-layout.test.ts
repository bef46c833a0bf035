import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markRawRecord, type RawPart } from '../../trust/raw-marks';
import { NO_FACTS } from '../../trust/request-facts';
import { indented, rawWindow } from './raw-layout';

const plain = (text: string): RawPart => ({ text, verdict: undefined });
const joined = (parts: readonly RawPart[]): string => parts.map((part) => part.text).join('');

/** A text cut at arbitrary places, as marks cut a record. */
const cutText = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.array(fc.nat(200), { maxLength: 6 })).map(([whole, cuts]) => {
    const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
    return places.slice(1).map((end, i) => plain(whole.slice(places[i], end)));
  });

describe('window of a record', () => {
  it('is always the beginning of the record, within the budget', () => {
    fc.assert(
      fc.property(cutText(fc.string({ unit: 'binary', maxLength: 200 })), fc.nat(300), (parts, budget) => {
        const { parts: kept, shown, total } = rawWindow(parts, budget);
        expect(joined(parts).startsWith(joined(kept))).toBe(true);
        expect(shown).toBe(joined(kept).length);
        expect(total).toBe(joined(parts).length);
        expect(shown).toBeLessThanOrEqual(budget);
      }),
    );
  });
  it('is the whole record where the budget pays for it', () => {
    const parts = [plain('{"a":'), { text: '1', verdict: 'observed' as const }, plain('}')];
    expect(rawWindow(parts, 64).parts).toEqual(parts);
  });
  it('keeps the mark of a value it cuts', () => {
    expect(rawWindow([{ text: 'abcdef', verdict: 'claimed' }], 3).parts).toEqual([{ text: 'abc', verdict: 'claimed' }]);
  });
  it('shows less of a text full of hidden characters', () => {
    const { shown, total } = rawWindow([plain('\u200b'.repeat(10_000))], 6_400);
    expect(total).toBe(10_000);
    expect(shown).toBeLessThanOrEqual(200);
    expect(shown).toBeGreaterThan(0);
  });
});

describe('indented record', () => {
  it('is JSON.stringify with two spaces, however it was written and cut', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }).chain((value) => fc.record({ value: fc.constant(value), parts: fc.constantFrom(0, 1, 3).chain((space) => cutText(fc.constant(JSON.stringify(value, null, space)))) })),
        ({ value, parts }) => {
          expect(joined(indented(parts))).toBe(JSON.stringify(value, null, 2));
        },
      ),
    );
  });
  it('keeps marks and numbers as they are written', () => {
    const parts = markRawRecord('{"auditID":"a","responseStatus":{"code":2e2}}', NO_FACTS);
    const drawn = indented(parts);
    expect(joined(drawn)).toBe('{\n  "auditID": "a",\n  "responseStatus": {\n    "code": 2e2\n  }\n}');
    expect(drawn.flatMap((part) => (part.verdict === undefined ? [] : [part.text]))).toEqual(['"a"', '2e2']);
  });
  it('draws no line under the space before a value', () => {
    const drawn = indented(markRawRecord('{"user":{"groups":["a","b"]}}', NO_FACTS));
    expect(drawn.flatMap((part) => (part.verdict === undefined ? [] : [part.text]))).toEqual(['"a"', '"b"']);
  });
  it('does not turn hostile nesting into a wall of spaces', () => {
    expect(joined(indented([plain('['.repeat(5_000))])).length).toBeLessThan(5_000 * 90);
  });
});
