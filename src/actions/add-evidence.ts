/** Adding and removing evidence. Files are read one after the other; each is in whole or not at all. */
import { isAbort } from '../base/abort';
import { countOf, formatCount } from '../base/number';
import { damageQuery } from '../db/damage.query';
import { readRows } from '../db/define-query';
import { isOutOfMemory, troubleInWords } from '../db/engine';
import type { CommitResult, NewEvidence } from '../db/evidence-rows';
import type { EvidenceLoad } from '../db/evidence-store';
import { rebuildRequests } from '../db/request-pairing';
import type { LoadNotice, LoadProgress } from '../state/jobs-store';
import type { EvidenceProgress } from './encode-evidence';
import type { IngestSummary } from '../ingest/ingest';
import type { Archive } from '../ingest/magic';
import type { RecordSource } from '../ingest/read-record';
import type { IngestIssue } from '../model/event-batch';
import { sideTotal, sumOfSides, type SideCounts } from '../model/side-record';
import { sideWords } from '../model/side-words';
import { applyShifts, tellShifts } from './clock-shifts';
import { comparePins } from './compare-pins';
import { loadEvidence } from './load-evidence';
import { openArchive, type Membership } from './open-archive';
import { readStart, SmallFiles } from './small-files';
import type { LoadResult, Workbench } from './workbench';

export interface AddedFile {
  readonly file: File;
  /** Where it lay in the folder that was dropped; its name otherwise. */
  readonly path: string;
}

/** Files as an input or a script hands them over. */
export const filesWithPaths = (files: Iterable<File>): AddedFile[] =>
  Array.from(files, (file) => ({ file, path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath }));

/** Reads the files; resolves when the last of them is in, cancelled or refused. Never rejects for what is in a file. */
export function addEvidence(workbench: Workbench, files: readonly AddedFile[]): Promise<LoadResult[]> {
  const results = files.map(({ file, path }) =>
    new Promise<LoadResult>((done) => {
      workbench.queue.waiting.push({ file, path, done });
    }),
  );
  void runQueue(workbench);
  return Promise.all(results).then((loaded) => loaded.flatMap(withMembers));
}

/** A result, and those of the members of an archive behind it. */
const withMembers = (result: LoadResult): LoadResult[] => [result, ...(result.members ?? []).flatMap(withMembers)];

/** Stops the file that is being read and everything that waits behind it; what was loaded before stays. */
export function cancelLoading(workbench: Workbench): void {
  const { queue } = workbench;
  for (const { file, done } of queue.waiting.splice(0)) done(nothingOf(file.name, 'cancelled'));
  queue.running?.abort();
}

/** Removes a file with everything that came from it. Pins stay, and find their records again when it comes back. */
export async function removeEvidence(workbench: Workbench, evidenceId: number): Promise<void> {
  for (const id of await workbench.evidence.remove(evidenceId)) workbench.sources.delete(id);
  await showTotals(workbench);
}

async function showTotals(workbench: Workbench): Promise<void> {
  const { files, events } = await workbench.evidence.totals();
  workbench.jobs.setState((jobs) => ({ evidenceVersion: jobs.evidenceVersion + 1, hasEvidence: files > 0, hasEvents: events > 0 }));
}

export function dismissNotice(workbench: Workbench, id: string): void {
  workbench.jobs.setState((jobs) => ({ notices: jobs.notices.filter((notice) => notice.id !== id) }));
}

const nothingOf = (name: string, outcome: LoadResult['outcome']): LoadResult => ({ name, format: 'none', events: 0, issues: 0, side: 0, sha256: '', outcome });

async function runQueue(workbench: Workbench): Promise<void> {
  const { queue, jobs } = workbench;
  if (queue.running !== undefined) return;
  queue.running = new AbortController();
  try {
    // Files may be added while the last ones are being paired, so the line is looked at again after that.
    while (queue.waiting.length > 0) await runWaiting(workbench);
  } finally {
    queue.running = undefined;
    jobs.setState({ load: { phase: 'idle' } });
  }
}

