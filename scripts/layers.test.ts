import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import config from '../.dependency-cruiser.mjs';
import { LAYERS, MODULE_FLOOR, OWNERS, folderOf, layerTable } from '../layers.mjs';
import { documentedTable } from './architecture-table.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

async function cruiseSrc(baseDir: string): Promise<ICruiseResult> {
  const { output } = await cruise(['src'], { ...config.options, ruleSet: { forbidden: config.forbidden ?? [] }, validate: true, baseDir });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text');
  return output;
}

const violations = (result: ICruiseResult): string[] => result.summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`);

describe('the program', () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    result = await cruiseSrc(ROOT);
  });

  test('obeys every rule', () => {
    expect(violations(result)).toEqual([]);
  });

  test('was looked at, not overlooked', () => {
    const own = result.modules.filter((module) => module.source.startsWith('src/'));
    expect(own.length).toBeGreaterThanOrEqual(MODULE_FLOOR);
    expect(own.flatMap((module) => module.dependencies).length).toBeGreaterThanOrEqual(MODULE_FLOOR);
  });

  test('has no file outside the layers', () => {
    const homes = LAYERS.map((layer) => new RegExp(folderOf(layer.name)));
    const homeless = result.modules
      .map((module) => module.source)
      .filter((source) => source.startsWith('src/') && !source.endsWith('.d.ts'))
      .filter((source) => !homes.some((home) => home.test(source)));
    expect(homeless).toEqual([]);
  });
});

/** For each rule: files that break it. Everything is importable as `x`; a path with node_modules is a package. */
type Files = Readonly<Record<string, string>>;
const X = 'export const x = 1;\n';
const use = (from: string): string => `import { x } from '${from}';\nexport const y = x;\n`;

function stubPackage(name: string): Files {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', type: 'module', exports: { '.': './index.js' } }),
    [`node_modules/${name}/index.js`]: X,
  };
}

function breaking(rule: string): Files {
  const layer = LAYERS.find(({ name }) => rule === `layer-${name}`);
  if (layer !== undefined) {
    const other = LAYERS.find(({ name }) => name !== layer.name && !layer.mayImport.includes(name));
    // `app` may import every layer; what it may not import is a file in no layer.
    const target = other === undefined ? 'src/elsewhere/target.ts' : `src/${other.name}/part/target.ts`;
    return { [target]: X, [`src/${layer.name}/part/breaks.ts`]: use(`../../${target.slice('src/'.length, -'.ts'.length)}`) };
  }
  const owned = Object.entries(OWNERS).find(([name]) => rule === `owner-${name}`);
  if (owned !== undefined) {
    const [name, owners] = owned;
    const stranger = LAYERS.find((candidate) => !owners.includes(candidate.name))?.name ?? 'base';
    return { ...stubPackage(name), [`src/${stranger}/breaks.ts`]: use(name) };
  }
  switch (rule) {
    case 'feature-alone':
      return { 'src/features/one/target.ts': X, 'src/features/two/breaks.ts': use('../one/target') };
    case 'circular':
      return {
        'src/base/a.ts': `import type { B } from './b';\nexport interface A { b?: B }\n`,
        'src/base/b.ts': `import type { A } from './a';\nexport interface B { a?: A }\n`,
      };
    case 'package-without-owner':
      return { ...stubPackage('left-pad'), 'src/base/breaks.ts': use('left-pad') };
    case 'node-only':
      return { 'src/base/breaks.ts': `import { readFileSync } from 'node:fs';\nexport const y = readFileSync;\n` };
    case 'node-code-stays-out':
      return { 'src/base/target-node.ts': X, 'src/base/breaks.ts': use('./target-node') };
    case 'test-code-stays-out':
      return { 'src/base/target.fixture.ts': X, 'src/base/breaks.ts': use('./target.fixture') };
    case 'inside-src':
      return { 'scripts/target.ts': X, 'src/base/breaks.ts': use('../../scripts/target') };
    case 'resolvable':
      return { 'src/base/breaks.ts': use('./nowhere') };
    default:
      throw new Error(`no file here breaks the rule ${rule}; write one`);
  }
}

describe('each rule reports a file that breaks it', () => {
  let scratch = '';
  beforeAll(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'kubewitness-layers-'));
  });
  afterAll(async () => {
    await rm(scratch, { recursive: true, force: true });
  });

  async function cruiseFiles(name: string, files: Files): Promise<ICruiseResult> {
    const tree = path.join(scratch, encodeURIComponent(name));
    for (const [file, text] of Object.entries({ 'package.json': '{"type":"module"}', 'src/base/fine.ts': X, ...files })) {
      await mkdir(path.dirname(path.join(tree, file)), { recursive: true });
      await writeFile(path.join(tree, file), text);
    }
    return cruiseSrc(tree);
  }

  const names = (config.forbidden ?? []).map((rule) => rule.name ?? '');

  test('and every rule has a name of its own', () => {
    expect(names).not.toContain('');
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(names)('%s', async (name) => {
    const result = await cruiseFiles(name, breaking(name));
    expect(result.summary.violations.map((violation) => violation.rule.name)).toContain(name);
  });

  test('and a package file asked for by address counts as that package', async () => {
    const result = await cruiseFiles('by-address', {
      ...stubPackage('@duckdb/duckdb-wasm'),
      'src/base/owned.ts': use('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'),
      'src/base/unowned.ts': use('left-pad/index.js?url'),
    });
    expect(result.summary.violations.map((violation) => violation.rule.name)).toEqual(
      expect.arrayContaining(['owner-@duckdb/duckdb-wasm', 'package-without-owner']),
    );
  });

  test('and tests may import what they test with', async () => {
    const result = await cruiseFiles('tests-are-free', {
      ...stubPackage('left-pad'),
      'src/ingest/target.ts': X,
      'src/db/free.test.ts': `import { x } from '../ingest/target';\nimport 'left-pad';\nimport 'node:fs';\nexport const y = x;\n`,
    });
    expect(violations(result)).toEqual([]);
  });
});

test('ARCHITECTURE.md shows the table that is enforced (node scripts/architecture-table.mjs writes it)', async () => {
  expect(await documentedTable()).toBe(layerTable());
});
