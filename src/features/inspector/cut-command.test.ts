import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cutCommand } from './cut-command';

const RECORD = '{"auditID":"ü"}';
const FILE = Buffer.from(`first\n${RECORD}\nlast\n`);
const PLACE = { byteOffset: 6, byteLength: Buffer.byteLength(RECORD) };

describe('command that cuts a record out', () => {
  it('reads plainly for a plain name', () => {
    expect(cutCommand({ ...PLACE, evidenceName: 'audit.log' }, 'none')).toBe('tail -c +7 audit.log | head -c 16');
    expect(cutCommand({ ...PLACE, evidenceName: 'audit.log.gz' }, 'gzip')).toBe('gzip -dc audit.log.gz | tail -c +7 | head -c 16');
    for (const tool of ['bzip2', 'xz']) expect(cutCommand({ ...PLACE, evidenceName: 'a' }, tool)).toBe(`${tool} -dc a | tail -c +7 | head -c 16`);
    expect(cutCommand({ ...PLACE, evidenceName: 'a.zip!b' }, 'zip')).toBeUndefined();
  });

  for (const name of ['audit.log', "it's $(touch owned) `id`;.log", '-n', 'two\nlines', '\u202egol.exe', '"quoted" \u001b[31m', 'ünï 7'])
    for (const container of ['none', 'gzip'])
      it(`gives the exact bytes of ${JSON.stringify(name)} (${container})`, () => {
        const folder = mkdtempSync(join(tmpdir(), 'kubewitness-cut-'));
        writeFileSync(join(folder, name), container === 'gzip' ? gzipSync(FILE) : FILE);
        const command = cutCommand({ ...PLACE, evidenceName: name }, container) ?? '';
        expect(command).toMatch(/^[\u0020-\u007e\u00a1-\u00ff]+$/);
        expect(execFileSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8' })).toBe(RECORD);
      });
});
