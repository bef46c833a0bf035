import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { arrowStream, int64Column, nullableInt32Column, textColumn, textListColumn } from './arrow-batch';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { fixedSql } from './sql';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\ud83d', '\ude00', 'a\ud83d', '\ude00b', 'é', '€', '😀'));
const wellFormed = (value: string | null): string | null => value?.toWellFormed() ?? null;

it('carries texts, lists and numbers into the engine and back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({
        t: fc.option(text), l: fc.option(fc.array(text, { maxLength: 3 })), i: fc.option(fc.integer()),
        n: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.maxSafeInteger(), fc.constantFrom(4_294_967_295, 4_294_967_296, 2_147_483_648, -4_294_967_296)),
      }), { minLength: 1, maxLength: 20 }),
      async (rows) => {
        await engine.run('CREATE OR REPLACE TABLE carried (t VARCHAR, l VARCHAR[], i INTEGER, n BIGINT)');
        await engine.append('carried', arrowStream([
          ['t', textColumn(rows.map((row) => row.t))],
          ['l', textListColumn(rows.map((row) => row.l))],
          ['i', nullableInt32Column(rows.map((row) => row.i))],
          ['n', int64Column(Float64Array.from(rows, (row) => row.n))],
        ]));
        const back = await engine.read(fixedSql('FROM carried'));
        expect(back.objects()).toEqual(rows.map((row) => ({ ...row, t: wellFormed(row.t), l: row.l?.map(wellFormed) ?? null })));
      },
    ),
    { numRuns: 60 },
  );
});
