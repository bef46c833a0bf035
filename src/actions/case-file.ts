/** Opening a case that another responder, or this one on another day, has saved. */
import { countOf } from '../base/number';
import { err, ok, type Result } from '../base/result';
import { shorten } from '../base/hostile-text';
import { parseCaseJson, parseRecordsJsonl } from '../export/case-file';
import { streamHash } from '../ingest/hashing';
import type { CaseFile } from '../model/case-file';
import { isSamePin, type Pin } from '../model/pin';
import { inOrder, samePeriods } from '../model/policy-period';
import { fragmentToView, readLink, viewToFragment } from '../state/view-url';
import { EMPTY_CASE, isUntouched, keptOf, type CarriedRecord, type KeptCase } from '../state/case-store';
import { recordKey } from '../state/merge-cases';
import { unpackCase } from './case-archive';
import { readEvidenceList } from './evidence-list';
import { differingWords } from './compare-pins';
import { resolvePins } from './pins';
import { reasonText, tell } from './tell';
import type { Workbench } from './workbench';

export { isCaseFile } from './case-archive';

/** `add` keeps what is here and adds what is not; `replace` puts the opened case in its place. */
export type OpenCaseMode = 'add' | 'replace';

export interface OpenedCase {
  readonly name: string;
  readonly pins: number;
  readonly savedPivots: number;
}

const LARGEST_FILE = 256 * 1024 * 1024;

/** Opens the case and says what came of it above the work. Without pins or saved pivots here, there is nothing to add to, and it takes the place. */
export async function openCaseFile(workbench: Workbench, file: File, mode: OpenCaseMode = 'add'): Promise<Result<OpenedCase>> {
  const name = shorten(file.name, 120);
  const read = await readCaseFile(file);
  if (!read.ok) {
    tell(workbench, { tone: 'error', title: `${name} could not be opened`, detail: `${read.error} Your own pins, notes and saved pivots are unchanged.` });
    return read;
  }
  const { opened, left, leftPivots } = read.value;
  const here = keptOf(workbench.cases.getState());
  const replacing = mode === 'replace' || isUntouched(here);
  const next = replacing ? opened : addCase(here, opened, workbench.newId);
  workbench.cases.setState({ ...next, unpinned: replacing ? [] : workbench.cases.getState().unpinned });
  const differing = (await resolvePins(workbench, opened.pins)).filter(({ differs }) => differs).length;
  tell(workbench, { tone: left > 0 || leftPivots > 0 || differing > 0 ? 'warning' : 'info', ...(await openedWords(workbench, { name, here, opened, next, replacing, left, leftPivots, differing })) });
  return ok({ name: next.name, pins: opened.pins.length, savedPivots: opened.savedPivots.length });
}

interface ReadCase {
  readonly opened: KeptCase;
  /** Records whose bytes are not what the case says they are. */
  readonly left: number;
  /** Saved pivots of which this version cannot read everything; with fewer conditions they would show something else. */
  readonly leftPivots: number;
}

async function readCaseFile(file: File): Promise<Result<ReadCase>> {
  if (file.size > LARGEST_FILE) return err('It is larger than 256 MB, which no case is. If it is an audit log, use “Add evidence”.');
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    return err(`The browser could not read it: ${reasonText(error)}`);
  }
  const parts = unpackCase(bytes);
  if (!parts.ok) return parts;
  const parsed = parseCaseJson(parts.value.caseJson);
  if (!parsed.ok) return parsed;
  const records = parts.value.recordsJsonl === undefined ? ok([]) : parseRecordsJsonl(parts.value.recordsJsonl);
  if (!records.ok) return records;
  const sound = await recordsWithTheirHash(records.value);
  const opened = keptCase(parsed.value, sound);
  return ok({ opened, left: records.value.length - sound.length, leftPivots: parsed.value.savedPivots.filter((pivot) => !isWhole(pivot)).length });
}

const keptCase = (file: CaseFile, records: readonly CarriedRecord[]): KeptCase => ({
  name: file.caseName.trim() === '' ? EMPTY_CASE.name : file.caseName,
  pins: onceEach(file.pins, (pin) => pin.pinId),
  // Read and written once, so that a hand-made file cannot carry anything the codec does not know.
  savedPivots: onceEach(file.savedPivots.filter(isWhole), (pivot) => pivot.pivotId).map((pivot) => ({ ...pivot, view: viewToFragment(fragmentToView(pivot.view)) })),
  clusterRanges: onceEach(file.clusterRanges, (range) => `${range.kind} ${range.text}`),
  clockShifts: onceEach(file.clockShifts, (shift) => shift.evidenceSha256),
  policyPeriods: inOrder(file.policyPeriods),
  evidence: file.evidence,
  records,
});

const isWhole = ({ view }: { readonly view: string }): boolean => readLink(view).trouble === undefined;

const onceEach = <T>(items: readonly T[], idOf: (item: T) => string): readonly T[] => [...new Map(items.map((item) => [idOf(item), item])).values()];

async function recordsWithTheirHash(records: readonly CarriedRecord[]): Promise<CarriedRecord[]> {
  const sound: CarriedRecord[] = [];
  for (const record of records) {
    const hash = await streamHash();
    hash.update(record.bytes);
    if (hash.digest() === record.place.recordHash) sound.push(record);
  }
  return sound;
}

