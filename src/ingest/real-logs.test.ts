/** Real logs kept outside the repository; the tests pass without them. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { readAll } from './bytes.testing';

// Long enough for a busy machine; none of these needs more than a few seconds of work.
vi.setConfig({ testTimeout: 60_000 });

const root = resolve(import.meta.dirname, '../../../shared/data');

const filesUnder = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });

const EVENTS: Readonly<Record<string, number>> = {
  'falco-k8s-audit-traces': 51,
  'ocp-clo-kubeapi-filtered': 18,
  // The list of the real logs counts the policy file in this folder as a record; the log itself has 37 lines.
  'audit2rbac-demo-v1': 37,
  'audit2rbac-demo-v1beta1': 37,
  'alcide-rbac-tool': 6,
  'ocp-clo-samples-raw': 3,
  'aks-sysdig-eventhub': 24,
  'ocp-clo-samples-otlp': 6,
  'ocp-clo-samples-viaq': 3,
  'khi-gke-yaml': 3,
  'gke-proserv': 2,
  // The classic text log has two lines for one request.
  writeups: 12,
  'ocp-clo-negatives': 0,
  'gke-proserv-negatives': 0,
  'policy-falco': 0,
  'policy-openshift': 0,
};

describe.runIf(existsSync(root))('real logs', () => {
  for (const [name, expected] of Object.entries(EVENTS)) {
    test(`${name} holds ${expected} events`, async () => {
      let events = 0;
      for (const path of filesUnder(join(root, name))) {
        const bytes = new Uint8Array(readFileSync(path));
        const { rows, issues, side, summary } = await readAll(bytes);
        events += rows.length;
        if (process.env['SHOW'] !== undefined) console.log(path.slice(root.length), summary.format, rows.length, summary.side, issues.map((i) => `${i.kind}@${i.line}: ${i.reason}`));
        expect(rows.length + issues.length + side.length, path).toBeGreaterThan(0);
        expect(await readAll(bytes, 7)).toEqual({ rows, issues, side, summary, batchSizes: expect.anything() });
      }
      expect(events).toBe(expected);
    });
  }
});
