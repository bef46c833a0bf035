/** Putting requests on the incident timeline and saying what they mean. */
import { countOf } from '../base/number';
import { formatTimestamp, parseTimestamp, type TimestampUs } from '../base/time';
import { readRows } from '../db/define-query';
import { readRequests } from '../db/read-request';
import { loadedHashesQuery, requestsAtPlacesQuery } from '../db/report-facts';
import { gapWords } from '../export/gap-words';
import type { AuditRequest } from '../model/audit-record';
import { isSamePin, type Phase, type Pin, type PinMemory } from '../model/pin';
import { requestSentence, sentenceFactsOfRequest, sentenceText, type SentencePart } from '../trust/sentence';
import { caseEvidence, readEvidenceList } from './evidence-list';
import { tell } from './tell';
import { keepTimelineOpen } from '../state/panel-folds';
import type { Workbench } from './workbench';

export interface PinAnnotation {
  readonly note?: string;
  readonly tags?: readonly string[];
  readonly phase?: Phase | undefined;
}

/** Pins requests; those that are pinned already keep their note unless a new one is given, and those that were get it back. */
export async function pinRequests(workbench: Workbench, requestIds: readonly number[], annotation: PinAnnotation = {}): Promise<void> {
  const requests = await readRequests(workbench.engine, requestIds);
  const lasting = requests.filter((request) => request.events.every((event) => event.place.evidenceSha256 !== ''));
  if (lasting.length < requests.length) sayUnfinished(workbench, requests.length - lasting.length);
  if (lasting.length === 0) return;
  keepTimelineOpen(workbench);
  workbench.cases.setState((state) => {
    let { pins, unpinned } = state;
    for (const request of lasting) {
      const fresh = newPin(workbench, request, annotation);
      const known = pins.find((pin) => isSamePin(pin, fresh));
      const earlier = unpinned.findLast((pin) => isSamePin(pin, fresh));
      pins = known === undefined ? [...pins, earlier === undefined ? fresh : { ...earlier, ...stated(annotation) }] : pins.map((pin) => (pin === known ? { ...pin, ...stated(annotation) } : pin));
      unpinned = unpinned.filter((pin) => !isSamePin(pin, fresh));
    }
    return { pins, unpinned };
  });
  await rememberEvidence(workbench);
}

/** A record's place begins with its file's hash, and a file that is being read has none yet. */
function sayUnfinished(workbench: Workbench, n: number): void {
  tell(workbench, {
    tone: 'info', title: `${countOf(n, 'request')} cannot be pinned yet`,
    detail: 'A pin names its file by hash, and the file is still being read. Nothing else changed. Pin again when loading is complete.',
  });
}

/** The report and the case name the files under the pins also on a day they are not loaded. */
async function rememberEvidence(workbench: Workbench): Promise<void> {
  const loaded = (await readEvidenceList(workbench)).flatMap(caseEvidence);
  workbench.cases.setState(({ pins, evidence }) => {
    const pinned = new Set(pins.flatMap((pin) => pin.places.map((place) => place.evidenceSha256)));
    const fresh = loaded.filter((file) => pinned.has(file.sha256) && !evidence.some((known) => known.sha256 === file.sha256));
    return fresh.length === 0 ? {} : { evidence: [...evidence, ...fresh] };
  });
}

const stated = (annotation: PinAnnotation): Partial<Pick<Pin, 'note' | 'tags' | 'phase'>> => ({
  ...(annotation.note === undefined ? {} : { note: annotation.note }),
  ...(annotation.tags === undefined ? {} : { tags: annotation.tags }),
  ...('phase' in annotation ? { phase: annotation.phase } : {}),
});

function newPin(workbench: Workbench, request: AuditRequest, annotation: PinAnnotation): Pin {
  return {
    pinId: workbench.newId(), places: request.events.map((event) => event.place), note: annotation.note ?? '', tags: annotation.tags ?? [],
    phase: annotation.phase, pinnedAtMs: workbench.nowMs(), seen: memoryOf(request),
  };
}

function memoryOf(request: AuditRequest): PinMemory {
  const at = request.receivedAt ?? request.best.stageAt;
  return { at: at === null ? null : formatTimestamp(at), sentence: sentenceText(shortSentence(request)) };
}

/** Who did what, without the binding and the peer: for places as narrow as a card. */
export const shortSentence = (request: AuditRequest): SentencePart[] =>
  requestSentence({ ...sentenceFactsOfRequest(request), decision: null, decisionReason: null, peerIp: null, durationUs: null });

const REMEMBERED_UNPINS = 100;

/** Takes the pin away; `restorePin`, or pinning the request again, brings it back as it was. */
export function unpin(workbench: Pick<Workbench, 'cases'>, pinId: string): void {
  workbench.cases.setState(({ pins, unpinned }) => ({
    pins: pins.filter((pin) => pin.pinId !== pinId),
    unpinned: [...unpinned, ...pins.filter((pin) => pin.pinId === pinId)].slice(-REMEMBERED_UNPINS),
  }));
}