async function runWaiting(workbench: Workbench): Promise<void> {
  const { queue } = workbench;
  const round: Round = { small: new SmallFiles(workbench.evidence, workbench.nowMs), beside: [] };
  const { small } = round;
  const read: { readonly done: (result: LoadResult) => void; readonly loading: Loading }[] = [];
  let pairedFiles = 0;
  for (let next = queue.waiting.shift(); next !== undefined; next = queue.waiting.shift()) {
    queue.running = new AbortController();
    read.push({ done: next.done, loading: await loadOrRefuse(workbench, round, next.file, next.path, queue.running.signal) });
    if (small.isDue || queue.waiting.length === 0) await small.flush();
    // Many files are paired together: the responder sees the first ones soon, and the rest at the end.
    if (pairedFiles === 0 && small.isEmpty) {
      pairedFiles = read.length;
      await pair(workbench);
    }
  }
  await small.flush();
  const results = await Promise.all(read.map(({ loading }) => loading.settled));
  if (read.length > pairedFiles) await pair(workbench);
  await tellBeside(workbench, round.beside);
  await comparePins(workbench, results.flatMap(withMembers).map(({ sha256 }) => sha256));
  read.forEach(({ done }, at) => {
    const result = results[at];
    if (result !== undefined) done(result);
  });
}

/** What the files of one round share. */
interface Round {
  readonly small: SmallFiles;
  /** Files with nothing but evidence beside an audit log. */
  readonly beside: { readonly name: string; readonly side: SideCounts }[];
}

/** Beside an audit log it shows where it belongs; alone it shows nowhere yet. Said once, however many files there were. */
async function tellBeside(workbench: Workbench, files: Round['beside']): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  // A database that does not answer has said so elsewhere.
  const totals = await workbench.evidence.totals().catch(() => undefined);
  if (totals === undefined || totals.events > 0) return;
  const what = files.length === 1 ? `${first.name} holds ${sideWords(first.side)}` : `${countOf(files.length, 'file')} hold ${sideWords(sumOfSides(files.map(({ side }) => side)))}`;
  tell(workbench, { tone: 'info', title: 'No audit log yet', detail: `${what}: evidence beside an audit log. Add the audit log to see it beside the requests.` });
}

/** Brings requests and signals up to date with the events. */
async function pair(workbench: Workbench): Promise<void> {
  const { jobs } = workbench;
  const { load, engine } = jobs.getState();
  if (engine.phase === 'failed') return;
  if (load.phase === 'reading') jobs.setState({ load: { ...load, phase: 'pairing' } });
  try {
    const moved = await applyShifts(workbench);
    await rebuildRequests(workbench.engine);
    await showTotals(workbench);
    tellShifts(workbench, moved);
  } catch (error) {
    tell(workbench, {
      tone: 'error', title: 'The requests could not be brought up to date',
      detail: `${troubleInWords(error)} What is shown is as it was before the last file. Remove a large file from the evidence list and add it again.`,
    });
  }
}

/** A file that was read; what became of it is known when it is stored, which small files are together. */
interface Loading {
  readonly settled: Promise<LoadResult>;
}

/** A database that does not answer takes nothing in, not even the reason: it is said above the work, and nobody waits for ever. */
async function loadOrRefuse(workbench: Workbench, round: Round, file: File, path: string, signal: AbortSignal): Promise<Loading> {
  const refused = (error: unknown): LoadResult => {
    const reason = troubleInWords(error);
    tell(workbench, { tone: 'error', title: `${file.name} could not be loaded`, detail: `${reason} Reload the page and add the file again; the file itself is unchanged.`, about: { kind: 'unreadable', file: file.name, reason } });
    return { ...nothingOf(file.name, 'failed'), issues: 1 };
  };
  try {
    const { settled } = await loadOne(workbench, round, file, path, signal);
    return { settled: settled.catch(refused) };
  } catch (error) {
    return { settled: Promise.resolve(refused(error)) };
  }
}

