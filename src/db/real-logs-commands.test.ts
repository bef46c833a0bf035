/** What was probably typed in real logs kept outside the repository; the test passes without them. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { load, testWorkbench } from '../actions/workbench.testing';
import { readCommands, type FoundCommands } from './read-commands';
import { fixedSql } from './sql';

// Long enough for a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const root = resolve(import.meta.dirname, '../../../shared/data');

async function commandsIn(folder: string): Promise<FoundCommands> {
  const workbench = await testWorkbench();
  for (const name of readdirSync(join(root, folder))) await load(workbench, name, readFileSync(join(root, folder, name), 'utf8'));
  const ids = await workbench.engine.read(fixedSql('SELECT request_id::INTEGER AS id FROM paired_requests ORDER BY request_id'));
  const found = await readCommands(workbench.engine, Array.from(ids.int32(0)));
  await workbench.engine.close();
  return found;
}

const said = ({ commands, requests }: FoundCommands): string[] =>
  [...new Set(commands.values())].map((command) => `${requests.get(command.requestIds[0] ?? -1)?.userAgent ?? 'no agent'}: ${command.text} (${command.rule}, ${command.confidence}, ${command.requestIds.length})`);

describe.runIf(existsSync(root))('real logs', () => {
  it('the write-up on spoofed addresses was curl through kubectl proxy', async () => {
    const found = said(await commandsIn('writeups'));
    if (process.env['SHOW'] !== undefined) console.log(found);
    const curl = found.filter((one) => one.startsWith('curl/'));
    expect(curl).toHaveLength(3);
    for (const one of curl) expect(one).toMatch(/: curl http:\/\/127\.0\.0\.1:8001\/api\/v1\/pods\/ \(75, (?:high|medium), 1\)$/);
  });

  it.each(['aks-sysdig-eventhub', 'audit2rbac-demo-v1'])('%s is told, each request once', async (folder) => {
    const found = await commandsIn(folder);
    if (process.env['SHOW'] !== undefined) console.log(folder, said(found));
    for (const [id, command] of found.commands) expect(command.requestIds).toContain(id);
    expect([...found.commands.values()].every(({ contradictions, rule }) => contradictions.length === 0 || [6, 47, 68].includes(rule))).toBe(true);
  });
});
