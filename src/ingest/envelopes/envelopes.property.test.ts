/** Mutations of the forms records come in: no crash, no hang, nothing that depends on how the stream was cut, every place inside the file. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { FUZZ_EFFORT } from '../../base/random-tests.testing';
import { leftOut, readAll, utf8 } from '../bytes.testing';
import { ALL_FORMS } from './form-samples.fixture';

vi.setConfig({ testTimeout: 120_000 * FUZZ_EFFORT });

const RUNS = 60 * FUZZ_EFFORT;

const event = (id: string): string => `{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"${id}","stage":"ResponseComplete","requestURI":"/api","verb":"get","user":{"username":"ü"},"requestReceivedTimestamp":"2025-02-03T04:05:06.000007Z"}`;
const json = (value: unknown): string => JSON.stringify(value);
const inner = (id: string): object => JSON.parse(event(id));
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Samples of a line or a few; each has one event or two. */
const SAMPLES: readonly string[] = [
  `${event('n')}\n`,
  `${json({ records: [{ category: 'kube-audit', properties: { log: event('a') }, resourceId: 'r' }, { category: 'guard', properties: { log: 'I0203' }, resourceId: 'r' }] })}\n`,
  `${json({ events: [{ logStreamName: 's', timestamp: 1, message: event('b'), ingestionTime: 2, eventId: '3' }] })}\n`,
  `${json({ results: [[{ field: '@message', value: event('c') }]] })}\n`,
  `${json({ insertId: 'd', logName: 'l', timestamp: '2025-02-03T04:05:06Z', protoPayload: { serviceName: 'k8s.io', methodName: 'io.k8s.core.v1.pods.get', resourceName: 'core/v1/namespaces/n/pods/p' } })}\n`,
  `---\ninsertId: e\nprotoPayload:\n  serviceName: k8s.io\n  methodName: io.k8s.get\n  resourceName: readyz\ntimestamp: '2025-02-03T04:05:06Z'\n---\n`,
  `2025-02-03T04:05:06.1Z stdout P ${event('f').slice(0, 40)}\n2025-02-03T04:05:06.1Z stdout F ${event('f').slice(40)}\n`,
  `${json({ log: event('g').slice(0, 50), stream: 'stdout', time: 't' })}\n${json({ log: `${event('g').slice(50)}\n`, stream: 'stdout', time: 't' })}\n`,
  `${json({ _index: 'i', _source: { kubernetes: { audit: inner('h') } } })}\n`,
  `${json({ resourceLogs: [{ resource: {}, scopeLogs: [{ logRecords: [{ timeUnixNano: '1', body: { stringValue: event('i') } }] }] }] })}\n`,
  `${json({ status: 'success', data: { result: [{ stream: {}, values: [['1', event('j')], ['2', event('k')]] }] } })}\n`,
  `2017-03-01T09:10:11.1+02:00 AUDIT: id="l" ip="1.1.1.1" method="GET" user="a \\"b\\"" groups="\\"c\\"" as="<self>" asgroups="<lookup>" namespace="n" uri="/api/v1/pods"\n2017-03-01T09:10:11.2+02:00 AUDIT: id="l" response="200"\n`,
  `type=SYSCALL msg=audit(1:2): x\n`,
  `2025-02-03T04:05:06.007Z ${event('m')}\n`,
  `x,${cell(event('o'))}\n`,
];
const TABLE = `@timestamp,@message\nt,${cell(event('p'))}\nt,${cell(event('q'))}\n`;

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), to: fc.constantFrom('"', '{', '}', '[', ']', ',', '\n', '\\', '\0', 'a', ' ', ':', '\t', '-', 'ÿ') }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 80 }) }),
  fc.record({ kind: fc.constant('double' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 80 }) }),
);
function mutate(text: string, m: { kind: 'flip' | 'cut' | 'double'; at: number; to?: string; length?: number }): string {
  const at = text.length === 0 ? 0 : m.at % text.length;
  const { to = '', length = 0 } = m;
  if (m.kind === 'flip') return text.slice(0, at) + to + text.slice(at + 1);
  if (m.kind === 'cut') return text.slice(0, at) + text.slice(at + length);
  return text.slice(0, at + length) + text.slice(at);
}

