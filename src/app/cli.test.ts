import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseCommand } from './cli-arguments';
import { runCli } from './cli-run';

const root = path.resolve(import.meta.dirname, '../..');
const incident = path.join(root, 'samples/incident/audit.log');
const SECRETS = "username = 'system:anonymous' AND resource = 'secrets'";

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kubewitness-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function* bytesOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  yield* chunks;
}

async function run(args: readonly string[], stdin: AsyncIterable<Uint8Array> = bytesOf()): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const status = await runCli(args, {
    out: async (text) => void out.push(text), err: (text) => void err.push(text), progress: undefined, stdin, nowMs: () => 1_773_500_000_000,
  });
  return { status, out: out.join(''), err: err.join('') };
}

const record = (over: object = {}): string =>
  JSON.stringify({
    kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: '17c30749-d473-433f-bb46-c2c0cbbe8dff', stage: 'ResponseComplete', requestURI: '/api/v1/pods',
    verb: 'list', user: { username: 'maria' }, sourceIPs: ['10.0.0.1'], requestReceivedTimestamp: '2026-03-14T08:00:00.046332Z', stageTimestamp: '2026-03-14T08:00:00.046332Z',
    responseStatus: { code: 200 }, ...over,
  });

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

describe('archives', () => {
  it('reads the members of a zip, and says what is no log only for the whole', async () => {
    const zip = await fileOf('case.zip', zipSync({ 'a.log': new TextEncoder().encode(`${record()}\n`), 'b.log.gz': gzipSync(`${record({ auditID: 'b' })}\n`), 'notes.txt': new TextEncoder().encode('hello') }));
    const { status, out, err } = await run(['sql', zip, '-q', 'SELECT path, parent_id, events FROM evidence ORDER BY evidence_id']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject([{ path: zip, parent_id: null, events: 0 }, { path: `${zip}/a.log`, parent_id: 1, events: 1 }, { path: `${zip}/b.log.gz`, events: 1 }, { path: `${zip}/notes.txt`, events: 0 }]);
    const none = await run(['summary', await fileOf('none.zip', zipSync({ 'notes.txt': new TextEncoder().encode('hello') }))]);
    expect(none.err).toMatch(/no audit events in any of its members/);
  });
});

describe('summary', () => {
  it('says what is in the sample incident', async () => {
    const { status, out, err } = await run(['summary', incident]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const summary = JSON.parse(out);
    expect(summary.evidence).toMatchObject([{ name: 'audit.log', container: 'none', events: 3537, issues: 1, duplicates: 0, first_at: '2026-03-14T08:00:00.338452Z' }]);
    expect(summary.evidence[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(summary.requests).toBe(2957);
    expect(Object.values<number>(summary.outcomes).reduce((sum, n) => sum + n, 0)).toBe(2957);
    expect(summary.top_users[0]).toEqual({ username: 'system:kube-controller-manager', requests: 1416 });
    expect(summary.tests).toContainEqual(expect.objectContaining({ test_id: 'A2', requests: 3, events: 6, verdict: 'contradicted' }));
  });

  it('counts a file that is named twice as duplicates', async () => {
    const { status, out, err } = await run(['summary', incident, incident]);
    expect(status).toBe(0);
    expect(err).toContain('every byte equals audit.log');
    expect(JSON.parse(out).evidence[1]).toMatchObject({ events: 0, duplicates: 3537 });
  });

  it('reads standard input, and knows its size and hash afterwards', async () => {
    const bytes = await readFile(incident);
    const { status, out } = await run(['summary', '-'], bytesOf(bytes.subarray(0, 70_001), bytes.subarray(70_001)));
    expect(status).toBe(0);
    expect(JSON.parse(out).evidence[0]).toMatchObject({ name: 'stdin', bytes: bytes.length, events: 3537 });
  });

  it('keeps what it could read when one file is no audit log, and says so in its status', async () => {
    const picture = await fileOf('picture.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]));
    const { status, out, err } = await run(['summary', picture, incident]);
    expect(status).toBe(1);
    expect(err).toContain('no audit events');
    expect(JSON.parse(out).requests).toBe(2957);
  });

  it('takes an empty file for what it is', async () => {
    const { status, out } = await run(['summary', await fileOf('empty.log', '')]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ requests: 0, outcomes: {}, top_users: [], issues: [{ kind: 'empty', issues: 1 }] });
  });

  it('reads nothing when one of the files is not there', async () => {
    const { status, out, err } = await run(['summary', incident, '/nowhere/\u001b[2J.log']);
    expect({ status, out, err }).toEqual({ status: 1, out: '', err: 'kubewitness: /nowhere/\\e[2J.log: there is no such file.\n' });
  });
});

describe('sql', () => {
  it('gives rows as JSON, one a line', async () => {
    const { status, out } = await run(['sql', incident, '-q', `SELECT request_id, received_at, source_ips FROM requests WHERE ${SECRETS} ORDER BY 1;`]);
    expect(status).toBe(0);
    const rows: { received_at: string }[] = JSON.parse(out);
    expect(rows.length).toBeGreaterThan(3);
    expect(out.trimEnd().split('\n')).toHaveLength(rows.length + 2);
    expect(rows[0]?.received_at).toMatch(/^2026-03-14T08:\d\d:\d\d\.\d{6}Z$/);
  });

  it('has control characters, marks of direction and line separators as escapes, exactly', async () => {
    const username = 'a\u001b[31m\u0085\u009b\u202e\u2028\u{e0041}é"';
    const { out } = await run(['sql', await fileOf('hostile.log', record({ user: { username } })), '-q', 'SELECT username FROM requests']);
    expect(out).toMatch(/^[\x20-\x7e\n]*$/);
    expect(JSON.parse(out)).toEqual([{ username }]);
  });

  it('writes numbers that JSON lacks as text, and no rows as an empty list', async () => {
    const log = await fileOf('one.log', record());
    expect((await run(['sql', log, '-q', "SELECT 'inf'::DOUBLE AS x, 9007199254740993 AS y"])).out).toBe('[\n{"x":"Infinity","y":"9007199254740993"}\n]\n');
    expect((await run(['sql', log, '-q', 'SELECT 1 WHERE false'])).out).toBe('[]\n');
  });

  it.each(['DELETE FROM evidence_rows', 'SELECT nothing FROM requests', "SELECT * FROM read_text('/etc/passwd')"])('refuses %s', async (query) => {
    const { status, out, err } = await run(['sql', await fileOf('one.log', record()), '-q', query]);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(/^kubewitness: SQL: /);
  });
});

describe('report', () => {
  const report = (files: readonly string[], where: string, output: string, stdin?: AsyncIterable<Uint8Array>) => run(['report', ...files, '--where', where, '-o', output, '--case', 'who read it'], stdin);

  it('is the HTML report with the records in it', async () => {
    const output = path.join(folder, 'timeline.html');
    const { status, out, err } = await report([incident], `${SECRETS} -- all of them`, output);
    expect({ status, out }).toEqual({ status: 0, out: '' });
    expect(err).toMatch(/^kubewitness: \d+ requests written to /);
    const page = await readFile(output, 'utf8');
    expect(page).toContain('<title>who read it – incident report</title>');
    expect(page).toContain('/api/v1/namespaces/kube-system/secrets/cloud-key');
    expect(page).not.toContain('were not at hand');
  });

  it('reads records back from gzip and from standard input, and leaves no copy behind', async () => {
    const bytes = await readFile(incident);
    const packed = await fileOf('audit.log.gz', gzipSync(bytes, { level: 1 }));
    const copies = await mkdtemp(path.join(folder, 'copies-'));
    vi.stubEnv('TMPDIR', copies);
    const fromGzip = await report([packed], SECRETS, '-');
    const fromPipe = await report(['-'], SECRETS, '-', bytesOf(gzipSync(bytes, { level: 1 })));
    for (const { status, out } of [fromGzip, fromPipe]) {
      expect(status).toBe(0);
      expect(out).toContain('/api/v1/namespaces/kube-system/secrets/cloud-key');
      expect(out).not.toContain('were not at hand');
    }
    vi.unstubAllEnvs();
    expect(await readdir(copies)).toEqual([]);
  });

  it('refuses more requests than a person reads, and none at all', async () => {
    const output = path.join(folder, 'none.html');
    expect(await report([incident], 'true', output)).toMatchObject({ status: 1, err: expect.stringContaining('2,957 requests match the condition, and a report holds 500 at most.') });
    expect(await report([incident], "verb = 'nothing'", output)).toMatchObject({ status: 1, err: expect.stringContaining('No request matches') });
    await expect(readFile(output)).rejects.toThrow('ENOENT');
  });

  it('never writes over the evidence, under whatever name', async () => {
    const log = await fileOf('precious.log', record());
    const other = path.join(folder, 'other-name.html');
    await symlink(log, other);
    expect(await report([log], 'true', other)).toMatchObject({ status: 2, err: expect.stringContaining('evidence is never written to') });
    expect(await readFile(log, 'utf8')).toBe(record());
  });

  it('makes no report of a file that changed after it was loaded', async () => {
    const log = await fileOf('changing.log', `${record()}\n`);
    async function* emptying(): AsyncGenerator<Uint8Array, void> {
      yield Buffer.from(record({ auditID: 'second' }));
      await truncate(log, 10);
    }
    const { status, out, err } = await report([log, '-'], 'true', '-', emptying());
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain('The file ends before byte');
  });
});

describe('usage', () => {
  it.each([
    [[], 'Say what to do'], [['dance'], 'There is no command dance'], [['summary'], 'Name at least one file'], [['sql', 'a.log'], 'sql needs a statement'],
    [['report', 'a.log', '-o', 'x.html'], 'report needs a condition'], [['report', 'a.log', '--where', 'true'], 'report needs a place'],
    [['summary', 'a.log', '-q', 'SELECT 1'], 'summary takes no --query'], [['summary', '--fast', 'a.log'], '--fast'], [['summary', '-', '-'], 'only once'],
  ])('%j is wrong', async (args, reason) => {
    const { status, out, err } = await run(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(reason);
    expect(err).toContain('usage: kubewitness summary FILE…');
  });

  it('is shown when asked for', async () => {
    expect(await run(['--help'])).toMatchObject({ status: 0, err: '', out: expect.stringContaining('Exit status') });
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('takes files that begin with a hyphen after --', () => {
    expect(parseCommand(['summary', '--', '-x.log'])).toEqual({ ok: true, value: { kind: 'summary', files: ['-x.log'] } });
  });
});

describe('as a program of its own', () => {
  let program = '';
  beforeAll(async () => {
    // Inside the project, so that its packages are found.
    const outDir = path.join(root, '.cache', 'cli-test');
    await build({ root, logLevel: 'error', publicDir: false, build: { ssr: 'src/app/cli.ts', outDir, emptyOutDir: true, target: 'node20' } });
    program = path.join(outDir, 'cli.js');
  });

  const start = (args: readonly string[], feed: Uint8Array) =>
    new Promise<Ran & { readonly signal: string | null }>((resolve) => {
      const child = spawn(process.execPath, [program, ...args]);
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      child.on('close', (status, signal) => resolve({ status: status ?? -1, signal, out, err }));
      child.stdin.end(feed);
    });

  it('reads a pipe, answers on standard output and is quiet where nobody watches', async () => {
    const ran = await start(['sql', '-', '-q', 'SELECT count(*) AS n FROM events'], await readFile(incident));
    expect(ran).toEqual({ status: 0, signal: null, out: '[\n{"n":3537}\n]\n', err: '' });
  });

  it('ends with the status of its failure', async () => {
    expect(await start(['sql', '-', '-q', 'SELECT'], Buffer.from(record()))).toMatchObject({ status: 1, out: '' });
    expect(await start(['sql'], new Uint8Array())).toMatchObject({ status: 2, out: '' });
  });
});
