/** A workbench without a browser: the real engine, the real ingest, a clock and ids that count. */
import { createSchema } from '../db/create-schema';
import { openNodeEngine } from '../db/duckdb-node';
import type { Engine } from '../db/engine';
import { EvidenceStore } from '../db/evidence-store';
import { blobChunks } from '../ingest/blob-chunks';
import { ingest } from '../ingest/ingest';
import { ParquetRows } from '../ingest/parquet/parquet-rows';
import { err } from '../base/result';
import { createCaseStore } from '../state/case-store';
import { createJobsStore } from '../state/jobs-store';
import { createPreferencesStore } from '../state/preferences-store';
import { createViewStore } from '../state/view-store';
import { addEvidence } from './add-evidence';
import { DirectEncoder } from './encode-evidence';
import type { Workbench } from './workbench';

export interface TestWorkbench extends Workbench {
  readonly saved: { readonly name: string; readonly content: Blob }[];
}

export async function testWorkbench({ roomBytes }: { readonly roomBytes?: number } = {}): Promise<TestWorkbench> {
  const engine = await openNodeEngine();
  await createSchema(engine);
  return workbenchOn(engine, roomBytes);
}

const refuse = (): Promise<never> => Promise.reject(new Error('This test has no database.'));

/** Where nothing is asked of the database; made in no time. */
export const workbenchWithoutDatabase = (): TestWorkbench => workbenchOn({ read: refuse, run: refuse, append: refuse, changes: () => 0, busy: () => false, close: () => Promise.resolve() });

function workbenchOn(engine: Engine, roomBytes?: number): TestWorkbench {
  let id = 0;
  const saved: TestWorkbench['saved'] = [];
  const evidence = new EvidenceStore(engine, roomBytes);
  const encoder = new DirectEncoder(evidence);
  return {
    engine, saved,
    jobs: createJobsStore(), cases: createCaseStore(), preferences: createPreferencesStore(undefined),
    view: createViewStore({ read: () => '', push: () => undefined, replace: () => undefined }),
    evidence,
    readEvidence: async function* (file, evidenceId, options) {
      if (options.wrapping === 'table') {
        const summary = yield* encoder.encode(evidenceId, ingest({ name: file.name, size: file.size, file: new ParquetRows(file) }, options));
        return { ...summary, source: { kind: 'made', parts: () => new ParquetRows(file).bytes() } };
      }
      const summary = yield* encoder.encode(evidenceId, ingest({ name: file.name, size: file.size, chunks: blobChunks(file, file.name) }, options));
      return { ...summary, source: { kind: summary.layers.length > 0 ? 'packed' : 'blob', blob: file } };
    },
    sources: new Map(),
    nowMs: () => Date.UTC(2026, 2, 15, 9, 30),
    newId: () => `id-${(id += 1)}`,
    toolVersion: '0.1.0-test',
    save: (name, content) => {
      saved.push({ name, content });
    },
    fetched: Promise.resolve(),
    sample: Promise.resolve(err('no sample in tests')),
    queue: { waiting: [], running: undefined, taking: 0 },
  };
}

export async function load(workbench: Workbench, name: string, text: string): Promise<void> {
  await addEvidence(workbench, [{ file: new File([text], name), path: name }]);
}

/** One audit record as its line; each is a request of its own. */
export const recordLine = (second: number, over: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: `5c2b1f0e-0000-4000-8000-${String(second).padStart(12, '0')}`,
    stage: 'ResponseComplete', requestURI: '/api/v1/secrets', verb: 'list', user: { username: 'system:anonymous', groups: ['system:unauthenticated'] },
    sourceIPs: ['8.8.8.8', '172.20.39.107'], userAgent: 'curl/7.68.0 \u202e<script>', objectRef: { resource: 'secrets', apiVersion: 'v1' },
    responseStatus: { code: 200 }, requestReceivedTimestamp: `2026-03-14T08:00:${String(second).padStart(2, '0')}.000001Z`,
    stageTimestamp: `2026-03-14T08:00:${String(second).padStart(2, '0')}.000900Z`, ...over,
  });
