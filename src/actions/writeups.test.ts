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

  it('on the classic text log: two lines are one request, from call to answer, and the form with stages repeats the call; neither has a UID to miss', async () => {
    await add('legacy-text.log');
    expect(await rows('SELECT username, verb, resource, namespace, name, peer_ip, code, outcome, duration_us::INTEGER AS duration_us, event_count FROM requests ORDER BY received_at')).toEqual([
      { username: 'admin', verb: 'list', resource: 'pods', namespace: 'default', name: null, peer_ip: '127.0.0.1', code: 200, outcome: 'allowed', duration_us: 1562, event_count: 1 },
      // A heartbeat: the controller manager keeps its leadership in these endpoints.
      { username: 'system:serviceaccount:kube-system:default', verb: 'update', resource: 'endpoints', namespace: 'kube-system', name: 'kube-controller-manager', peer_ip: '10.2.1.3', code: 200, outcome: 'allowed', duration_us: null, event_count: 2 },
    ]);
    // system:masters is all there is to say: a text log has no UIDs, so a service account without one is no stranger.
    expect(await tests()).toEqual({ tests: ['I1'] });
  });

  it('on the kubelet: the pod was taken away and came back eighteen seconds later on the same node, told beside the audit log and never as part of it', async () => {
    await add('kubelet-journal.log');
    expect(await rows("SELECT strftime(seen_at, '%Y-%m-%d %H:%M:%S.%f') AS seen_at, time_basis, namespace, pod_name, node, source_file, split_part(message, ' source', 1) AS says FROM kubelet_entries WHERE pod_name IS NOT NULL ORDER BY seen_at")).toEqual([
      { seen_at: '2022-06-18 19:42:16.244294', time_basis: 'stated', namespace: 'dev', pod_name: 'nettools', node: 'ip-172-20-59-66', source_file: 'kubelet/kubelet.go:2102', says: 'SyncLoop REMOVE' },
      { seen_at: '2022-06-18 19:42:34.264564', time_basis: 'stated', namespace: 'dev', pod_name: 'nettools', node: 'ip-172-20-59-66', source_file: 'kubelet/kubelet.go:2092', says: 'SyncLoop ADD' },
    ]);
    expect(await rows("SELECT container_id[:12] AS id FROM kubelet_entries WHERE message LIKE 'RemoveContainer%'")).toEqual([{ id: '9beafc9454c3' }]);
    expect(await rows('SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM issues) AS issues')).toEqual(await rows('SELECT 0::BIGINT AS events, 0::BIGINT AS issues'));
  });

  it('on a managed cluster: an audit ID that no server makes, and an account without the groups of its namespace', async () => {
    await add('aks-tutorial.json');
    expect(await tests()).toEqual({ tests: expect.arrayContaining(['A1', 'I3']) });
  });
});