async function loadOne(workbench: Workbench, round: Round, file: File, path: string, signal: AbortSignal, member?: Membership): Promise<Loading> {
  const { jobs, evidence, queue } = workbench;
  const startedAtMs = workbench.nowMs();
  const report = (message: EvidenceProgress | undefined): void => {
    const progress: LoadProgress = {
      name: file.name, bytesTotal: file.size, bytesRead: message?.bytesRead ?? 0, events: message?.events ?? 0, issues: message?.issueCount ?? 0,
      startedAtMs, nowMs: workbench.nowMs(),
    };
    jobs.setState({ load: { phase: 'reading', progress, waiting: queue.waiting.length } });
  };
  report(undefined);
  const evidenceId = evidence.reserve();
  const given = { name: file.name, path, bytes: member?.bytes ?? file.size, parentId: member?.parentId, writtenMs: file.lastModified };
  const subject: Subject = { file, path, signal, member, evidenceId };
  const enough = new AbortController();
  let load: EvidenceLoad | undefined;
  try {
    const start = await readStart(workbench.readEvidence(file, evidenceId, { signal, enough: enough.signal, wrapping: member?.wrapping ?? 'none' }), report);
    if (start.kind === 'whole') {
      const stored = round.small.add(evidenceId, given, start);
      // Its members refer to it.
      if (start.summary.archive !== undefined) await round.small.flush();
      const settled = stored.then((commit) => settle(workbench, round, subject, start.summary, commit)).catch((error: unknown) => notStored(workbench, subject, given, error));
      return { settled: start.summary.archive === undefined ? settled : Promise.resolve(await settled) };
    }
    await round.small.flush();
    load = await evidence.begin(given, evidenceId);
    const { summary, commit } = await loadEvidence(evidence, load, start.messages, {
      signal,
      shownEvents: (await evidence.totals()).events,
      progress: report,
      grown: () => {
        jobs.setState((state) => ({ evidenceVersion: state.evidenceVersion + 1, hasEvidence: true, hasEvents: true }));
      },
      full: () => enough.abort(),
    });
    return { settled: Promise.resolve(await settle(workbench, round, subject, summary, commit)) };
  } catch (error) {
    if (isAbort(error)) {
      await load?.rollback();
      tell(workbench, { tone: 'info', title: `Loading ${file.name} was cancelled`, detail: 'Nothing of it was kept. Everything loaded before is unchanged.', about: { kind: 'cancelled', file: file.name, reason: '' } });
      return { settled: Promise.resolve(nothingOf(file.name, 'cancelled')) };
    }
    return { settled: Promise.resolve(await notStored(workbench, subject, given, error, load)) };
  }
}

/** The file that a result is about. */
interface Subject {
  readonly file: File;
  readonly path: string;
  readonly signal: AbortSignal;
  readonly member: Membership | undefined;
  readonly evidenceId: number;
}

/** The file is kept with the reason why nothing of it is loaded. */
async function notStored(workbench: Workbench, { file, evidenceId }: Subject, given: NewEvidence, error: unknown, begun?: EvidenceLoad): Promise<LoadResult> {
  const reason = troubleInWords(error);
  const issue: IngestIssue = { kind: isOutOfMemory(error) ? 'no-room' : 'changed-file', line: 1, byteOffset: 0, byteLength: file.size, reason, excerpt: '' };
  await (begun === undefined ? workbench.evidence.refuse(evidenceId, given, issue) : begun.fail(issue));
  tell(workbench, { tone: 'error', title: `${file.name} could not be read`, detail: `${reason} Nothing of it was kept; everything loaded before is unchanged. Add the file again to try once more.`, about: { kind: 'unreadable', file: file.name, reason } });
  return { ...nothingOf(file.name, 'failed'), issues: 1 };
}

