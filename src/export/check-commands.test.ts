import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { must } from '../base/assert';
import { fileHashCommand, recordHashCommand } from './check-commands';
import { fixtureEvidence, fixtureRequests, fixtureRows } from './report.fixture';

const TABLE = `
  received         stage at         user   verb  object   stage             code
  12:01:14.222991  12:01:14.246392  alice  list  secrets  ResponseComplete  200
  12:01:15.880402  12:01:15.890402  alice  list  pods     ResponseComplete  200
`;

it.each(['audit.log', "it's $(reboot) `id`\n.log", '-rf', '\u202egol.tidua'])('the commands find the record in a file named %j', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const second = must(must(fixtureRequests(fixtureRows(TABLE), fixtureEvidence(name))[1], 'request').rawRecords[0], 'record');
  const bytes = fixtureRequests(fixtureRows(TABLE), fixtureEvidence(name)).flatMap(({ rawRecords }) => rawRecords.map((raw) => new TextDecoder().decode(raw.bytes)));
  const file = Buffer.from(`${bytes.join('\n')}\n`);
  writeFileSync(join(folder, name), file);
  const run = (command: string | undefined) => execFileSync('bash', ['-c', must(command, 'command')], { cwd: folder, encoding: 'utf8' });

  expect(run(fileHashCommand(name))).toContain(createHash('sha256').update(file).digest('hex'));
  expect(run(recordHashCommand(second.place, undefined))).toContain(second.place.recordHash);
  writeFileSync(join(folder, name), gzipSync(file));
  expect(run(recordHashCommand(second.place, 'gzip'))).toContain(second.place.recordHash);
  expect(recordHashCommand(second.place, 'zip')).toBeUndefined();
});
