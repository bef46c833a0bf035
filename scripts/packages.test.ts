import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isInstalled } from './packages.mjs';

const read = (name: string): Promise<string> => readFile(new URL(`../${name}`, import.meta.url), 'utf8');

const PACKAGE = z.object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) });

describe('dependencies', () => {
  test('each is pinned exactly', async () => {
    const { dependencies, devDependencies } = PACKAGE.parse(JSON.parse(await read('package.json')));
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  test.each(['dependencies', 'devDependencies'] as const)('each of the %s has its line of reason in docs/dependencies.md', async (kind) => {
    const names = Object.keys(PACKAGE.parse(JSON.parse(await read('package.json')))[kind]);
    const heading = kind === 'dependencies' ? 'In the page' : 'For building and testing only';
    const section = (await read('docs/dependencies.md')).split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
    const documented = [...section.matchAll(/^\| `([^`]+)` \| \S/gm)].map((match) => match[1] ?? '');
    expect(documented.toSorted()).toEqual(names.toSorted());
  });

  test('the lock file names no registry', async () => {
    expect(await read('package-lock.json')).not.toContain('"resolved"');
  });
});

describe('whether node_modules holds what the lock file asks for', () => {
  let folder = '';
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function installed(wanted: unknown, found: unknown): Promise<boolean> {
    folder = await mkdtemp(path.join(tmpdir(), 'kubewitness-packages-'));
    await mkdir(path.join(folder, 'node_modules'));
    await writeFile(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    if (found !== undefined) await writeFile(path.join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: found }));
    return isInstalled(folder);
  }

  const a = { version: '1.0.0', integrity: 'sha512-a' };

  test('yes, when every package is there', async () => {
    expect(await installed({ '': {}, 'node_modules/a': a }, { 'node_modules/a': a, 'node_modules/left-over': a })).toBe(true);
  });
  test('yes, when what is missing is for another machine', async () => {
    expect(await installed({ 'node_modules/a': a, 'node_modules/b': { ...a, optional: true } }, { 'node_modules/a': a })).toBe(true);
  });
  test('no, when one is missing', async () => {
    expect(await installed({ 'node_modules/a': a, 'node_modules/b': a }, { 'node_modules/a': a })).toBe(false);
  });
  test('no, when one has another version or content', async () => {
    expect(await installed({ 'node_modules/a': a }, { 'node_modules/a': { ...a, version: '1.0.1' } })).toBe(false);
    expect(await installed({ 'node_modules/a': a }, { 'node_modules/a': { ...a, integrity: 'sha512-b' } })).toBe(false);
  });
  test('no, when an installation was interrupted', async () => {
    expect(await installed({ 'node_modules/a': a }, undefined)).toBe(false);
  });
});