/** What a file that is stored comes to: what is said of it, and for an archive its members. */
async function settle(workbench: Workbench, round: Round, { file, path, signal, member, evidenceId }: Subject, summary: IngestSummary & { readonly source: RecordSource }, commit: CommitResult): Promise<LoadResult> {
  const { evidence } = workbench;
  const result = { name: file.name, format: summary.format, events: summary.events, issues: summary.issues, side: sideTotal(summary.side), sha256: summary.sha256 };
  if (commit.kind === 'duplicate') {
    if (member === undefined) tell(workbench, {
      tone: 'info', title: `${file.name} is already loaded`,
      detail: `Every byte equals ${commit.of}. ${summary.events === 0 ? 'Nothing was loaded twice.' : `${countOf(summary.events, 'event')} counted as duplicates, none loaded twice.`}`,
      about: { kind: 'duplicate', file: file.name, reason: `Every byte equals ${commit.of}.` },
    });
    return { ...result, events: 0, issues: 1, side: 0, outcome: 'duplicate' };
  }
  workbench.sources.set(evidenceId, summary.source);
  if (summary.leftBytes > 0) tell(workbench, {
    tone: 'warning', title: `${file.name} is loaded in part`,
    detail: `${countOf(summary.events, 'event')} up to line ${formatCount(summary.lines)}: with them the memory that the engine can address is full. The evidence list says where to cut the file; look at the rest in another tab.`,
    about: { kind: 'no-room', file: file.name, reason: '' },
  });
  if (summary.archive !== undefined) return loadMembers(workbench, round, { ...result, outcome: 'loaded' }, summary.archive, evidenceId, path, signal, member);
  if (summary.events === 0 && sideTotal(summary.side) > 0) {
    if (member === undefined) round.beside.push({ name: file.name, side: summary.side });
  } else if (summary.events > 0 && summary.issues > 0) {
    const reason = (await readRows(workbench.engine, damageQuery, { evidenceId }))[0]?.reason ?? '';
    if (reason !== '') tell(workbench, {
      tone: 'warning', title: `${file.name} is read in part`,
      detail: `${reason} ${countOf(summary.events, 'event')} ${summary.events === 1 ? 'is' : 'are'} loaded; what stands behind the damage is not in this evidence. Get a whole copy if there is one.`,
      about: { kind: 'damaged', file: file.name, reason },
    });
  } else if (summary.events === 0 && isOwnFile(member)) {
    const reason = await evidence.firstIssue(evidenceId);
    // The rows of a table are called like the table, which is what was added.
    const name = member === undefined ? file.name : (path.split('/').at(-2) ?? file.name);
    tell(workbench, {
      tone: 'warning', title: `No audit events in ${name}`,
      detail: `${reason === '' ? 'It is empty.' : reason} The file is kept in the evidence list with the reason; nothing else changed.`,
      about: { kind: 'no-events', file: name, reason },
    });
  }
  return { ...result, outcome: 'loaded' };
}

/** Told of like a file by itself: one that was added, or the rows of a table that was. */
const isOwnFile = (member: Membership | undefined): boolean => member === undefined || (member.wrapping === 'table' && member.depth === 1);

/** Reads what an archive holds, one member after the other, as evidence of its own. */
async function loadMembers(
  workbench: Workbench, round: Round, result: LoadResult, archive: Archive, parentId: number, path: string, signal: AbortSignal, member: Membership | undefined,
): Promise<LoadResult> {
  const { files, troubles } = await openArchive(archive, workbench.sources.get(parentId), path, parentId, member);
  await workbench.evidence.appendIssues(parentId, troubles, 'issue_rows');
  const loadings: Loading[] = [];
  for (const file of files) {
    if (signal.aborted) break;
    loadings.push(await loadOne(workbench, round, file.file, file.path, signal, file.member));
    if (round.small.isDue) await round.small.flush();
  }
  await round.small.flush();
  const members = await Promise.all(loadings.map(({ settled }) => settled));
  const all = members.flatMap(withMembers);
  const found = all.reduce((sum, one) => sum + one.events + one.side, 0);
  if (found === 0 && member === undefined && archive !== 'parquet' && !signal.aborted) {
    tell(workbench, {
      tone: 'warning', title: `No audit events in ${result.name}`,
      detail: `It is an archive of ${countOf(all.length, 'member')}${all.length > members.length ? ', those of archives inside it counted' : ''}. ${troubles[0]?.reason ?? (await innermostTrouble(workbench, parentId)) ?? 'Each is kept in the evidence list with the reason; nothing else changed.'}`,
    });
  }
  return { ...result, issues: result.issues + troubles.length, members };
}

/** Why an archive inside this one was not read, if one was not. */
async function innermostTrouble({ evidence }: Workbench, evidenceId: number): Promise<string | undefined> {
  const trouble = await evidence.troubleInside(evidenceId);
  return trouble === undefined ? undefined : `${trouble.name} in it: ${trouble.reason}`;
}

function tell(workbench: Workbench, notice: Omit<LoadNotice, 'id'>): void {
  workbench.jobs.setState((jobs) => ({ notices: [...jobs.notices, { ...notice, id: workbench.newId() }].slice(-20) }));
}
