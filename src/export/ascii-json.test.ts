import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asciiJson, jsonLines } from './ascii-json';

it('is ASCII and means the same, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0xd800, max: 0xdfff }), (text, lone) => {
      const value = `${text}${String.fromCharCode(lone)}x`;
      expect(asciiJson({ value })).toMatch(/^[\x20-\x7e]*$/);
      expect(JSON.parse(asciiJson({ value }))).toEqual({ value });
    }),
  );
});

it('writes one value a line', () => {
  expect(jsonLines(['a\nb', { c: 1 }])).toBe('"a\\nb"\n{"c":1}\n');
});
