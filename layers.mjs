// @ts-check
/**
 * The architecture as data: who lives where, who may import whom, who owns which package. The table of
 * ARCHITECTURE.md is made from this file and the rules of .dependency-cruiser.mjs too, so neither can drift.
 */

/**
 * @typedef {object} Layer
 * @property {string} name
 * @property {string} shown how the table names it
 * @property {string} holds what lives here
 * @property {readonly string[]} mayImport other layers; its own folder is always allowed
 */

/** @type {readonly Layer[]} */
export const LAYERS = [
  {
    name: 'base',
    shown: 'base',
    holds: 'language helpers: assert, result, abort, bytes, UTC time, hostile text',
    mayImport: [],
  },
  {
    name: 'model',
    shown: 'model',
    holds: 'the words of the field: audit record, stage, filter, evidence, pin; types, schemas, pure functions',
    mayImport: ['base'],
  },
  {
    name: 'trust',
    shown: 'trust',
    holds: 'which field is vouched for by whom: a table and pure functions, readable by a forensic reviewer who knows no React',
    mayImport: ['base', 'model'],
  },
  {
    name: 'ingest',
    shown: 'ingest',
    holds: 'bytes → columns: containers, detection, parsers, worker entry and protocol; no database',
    mayImport: ['base', 'model'],
  },
  {
    name: 'db',
    shown: 'db',
    holds: 'the only code that knows the engine: port, schema `.sql`, `sql` tag, `defineQuery`, filter → SQL, append',
    mayImport: ['base', 'model', 'trust'],
  },
  {
    name: 'export',
    shown: 'export',
    holds: 'the report: pure document, redaction, renderers',
    mayImport: ['base', 'model', 'trust'],
  },
  {
    name: 'ui',
    shown: 'ui',
    holds: 'domain-free components and charts, design tokens',
    mayImport: ['base'],
  },
  {
    name: 'state',
    shown: 'state',
    holds: 'where React meets data: URL view state, stores, query hooks, persistence',
    mayImport: ['base', 'model', 'db'],
  },
  {
    name: 'actions',
    shown: 'actions',
    holds: 'the verbs: buttons, keys, palette and scripting call the same function',
    mayImport: ['base', 'model', 'trust', 'ingest', 'db', 'export', 'state'],
  },
  {
    name: 'features',
    shown: 'features/<name>',
    holds: 'one folder per part of the screen; flat; never another feature',
    mayImport: ['base', 'model', 'trust', 'db', 'ui', 'state', 'actions'],
  },
  {
    name: 'app',
    shown: 'app',
    holds: 'composition root: entry, providers, layout, error boundary, scripting API',
    mayImport: ['base', 'model', 'trust', 'ingest', 'db', 'export', 'ui', 'state', 'actions', 'features'],
  },
];

/**
 * The layers that may import a package. A package that is not here may be imported by none of them;
 * a second owner is a decision, written down in docs/decisions/.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const OWNERS = {
  '@duckdb/duckdb-wasm': ['db'],
  '@uwdata/flechette': ['db'],
  'fflate': ['ingest', 'actions'],
  'fzstd': ['ingest'],
  'hash-wasm': ['ingest'],
  'hyparquet': ['ingest'],
  'yaml': ['ingest'],
  'ipaddr.js': ['trust'],
  'zod': ['model'],
  'zustand': ['state'],
  '@tanstack/react-query': ['state', 'app'],
  'recharts': ['ui'],
  '@base-ui/react': ['ui', 'features', 'app'],
  '@tanstack/react-table': ['ui', 'features'],
  'react-resizable-panels': ['ui', 'features', 'app'],
  // actions: one file, use-workbench.ts; see docs/decisions.
  'react': ['ui', 'state', 'actions', 'features', 'app'],
  'react-dom': ['ui', 'features', 'app'],
  '@fontsource-variable/inter': ['ui', 'app'],
  '@fontsource-variable/jetbrains-mono': ['ui', 'app'],
};

/**
 * Tests and what only tests use. They may import any layer, any package and Node, because a test of `db` loads real
 * evidence through `ingest`; in return nothing else may import them.
 */
export const TEST_CODE = String.raw`(\.(test|fixture|fixtures|testing)\.[cm]?[jt]sx?$)|(/(testing|fixtures)/)`;

/** Code that runs under Node only: the command line, and the parts that say so in their name. */
export const NODE_CODE = String.raw`(^src/app/cli(\.|/|-))|(-node\.ts$)`;

/** A cruise that looked at fewer modules than this looked at the wrong thing. Raise it as the program grows. */
export const MODULE_FLOOR = 80;

/** Where a layer lives, as a pattern. @param {string} name */
export const folderOf = (name) => (name === 'features' ? '^src/features/[^/]+/[^/]+$' : `^src/${name}/`);

/** The table of ARCHITECTURE.md. */
export function layerTable() {
  const rows = LAYERS.map((layer) => {
    const packages = Object.keys(OWNERS).filter((name) => OWNERS[name]?.includes(layer.name));
    const left = LAYERS.filter((other) => other !== layer && !layer.mayImport.includes(other.name)).map((other) => other.name);
    const may =
      layer.mayImport.length === 0
        ? '–'
        : left.length === 0
          ? 'all'
          : layer.mayImport.length > left.length + 1
            ? `all but ${left.join(', ')}`
            : layer.mayImport.join(', ');
    return `| \`${layer.shown}\` | ${layer.holds} | ${may} | ${packages.length === 0 ? '–' : packages.join(', ')} |`;
  });
  return ['| layer | what lives here | may import | packages it may import |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
