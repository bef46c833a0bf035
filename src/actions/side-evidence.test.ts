/** Falco alerts, kubelet logs and policies from their bytes to the views, through what adding files does. */
import { afterEach, describe, expect, it } from 'vitest';
import { fixedSql } from '../db/sql';
import { addEvidence, removeEvidence } from './add-evidence';
import { load, recordLine, testWorkbench, type TestWorkbench } from './workbench.testing';

let workbench: TestWorkbench;
afterEach(() => workbench.engine.close());

const rows = async (text: string): Promise<unknown[]> => (await workbench.engine.read(fixedSql(text))).objects();
const alert = (time: string): string => JSON.stringify({ rule: 'Shell', priority: 'Notice', output: 'x', time, output_fields: { 'k8s.ns.name': 'shop', 'k8s.pod.name': 'web-0', 'proc.aname[2]': 'runc', n: 1738555506123456789n.toString() } });
const klog = (day: string, clock = '08:00:05.000000'): string => `I${day} ${clock}    5656 kubelet.go:2102] "SyncLoop DELETE" source="api" pods=["shop/web-0"]`;
const POLICY = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: None\n- level: Metadata\n';

describe('side evidence', () => {
  it('has views of its own, and counts beside its file', async () => {
    workbench = await testWorkbench();
    await load(workbench, 'mixed.log', `${recordLine(1)}\n${alert('2026-03-14T08:00:02.5Z')}\n${klog('0314')}\n---\n${POLICY}`);
    expect(await rows('SELECT name, events, issues, falco_alerts, kubelet_entries, audit_policies FROM evidence')).toEqual([{ name: 'mixed.log', events: 1, issues: 0, falco_alerts: 1, kubelet_entries: 1, audit_policies: 1 }]);
    expect(await rows("SELECT line, seen_at, rule, pod_name, namespace, fields['proc.aname[2]'] AS aname FROM falco_alerts")).toEqual([{ line: 2, seen_at: '2026-03-14T08:00:02.500000Z', rule: 'Shell', pod_name: 'web-0', namespace: 'shop', aname: 'runc' }]);
    expect(await rows('SELECT line, seen_at, time_basis, severity, source_file, pod_name, namespace, pods FROM kubelet_entries')).toEqual([
      { line: 3, seen_at: '2026-03-14T08:00:05.000000Z', time_basis: 'assumed', severity: 'INFO', source_file: 'kubelet.go:2102', pod_name: 'web-0', namespace: 'shop', pods: ['shop/web-0'] },
    ]);
    expect(await rows('SELECT policy_id, evidence_id, line, name, api_version, rules, document, rule_lines FROM audit_policies')).toEqual([
      { policy_id: 1, evidence_id: 1, line: 5, name: null, api_version: 'audit.k8s.io/v1', rules: 2, rule_lines: [8, 9], document: '{"apiVersion":"audit.k8s.io/v1","kind":"Policy","rules":[{"level":"None"},{"level":"Metadata"}]}' },
    ]);
  });

  it('goes with its file, and comes once with a file that is there twice', async () => {
    workbench = await testWorkbench();
    await load(workbench, 'a.log', `${alert('2026-03-14T08:00:02Z')}\n${klog('0314')}\n---\n${POLICY}`);
    await load(workbench, 'b.log', `${alert('2026-03-14T08:00:02Z')}\n${klog('0314')}\n---\n${POLICY}`);
    await load(workbench, 'c.log', POLICY.replace('None', 'Request'));
    const counts = 'SELECT (SELECT count(*) FROM falco_alerts) AS falco, (SELECT count(*) FROM kubelet_entries) AS kubelet, (SELECT list(policy_id ORDER BY policy_id) FROM audit_policies) AS policies';
    expect(await rows(counts)).toEqual([{ falco: 1, kubelet: 1, policies: [1, 3] }]);
    await removeEvidence(workbench, 1);
    expect(await rows(counts)).toEqual([{ falco: 0, kubelet: 0, policies: [3] }]);
  });

  it('alone is told as what it is, and not as a file without events', async () => {
    workbench = await testWorkbench();
    const [result] = await addEvidence(workbench, [{ file: new File([POLICY, '---\n', alert('2026-03-14T08:00:02Z')], 'side.yaml'), path: 'side.yaml' }]);
    expect(result).toMatchObject({ events: 0, issues: 0, side: 2, format: 'mixed: audit policy, Falco alerts', outcome: 'loaded' });
    expect(workbench.jobs.getState().notices).toMatchObject([{ tone: 'info', title: 'No audit log yet', detail: expect.stringContaining('side.yaml holds 1 Falco alert and 1 audit policy') }]);
  });
});

describe('side evidence beside an audit log', () => {
  it('is no news', async () => {
    workbench = await testWorkbench();
    await load(workbench, 'audit.log', recordLine(1));
    await load(workbench, 'policy.yaml', POLICY);
    expect(workbench.jobs.getState().notices).toEqual([]);
  });
});

describe('the year of a kubelet’s log', () => {
  const times = async (events: readonly string[], ...days: readonly string[]): Promise<unknown[]> => {
    workbench = await testWorkbench();
    const records = events.map((time, i) => recordLine(i, { requestReceivedTimestamp: time, stageTimestamp: time }));
    await load(workbench, 'a.log', [...records, ...days.map((day) => klog(day))].join('\n'));
    return (await rows('SELECT seen_at FROM kubelet_entries ORDER BY line')).map((row) => (typeof row === 'object' && row !== null && 'seen_at' in row ? row.seen_at : undefined));
  };
  it('is that of the evidence around it, across New Year too', async () => {
    expect(await times(['2025-12-30T08:00:00Z', '2026-01-03T08:00:00Z'], '1231', '0101', '1215', '0120')).toEqual([
      '2025-12-31T08:00:05.000000Z', '2026-01-01T08:00:05.000000Z', '2025-12-15T08:00:05.000000Z', '2026-01-20T08:00:05.000000Z',
    ]);
  });
  it('is not guessed months away, nor where two years would do, nor without any evidence that has dates', async () => {
    expect(await times(['2026-03-14T08:00:00Z'], '0720')).toEqual([null]);
    await workbench.engine.close();
    expect(await times(['2025-03-14T08:00:00Z', '2026-05-14T08:00:00Z'], '0401', '0801')).toEqual([null, '2025-08-01T08:00:05.000000Z']);
    await workbench.engine.close();
    expect(await times([], '0314')).toEqual([null]);
  });
  it('has a leap day in leap years only', async () => {
    expect(await times(['2023-03-05T08:00:00Z'], '0229', '0228')).toEqual([null, '2023-02-28T08:00:05.000000Z']);
    await workbench.engine.close();
    expect(await times(['2024-03-05T08:00:00Z'], '0229')).toEqual(['2024-02-29T08:00:05.000000Z']);
  });
});
