/** Logs of real clusters, from a folder beside the project; where it is not there, there is nothing to test. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { addEvidence, expect, idle, openApp, test } from './fixtures';
import { expectRequests, notices, sql } from './page-parts';

const DATA = fileURLToPath(new URL('../../shared/data/', import.meta.url));

/** Records in the `.log` and `.json` files of each folder. */
const EVENTS = { 'falco-k8s-audit-traces': 51, 'ocp-clo-kubeapi-filtered': 18, 'audit2rbac-demo-v1': 37, 'audit2rbac-demo-v1beta1': 37, 'alcide-rbac-tool': 6, 'ocp-clo-samples-raw': 3 } as const;
const NEGATIVES = ['ocp-clo-negatives', 'policy-openshift', 'policy-falco'] as const;

const filesOf = (folder: string): string[] => readdirSync(path.join(DATA, folder)).sort().map((name) => path.join(DATA, folder, name));

if (existsSync(DATA)) {
  test('do the logs of real clusters load whole', async ({ page }) => {
    await openApp(page);
    for (const [folder, events] of Object.entries(EVENTS)) {
      const [before] = await sql(page, 'SELECT count(*)::INTEGER AS n, (SELECT coalesce(max(evidence_id), 0) FROM evidence) AS last FROM events');
      await addEvidence(page, filesOf(folder));
      await idle(page);
      const [after] = await sql(page, 'SELECT count(*)::INTEGER AS n FROM events');
      expect(Number(after?.['n']) - Number(before?.['n']), folder).toBe(events);
      // Every file that gave nothing says why, and every policy is known as one.
      expect(
        await sql(page, 'SELECT name FROM evidence e WHERE evidence_id > ? AND events = 0 AND audit_policies = 0 AND NOT EXISTS (SELECT 1 FROM issues i WHERE i.evidence_id = e.evidence_id)', [before?.['last']]),
        folder,
      ).toEqual([]);
    }
    const [requests] = await sql(page, 'SELECT count(*)::INTEGER AS n FROM requests');
    await expectRequests(page, Number(requests?.['n']), Number(requests?.['n']));
    // Each event belongs to a request, and has a time wherever the record had one.
    expect(await sql(page, 'SELECT count(*)::INTEGER AS n FROM events WHERE request_id IS NULL')).toEqual([{ n: 0 }]);
    expect(await sql(page, `SELECT count(*)::INTEGER AS n FROM events WHERE received_at IS NULL AND stage_at IS NULL`)).toEqual([{ n: 0 }]);
  });

  test('is what is no audit log said to be none', async ({ page }) => {
    await openApp(page);
    for (const folder of NEGATIVES) {
      await addEvidence(page, filesOf(folder));
      await idle(page);
    }
    expect(await sql(page, 'SELECT count(*)::INTEGER AS n FROM events')).toEqual([{ n: 0 }]);
    const files = NEGATIVES.flatMap(filesOf).length;
    expect(await sql(page, `SELECT count(*)::INTEGER AS n FROM evidence WHERE issues > 0 OR audit_policies > 0`)).toEqual([{ n: files }]);
    expect(await sql(page, `SELECT count(*)::INTEGER AS n FROM issues WHERE reason IS NULL OR reason NOT LIKE '%.'`)).toEqual([{ n: 0 }]);
    await expect(notices(page)).toContainText('No audit events in ');
    await expect(page.getByRole('heading', { name: 'Who says so?' })).toBeVisible();
  });
}