async function check(text: string, isWellFormed = false): Promise<string[]> {
  const bytes = utf8(text);
  const outcome = await readAll(bytes);
  for (const place of [...outcome.rows, ...outcome.issues]) {
    expect(place.byteOffset).toBeGreaterThanOrEqual(0);
    expect(place.byteOffset + place.byteLength).toBeLessThanOrEqual(bytes.length);
  }
  expect(leftOut(bytes, outcome, isWellFormed), JSON.stringify(text)).toEqual([]);
  for (const size of [1, 7, 64]) expect(await readAll(bytes, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues, summary: outcome.summary });
  return outcome.rows.map((row) => row.auditId ?? '');
}

test('samples put together are all read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...SAMPLES], { minLength: 1 }), async (samples) => {
      const found = await check(samples.join(''), true);
      const expected = samples.flatMap((sample) => [...sample.matchAll(/"auditID\\?"+:\\?"+([a-z])|insertId"?: ?"?([a-z])\b|AUDIT: id="([a-z])" ip/g)].map(([, a, b, c]) => a ?? b ?? c));
      expect(found.toSorted()).toEqual([...new Set(expected)].toSorted());
    }),
    { numRuns: RUNS },
  );
});

test('mutated samples neither crash nor depend on chunks, and hide nothing that stands on lines of its own behind them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SAMPLES, TABLE), fc.array(mutation, { minLength: 1, maxLength: 4 }), async (sample, mutations) => {
      const broken = mutations.reduce(mutate, sample);
      const found = await check(`${broken}\n${event('last')}\n`);
      // A document or a quoted cell that was opened may go on, and then the last line is a part of it.
      if (!/^(---|@timestamp|x,|insertId)/m.test(sample)) expect(found).toContain('last');
    }),
    { numRuns: RUNS * 2 },
  );
});

/** Where every line stands for itself: in indented JSON that is broken nobody can say to what a line belongs. */
const BY_LINES = ALL_FORMS.map(([, text]) => text).filter((text) => !/\n\s+["{}\]]/.test(text));

test('of every form, mutated, no line is left out and none depends on chunks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...BY_LINES), fc.array(mutation, { minLength: 1, maxLength: 3 }), async (sample, mutations) => {
      await check(mutations.reduce(mutate, sample));
    }),
    { numRuns: RUNS * 2 },
  );
});

test('archives and layers: what is read of a packed form is what is read of the form', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ALL_FORMS.map(([, text]) => text)), fc.constantFrom(gzipSync, (bytes: Uint8Array) => gzipSync(gzipSync(bytes))), fc.nat(), async (sample, pack, cut) => {
      const bytes = utf8(sample);
      const packed = Uint8Array.from(pack(bytes));
      const at = 20 + (cut % Math.max(1, packed.length - 20));
      const { rows, issues, summary } = await readAll(packed.subarray(0, at));
      // What a cut layer gave before the cut is spoken of like any text.
      const unpacked = bytes.subarray(0, summary.unpackedBytes);
      expect(issues.some((issue) => issue.kind === 'container')).toBe(at < packed.length);
      expect(leftOut(unpacked, { rows, issues, side: [], summary, batchSizes: [] }, false)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

// A cost that grew with the square of the length would meet the test's own time limit.
test('the hostile and the deep are read to their end', async () => {
  for (const text of [
    `{"records":[${'{"a":'.repeat(50_000)}`, `{"message":${json('{"message":"{'.repeat(20_000))}}\n`, 'kind: x\n'.repeat(50_000), '2025-02-03T04:05:06.1Z stdout P x\n'.repeat(50_000),
    `@timestamp,@message\n${'"a\n'.repeat(50_000)}`, `@timestamp,@message\n${'""""""",'.repeat(50_000)}`, `${json({ log: '{"a', stream: 's', time: 't' })}\n`.repeat(20_000), `${'a'.repeat(1_000)}: `.repeat(1_000),
    `{"message":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, `kind: &a [x]\nb: &b [${'*a,'.repeat(50)}]\nc: [${'*b,'.repeat(50)}]\n`, ' AUDIT: id="'.repeat(50_000), '1 AUDIT: a-b="x\\'.repeat(20_000), 'x'.repeat(1_000_000),
  ]) {
    expect((await readAll(text, 65_536, { hash: false })).summary.unpackedBytes, text.slice(0, 60)).toBe(utf8(text).length);
  }
});