/** Nothing here is taken away. A request pinned on both sides keeps both notes, all tags, and the phase it has here. */
export function addCase(here: KeptCase, opened: KeptCase, newId: () => string): KeptCase {
  const joined = here.pins.map((pin) => {
    const other = opened.pins.find((candidate) => isSamePin(candidate, pin));
    return other === undefined ? pin : joinPins(pin, other);
  });
  const missing = <T>(own: readonly T[], others: readonly T[], isSame: (a: T, b: T) => boolean): T[] => others.filter((other) => !own.some((item) => isSame(item, other)));
  // The same id for something else is a hand-made file, or one renamed elsewhere; both stay.
  const pins = missing(here.pins, opened.pins, isSamePin).map((pin) => (here.pins.some((own) => own.pinId === pin.pinId) ? { ...pin, pinId: newId() } : pin));
  const savedPivots = missing(here.savedPivots, opened.savedPivots, (a, b) => a.name === b.name && a.view === b.view)
    .map((pivot) => (here.savedPivots.some((own) => own.pivotId === pivot.pivotId) ? { ...pivot, pivotId: newId() } : pivot));
  return {
    name: here.name === EMPTY_CASE.name ? opened.name : here.name,
    pins: [...joined, ...pins],
    savedPivots: [...here.savedPivots, ...savedPivots],
    clusterRanges: [...here.clusterRanges, ...missing(here.clusterRanges, opened.clusterRanges, (a, b) => a.kind === b.kind && a.text === b.text)],
    clockShifts: [...here.clockShifts, ...missing(here.clockShifts, opened.clockShifts, (a, b) => a.evidenceSha256 === b.evidenceSha256)],
    // Which policies were in force is one statement; two of them are not to be mixed.
    policyPeriods: here.policyPeriods.length > 0 ? here.policyPeriods : opened.policyPeriods,
    evidence: [...here.evidence, ...missing(here.evidence, opened.evidence, (a, b) => a.sha256 === b.sha256)],
    records: [...here.records, ...missing(here.records, opened.records, (a, b) => recordKey(a) === recordKey(b))],
  };
}

function joinPins(pin: Pin, other: Pin): Pin {
  const note = other.note === '' || pin.note.includes(other.note) ? pin.note : pin.note === '' ? other.note : `${pin.note}\n\n${other.note}`;
  return { ...pin, note, tags: [...new Set([...pin.tags, ...other.tags])], phase: pin.phase ?? other.phase };
}

interface Opening {
  readonly name: string;
  readonly here: KeptCase;
  readonly opened: KeptCase;
  readonly next: KeptCase;
  readonly replacing: boolean;
  readonly left: number;
  readonly leftPivots: number;
  /** Pins whose records the loaded evidence has otherwise. */
  readonly differing: number;
}

async function openedWords(workbench: Workbench, { name, here, opened, next, replacing, left, leftPivots, differing }: Opening): Promise<{ readonly title: string; readonly detail: string }> {
  const loaded = new Set((await readEvidenceList(workbench)).map((file) => file.sha256));
  const missing = new Map(opened.pins.flatMap((pin) => pin.places).filter((place) => !loaded.has(place.evidenceSha256)).map((place) => [place.evidenceSha256, place.evidenceName]));
  const files = Array.from(missing.values(), (file) => shorten(file, 80)).slice(0, 5).join(', ');
  const known = opened.pins.length - (next.pins.length - here.pins.length);
  const sentences = [
    replacing || known === 0 ? '' : `${countOf(known, 'request')} pinned here already: both notes were kept.`,
    missing.size === 0 ? '' : `Its evidence is not loaded: add ${files}${missing.size > 5 ? ` and ${missing.size - 5} more` : ''} to see the requests again. A file is known by its SHA-256, not by its name.`,
    differing === 0 ? '' : differingWords(differing),
    next.policyPeriods.length === 0 || opened.policyPeriods.length === 0 || samePeriods(next.policyPeriods, opened.policyPeriods) ? '' : 'It states other audit policies than the ones stated here, which were kept.',
    left === 0 ? '' : `${countOf(left, 'record')} did not have the hash the case gives and ${left === 1 ? 'was' : 'were'} left out; the pins are here.`,
    leftPivots === 0 ? '' : `${countOf(leftPivots, 'saved pivot')} ${leftPivots === 1 ? 'was' : 'were'} left out: this version of Kubewitness cannot read all of what ${leftPivots === 1 ? 'it asks' : 'they ask'} for.`,
  ];
  return {
    title: `${name}: ${contentWords(opened)} ${replacing ? 'opened' : `added to ${shorten(next.name, 80)}`}`,
    detail: sentences.filter((sentence) => sentence !== '').join(' '),
  };
}

const contentWords = ({ pins, savedPivots }: KeptCase): string =>
  `${countOf(pins.length, 'pin')}${savedPivots.length === 0 ? '' : ` and ${countOf(savedPivots.length, 'saved pivot')}`}`;

/** Puts an empty case in place of this one. */
export function startNewCase(workbench: Pick<Workbench, 'cases'>): void {
  workbench.cases.setState(EMPTY_CASE);
}
