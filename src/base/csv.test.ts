import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from './csv';
import { readCsv } from './rfc4180.fixture';

const restored = (cell: string) => (cell.startsWith("'") ? cell.slice(1) : cell).replace(/([;\t\r\n] *)'/g, '$1');

describe('csvText', () => {
  it('defuses formulas and keeps numbers', () => {
    expect(csvText([['=1+1', '+x', '-x', '@SUM', '\tx', "'x", -5, 'plain', 'a,"b"']])).toBe(
      `'=1+1,'+x,'-x,'@SUM,'\tx,''x,-5,plain,"a,""b"""\r\n`,
    );
  });
  it('defuses what starts a formula where the file is split at semicolons or tabs, or inside a quoted line', () => {
    expect(csvText([["x;=cmd|'/c calc'!A1", 'a; b; +1', 'note\n=1', "x;'=1", 'a;b', 'a\t@SUM']])).toBe(
      `x;'=cmd|'/c calc'!A1,a; b; '+1,"note\n'=1",x;''=1,a;b,a\t'@SUM\r\n`,
    );
  });
  it('comes back exactly through an RFC 4180 reader', () => {
    const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('=cmd|"/c calc"!A1', '\r\n', '"', ',', "''", '\t=1', ';', ';=1', '; ', "'"));
    fc.assert(
      fc.property(fc.array(fc.array(hostile, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const read = readCsv(csvText(rows));
        expect(read.map((row) => row.map(restored))).toEqual(rows);
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]|[;\t\r\n] *[=+\-@]/);
      }),
    );
  });
});
