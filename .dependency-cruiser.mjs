// @ts-check
/** The rules of layers.mjs in the words of dependency-cruiser. scripts/layers.test.ts breaks every one of them. */
import { LAYERS, NODE_CODE, OWNERS, TEST_CODE, folderOf } from './layers.mjs';

/** @param {string} text */
const escape = (text) => text.replaceAll(/[.+*?^${}()|[\]\\/]/g, String.raw`\$&`);

/** Resolved (`node_modules/name/…`) or, for types only, by its bare name. @param {readonly string[]} names */
const packages = (names) => `^(node_modules/)?(${names.map(escape).join('|')})(/|$)`;

/** A file of a package asked for by address (`name/file?url`) stays under its written name: `exports` maps know no queries. */
const BY_ADDRESS = String.raw`^[^./][^?]*\?(url|raw)$`;

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const direction = LAYERS.map((layer) => ({
  name: `layer-${layer.name}`,
  comment: `\`${layer.name}\` may import ${layer.mayImport.length === 0 ? 'nothing but itself' : layer.mayImport.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${layer.name}/`, pathNot: TEST_CODE },
  to: { path: '^src/', pathNot: [layer.name, ...layer.mayImport].map((name) => `^src/${name}/`) },
}));

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const ownership = Object.entries(OWNERS).map(([name, owners]) => ({
  name: `owner-${name}`,
  comment: `${name} belongs to ${owners.join(', ')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: [TEST_CODE, ...owners.map(folderOf)] },
  to: { path: packages([name]) },
}));

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const rest = [
  {
    name: 'feature-alone',
    comment: 'a feature never imports another; what two need moves down a layer',
    severity: 'error',
    from: { path: '^src/features/([^/]+)/', pathNot: TEST_CODE },
    to: { path: '^src/features/', pathNot: '^src/features/$1/' },
  },
  {
    name: 'circular',
    comment: 'no cycle, not of types either',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'package-without-owner',
    comment: 'a package that layers.mjs gives to nobody',
    severity: 'error',
    from: { path: '^src/', pathNot: TEST_CODE },
    to: { path: ['^node_modules/', BY_ADDRESS], pathNot: packages(Object.keys(OWNERS)) },
  },
  {
    name: 'node-only',
    comment: 'the page has no Node; code that needs it is the command line or is named *-node.ts',
    severity: 'error',
    from: { path: '^src/', pathNot: [TEST_CODE, NODE_CODE] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'node-code-stays-out',
    comment: 'only the command line and tests import code that needs Node',
    severity: 'error',
    from: { path: '^src/', pathNot: [TEST_CODE, NODE_CODE] },
    to: { path: NODE_CODE },
  },
  {
    name: 'test-code-stays-out',
    comment: 'nothing but tests imports test code',
    severity: 'error',
    from: { path: '^src/', pathNot: TEST_CODE },
    to: { path: TEST_CODE },
  },
  {
    name: 'inside-src',
    comment: 'the program is src/; from outside it takes sample files and package.json only',
    severity: 'error',
    from: { path: '^src/', pathNot: TEST_CODE },
    to: { pathNot: ['^src/', '^node_modules/', '^samples/.+[.](jsonl|json|log|gz)$', '^package[.]json$'], dependencyTypes: ['local'] },
  },
  {
    name: 'resolvable',
    comment: 'an import that leads nowhere would pass every other rule',
    severity: 'error',
    from: { path: '^src/' },
    to: { couldNotResolve: true, pathNot: BY_ADDRESS },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...direction, ...ownership, ...rest],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
  },
};