export function restorePin(workbench: Pick<Workbench, 'cases'>, pinId: string): void {
  workbench.cases.setState(({ pins, unpinned }) => {
    const back = unpinned.filter((pin) => pin.pinId === pinId && !pins.some((known) => isSamePin(known, pin)));
    return { pins: [...pins, ...back], unpinned: unpinned.filter((pin) => pin.pinId !== pinId) };
  });
}

/** Pins the request, or takes its pin away. */
export async function togglePin(workbench: Workbench, requestId: number): Promise<void> {
  const [request] = await readRequests(workbench.engine, [requestId]);
  if (request === undefined) return;
  const places = request.events.map((event) => event.place);
  const known = workbench.cases.getState().pins.find((pin) => isSamePin(pin, { places }));
  if (known === undefined) await pinRequests(workbench, [requestId]);
  else unpin(workbench, known.pinId);
}

export function annotatePin(workbench: Pick<Workbench, 'cases'>, pinId: string, annotation: PinAnnotation): void {
  workbench.cases.setState((state) => ({ pins: state.pins.map((pin) => (pin.pinId === pinId ? { ...pin, ...stated(annotation) } : pin)) }));
}

export function renameCase(workbench: Pick<Workbench, 'cases'>, name: string): void {
  const trimmed = name.trim();
  workbench.cases.setState({ name: trimmed === '' ? 'Untitled case' : trimmed });
}

export interface PinnedRequest {
  readonly pin: Pin;
  /** Undefined while the evidence it stands in is not loaded. */
  readonly request: AuditRequest | undefined;
  /** The file is loaded, and has another record at a place of the pin than the one that was pinned, or none. */
  readonly differs: boolean;
}

/** The pins with the requests they stand for, in the order of the pins. */
export async function resolvePins(workbench: Pick<Workbench, 'engine'>, pins: readonly Pin[], signal?: AbortSignal): Promise<PinnedRequest[]> {
  if (pins.length === 0) return [];
  const places = pins.flatMap((pin) => pin.places);
  const rows = await readRows(workbench.engine, requestsAtPlacesQuery, { places }, { signal });
  const idAt = new Map(rows.map((row) => [`${row.sha256}:${row.byte_offset}`, row.request_id]));
  const idOf = (pin: Pin): number | undefined => pin.places.map((place) => idAt.get(`${place.evidenceSha256}:${place.byteOffset}`)).find((id) => id !== undefined);
  const ids = new Set(pins.map(idOf).filter((id) => id !== undefined));
  const found = new Map((await readRequests(workbench.engine, [...ids], { signal })).map((request) => [request.requestId, request]));
  const loaded = new Set((await readRows(workbench.engine, loadedHashesQuery, { hashes: [...new Set(places.map((place) => place.evidenceSha256))] }, { signal })).map((row) => row.sha256));
  return pins.map((pin) => {
    const id = idOf(pin);
    const request = id === undefined ? undefined : found.get(id);
    const hashes = new Map(request?.events.map(({ place }) => [`${place.evidenceSha256}:${place.byteOffset}`, place.recordHash]));
    const differs = pin.places.some((place) => loaded.has(place.evidenceSha256) && hashes.get(`${place.evidenceSha256}:${place.byteOffset}`) !== place.recordHash);
    return { pin, request, differs };
  });
}

export interface TimelineEntry extends PinnedRequest {
  readonly at: TimestampUs | undefined;
  /** Since the entry before, in words; undefined for the first and where a time is missing. */
  readonly gap: string | undefined;
}

/** As the evidence says it; while it is not loaded, as the pin remembers it. */
function timeOf({ pin, request }: PinnedRequest): TimestampUs | undefined {
  if (request !== undefined) return request.receivedAt ?? request.best.stageAt ?? undefined;
  const remembered = pin.seen?.at;
  return remembered === undefined || remembered === null ? undefined : parseTimestamp(remembered);
}

/** In time order with the gaps between; entries without a time come last, in the order they were pinned. */
export function timelineOf(pinned: readonly PinnedRequest[]): TimelineEntry[] {
  const timed = pinned.map((entry) => ({ ...entry, at: timeOf(entry) }));
  timed.sort((a, b) => {
    if (a.at === undefined || b.at === undefined) return Number(a.at === undefined) - Number(b.at === undefined);
    return a.at < b.at ? -1 : Number(a.at > b.at);
  });
  return timed.map((entry, i) => {
    const before = timed[i - 1]?.at;
    return { ...entry, gap: before === undefined || entry.at === undefined ? undefined : gapWords(before, entry.at) };
  });
}
