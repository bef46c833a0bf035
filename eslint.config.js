// @ts-check
import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** A type is asserted where bytes from outside get one, and where a brand is put on; nowhere else. */
const MAY_ASSERT_TYPES = ['**/*.decode.ts', 'src/base/time.ts', 'src/base/brand.ts', '**/*.test.{ts,tsx}', 'e2e/**'];

const NO_ASSERTION = {
  selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"]), TSTypeAssertion',
  message: 'Narrow or decode instead of asserting a type; assertions live in *.decode.ts.',
};
const NO_RAW_HTML = [
  {
    selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
    message: 'Evidence is hostile text; it is never parsed as HTML.',
  },
  {
    selector:
      'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/], CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/]',
    message: 'Evidence is hostile text; it is never parsed as HTML.',
  },
];
const NO_DEFAULT_EXPORT = { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that one thing has one name.' };
const NO_SLEEP = {
  selector: 'CallExpression[callee.property.name="waitForTimeout"]',
  message: 'Wait for the page to be idle or for what you expect, never for time.',
};

export default defineConfig(
  globalIgnores(['dist/', 'dist-cli/', 'test-results/', 'playwright-report/', '.cache/', 'samples/**/*.{js,json,jsonl}', 'src/**/*.as.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'eqeqeq': 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', NO_ASSERTION, ...NO_RAW_HTML, NO_DEFAULT_EXPORT],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      // Numbers and bigints in a template are what is meant; objects and `undefined` still are not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `onClick={() => act()}` and `() => log.warn(…)` say no more with braces around them.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An event handler may be async: the actions it calls report their own failures.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // An async function or generator may have nothing to await: it keeps a promise that others made of its interface.
      '@typescript-eslint/require-await': 'off',
      // `while (true)` around a stream reader or a scanner is clearer than a flag.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      // `{ wanted: _, ...rest }` and `_unused` parameters are said to be unused by their name.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Control characters are what a reader of hostile bytes looks for.
      'no-control-regex': 'off',
      // The same for joiners and variation selectors, when they are written as escapes.
      'no-misleading-character-class': ['error', { allowEscape: true }],
      // Does not know that a branded bigint (TimestampUs) is a bigint; the compiler does.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
    },
  },
  {
    files: ['src/**/*.tsx'],
    extends: [jsxA11y.flatConfigs.recommended],
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: MAY_ASSERT_TYPES,
    ignores: ['e2e/**'],
    rules: { 'no-restricted-syntax': ['error', ...NO_RAW_HTML, NO_DEFAULT_EXPORT] },
  },
  {
    files: ['e2e/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', NO_SLEEP],
      // What is written inside page.evaluate() runs in the page, where the console is under watch.
      'no-console': 'off',
      // Playwright's fixtures are declared as `async ({}, use) => …`.
      'no-empty-pattern': 'off',
    },
  },
  {
    files: ['**/*.{test,fixture,testing}.{ts,tsx}', 'src/**/evidence.testing.ts'],
    rules: {
      // A test reads back JSON that it wrote itself; `any` may not be written, but may come out of JSON.parse.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Figures measured on the way are worth a line.
      'no-console': 'off',
    },
  },
  {
    files: ['*.config.{ts,js}', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src/base/log.ts', 'src/app/cli*', 'src/app/cli/**', 'bench/**', 'scripts/**', 'samples/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        console: false,
        process: false,
        URL: false,
        performance: false,
        Buffer: false,
        setTimeout: false,
        clearTimeout: false,
        fetch: false,
        TextEncoder: false,
        TextDecoder: false,
        window: false,
        document: false,
        structuredClone: false,
        Response: false,
        Blob: false,
        File: false,
        AbortController: false,
        PerformanceObserver: false,
        requestAnimationFrame: false,
      },
    },
    rules: { eqeqeq: 'error' },
  },
);
