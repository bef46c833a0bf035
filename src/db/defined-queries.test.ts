/** Every defined query, anywhere in the source, is bound by the real engine with its example. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import type { ColumnDecoder, DefinedQuery } from './define-query';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';

type AnyQuery = DefinedQuery<unknown, Readonly<Record<string, ColumnDecoder<unknown>>>>;

function isQuery(value: unknown): value is AnyQuery {
  return typeof value === 'object' && value !== null && 'name' in value && 'example' in value && 'sql' in value && 'columns' in value;
}

const modules: Record<string, () => Promise<unknown>> = { ...import.meta.glob('./*.ts'), ...import.meta.glob('../features/*/*.query.ts'), ...import.meta.glob('../actions/*.query.ts') };
delete modules['./duckdb-browser.ts'];
const found: [string, AnyQuery][] = [];
for (const [path, load] of Object.entries(modules)) {
  if (path.endsWith('.test.ts')) continue;
  const module: unknown = await load();
  if (typeof module === 'object' && module !== null) found.push(...Object.values(module).filter(isQuery).map((query): [string, AnyQuery] => [query.name, query]));
}

describe('every defined query', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openNodeEngine();
    await createSchema(engine);
  });
  afterAll(() => engine.close());

  it('is found', () => {
    expect(found.length).toBeGreaterThan(8);
    expect(new Set(found.map(([name]) => name)).size).toBe(found.length);
  });

  it.each(found)('%s returns the columns it declares', async (_, query) => {
    const table = await engine.read(query.sql(query.example));
    const types = new Map(table.columns.map((column) => [column.name, column.type]));
    for (const [name, decoder] of Object.entries(query.columns)) expect(decoder.types, name).toContain(types.get(name));
    expect(table.columns.map((column) => column.name).sort()).toEqual(Object.keys(query.columns).sort());
  });
});
