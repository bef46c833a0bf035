/** The records of public write-ups, kept outside the repository, read as their authors concluded; the test passes without them. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixedSql } from '../db/sql';
import { load, testWorkbench, type TestWorkbench } from './workbench.testing';

// Long enough for a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const root = resolve(import.meta.dirname, '../../../shared/data/writeups');
let workbench: TestWorkbench;
beforeEach(async () => { workbench = await testWorkbench(); });
afterEach(() => workbench.engine.close());

const add = (name: string): Promise<void> => load(workbench, name, readFileSync(join(root, name), 'utf8'));
const rows = async (sql: string): Promise<readonly unknown[]> => [...(await workbench.engine.read(fixedSql(sql))).objects()];
const tests = async (): Promise<unknown> => (await rows('SELECT list(DISTINCT test_id ORDER BY test_id) AS tests FROM signals'))[0];

describe.runIf(existsSync(root))('the write-up', () => {
  it('on spoofed headers: one audit ID on three requests, and addresses that the caller made up in front of the only one the server saw', async () => {
    await add('spoofed-headers.jsonl');
    expect(await rows('SELECT audit_id, audit_id_shared_by, peer_ip, claimed_ips FROM requests ORDER BY received_at')).toEqual([
      { audit_id: 'Lorem', audit_id_shared_by: 3, peer_ip: '172.18.0.1', claimed_ips: ['127.0.0.1'] },
      { audit_id: 'Lorem', audit_id_shared_by: 3, peer_ip: '172.18.0.1', claimed_ips: ['8.8.8.8', '127.0.0.1'] },
      { audit_id: 'Lorem', audit_id_shared_by: 3, peer_ip: '172.18.0.1', claimed_ips: ['8.8.8.8', '127.0.0.1', '1.1.1.1'] },
    ]);
    expect(await tests()).toEqual({ tests: expect.arrayContaining(['A1', 'A2', 'I1', 'S1', 'S2']) });
  });

  it('on service accounts: an administrator of system:masters made one, and a user without the right was denied', async () => {
    await add('service-account-pretty.json');
    expect(await rows("SELECT DISTINCT username, verb, outcome, outcome_reason FROM requests WHERE resource = 'serviceaccounts' AND subresource IS NULL ORDER BY username")).toEqual([
      { username: 'kubernetes-admin', verb: 'create', outcome: 'allowed', outcome_reason: 'answered' },
      { username: 'myuser', verb: 'create', outcome: 'denied', outcome_reason: 'denied by the authorizer' },
    ]);
    expect(await rows("SELECT count(*) AS n FROM request_stages WHERE record = 'complete'")).toEqual(await rows('SELECT count(*) AS n FROM requests'));
    expect(await tests()).toEqual({ tests: expect.arrayContaining(['I1']) });
  });

  it('on the first event lists: v1alpha1, so a server of at most 1.23', async () => {
    await add('eventlist-v1alpha1.json');
    expect(await rows('SELECT minor_at_least, minor_at_most, learnt_from FROM server_versions')).toEqual([{ minor_at_least: 7, minor_at_most: 23, learnt_from: ['format audit.k8s.io/v1alpha1'] }]);
  });

  it('on a managed cluster: an audit ID that no server makes, and an account without the groups of its namespace', async () => {
    await add('aks-tutorial.json');
    expect(await tests()).toEqual({ tests: expect.arrayContaining(['A1', 'I3']) });
  });
});
