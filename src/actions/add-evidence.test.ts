import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from '../db/create-schema';
import { openNodeEngine } from '../db/duckdb-node';
import type { Engine } from '../db/engine';
import { EvidenceStore } from '../db/evidence-store';
import { ingest } from '../ingest/ingest';
import { createCaseStore } from '../state/case-store';
import { createJobsStore } from '../state/jobs-store';
import { createPreferencesStore } from '../state/preferences-store';
import { createViewStore } from '../state/view-store';
import { err } from '../base/result';
import { addEvidence, cancelLoading } from './add-evidence';
import { DirectEncoder } from './encode-evidence';
import type { LoadResult, Workbench } from './workbench';

let engine: Engine;
let workbench: Workbench;

/** Runs when the last byte of a file was read and nothing of that is known yet. */
let atEnd: () => void = () => undefined;
beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  const evidence = new EvidenceStore(engine);
  const encoder = new DirectEncoder(evidence);
  workbench = {
    engine, jobs: createJobsStore(), cases: createCaseStore(), preferences: createPreferencesStore(undefined),
    view: createViewStore({ read: () => '', push: () => undefined, replace: () => undefined }),
    evidence, sources: new Map(), nowMs: () => 0, newId: () => 'id', toolVersion: 'test', save: () => undefined,
    fetched: Promise.resolve(), sample: Promise.resolve(err('none')), queue: { waiting: [], running: undefined, taking: 0 },
    readEvidence: async function* (file, evidenceId, options) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const chunks = (async function* () {
        await Promise.resolve();
        yield bytes;
      })();
      const summary = yield* encoder.encode(evidenceId, ingest({ name: file.name, size: file.size, chunks }, options));
      atEnd();
      return { ...summary, source: { kind: 'blob', blob: file } };
    },
  };
});
afterAll(() => engine.close());

const record = (id: string): string =>
  `{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"${id}","stage":"ResponseComplete","requestURI":"/version","verb":"get","user":{"username":"u"},"requestReceivedTimestamp":"2026-03-14T08:00:00.000001Z","stageTimestamp":"2026-03-14T08:00:00.000002Z"}\n`;
const added = (name: string) => ({ file: new File([record(name)], name), path: name });

it('reads a file that is added while the last ones are being paired', async () => {
  const late: Promise<LoadResult[]>[] = [];
  const stop = workbench.jobs.subscribe(({ load }) => {
    if (load.phase === 'pairing' && late.length === 0) late.push(addEvidence(workbench, [added('late')]));
  });
  const first = await addEvidence(workbench, [added('a'), added('b')]);
  const [second] = await Promise.all(late);
  stop();
  expect([...first, ...(second ?? [])].map(({ name, events, outcome }) => [name, events, outcome])).toEqual([['a', 1, 'loaded'], ['b', 1, 'loaded'], ['late', 1, 'loaded']]);
  expect(workbench.jobs.getState().load).toEqual({ phase: 'idle' });
  expect((await workbench.evidence.totals()).events).toBe(3);
});

it('does not load the same bytes twice', async () => {
  const [again] = await addEvidence(workbench, [{ file: new File([record('a')], 'copy of a'), path: 'copy of a' }]);
  expect(again).toMatchObject({ events: 0, issues: 1, outcome: 'duplicate' });
  expect((await workbench.evidence.totals()).events).toBe(3);
});

it('keeps nothing of a file that is cancelled when its last byte was read', async () => {
  const before = await workbench.evidence.totals();
  atEnd = () => {
    cancelLoading(workbench);
  };
  // More than is read before anything is stored.
  const many = Array.from({ length: 40_000 }, (_, i) => record(`late-${i}`)).join('');
  const [result] = await addEvidence(workbench, [{ file: new File([many], 'late.log'), path: 'late.log' }]);
  atEnd = () => undefined;
  expect(result?.outcome).toBe('cancelled');
  expect(await workbench.evidence.totals()).toEqual(before);
});

it('says over the page that a cut file was read in part, and of a whole one nothing', async () => {
  workbench.jobs.setState({ notices: [] });
  const lines = Array.from({ length: 2_000 }, (_, i) => record(`cut-${i}-${(i * 2_654_435_761) % 4_294_967_296}`)).join('');
  const packed = gzipSync(lines);
  await addEvidence(workbench, [{ file: new File([packed], 'whole.log.gz'), path: 'whole.log.gz' }]);
  expect(workbench.jobs.getState().notices).toEqual([]);
  const [cut] = await addEvidence(workbench, [{ file: new File([packed.subarray(0, packed.length / 2)], 'half.log.gz'), path: 'half.log.gz' }]);
  expect(cut?.events).toBeGreaterThan(0);
  expect(workbench.jobs.getState().notices).toMatchObject([{ title: 'half.log.gz is read in part', about: { kind: 'damaged', reason: expect.stringContaining('ends too early') } }]);
});
