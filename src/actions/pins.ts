/** Putting requests on the incident timeline and saying what they mean. */
import { readRequests } from '../db/read-request';
import { requestAtPlaceQuery } from '../db/find-place';
import { readRows } from '../db/define-query';
import type { AuditRequest } from '../model/audit-record';
import type { Phase, Pin } from '../model/pin';
import type { Workbench } from './workbench';

export interface PinAnnotation {
  readonly note?: string;
  readonly tags?: readonly string[];
  readonly phase?: Phase | undefined;
}

/** Two pins are of the same request when they share a record: same evidence bytes, same place. */
const samePin = (a: Pick<Pin, 'places'>, b: Pick<Pin, 'places'>): boolean =>
  a.places.some((one) => b.places.some((other) => one.evidenceSha256 === other.evidenceSha256 && one.byteOffset === other.byteOffset));

/** Pins requests; those that are pinned already keep their note unless a new one is given. */
export async function pinRequests(workbench: Workbench, requestIds: readonly number[], annotation: PinAnnotation = {}): Promise<void> {
  const requests = await readRequests(workbench.engine, requestIds);
  workbench.cases.setState((state) => {
    let pins = state.pins;
    for (const request of requests) {
      const fresh = newPin(workbench, request, annotation);
      const known = pins.find((pin) => samePin(pin, fresh));
      pins = known === undefined ? [...pins, fresh] : pins.map((pin) => (pin === known ? { ...pin, ...stated(annotation) } : pin));
    }
    return { pins };
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
    phase: annotation.phase, pinnedAtMs: workbench.nowMs(),
  };
}

export function unpin(workbench: Workbench, pinId: string): void {
  workbench.cases.setState((state) => ({ pins: state.pins.filter((pin) => pin.pinId !== pinId) }));
}

/** Pins the request, or takes its pin away. */
export async function togglePin(workbench: Workbench, requestId: number): Promise<void> {
  const [request] = await readRequests(workbench.engine, [requestId]);
  if (request === undefined) return;
  const places = request.events.map((event) => event.place);
  const known = workbench.cases.getState().pins.find((pin) => samePin(pin, { places }));
  if (known === undefined) await pinRequests(workbench, [requestId]);
  else unpin(workbench, known.pinId);
}

export function annotatePin(workbench: Workbench, pinId: string, annotation: PinAnnotation): void {
  workbench.cases.setState((state) => ({ pins: state.pins.map((pin) => (pin.pinId === pinId ? { ...pin, ...stated(annotation) } : pin)) }));
}

export interface PinnedRequest {
  readonly pin: Pin;
  /** Undefined while the evidence it stands in is not loaded. */
  readonly request: AuditRequest | undefined;
}

/** The pins with the requests they stand for, in time order; those whose evidence is missing come last. */
export async function resolvePins(workbench: Pick<Workbench, 'engine'>, pins: readonly Pin[], signal?: AbortSignal): Promise<PinnedRequest[]> {
  const ids = await Promise.all(pins.map((pin) => findRequest(workbench, pin, signal)));
  const found = await readRequests(workbench.engine, ids.filter((id) => id !== undefined), { signal });
  const resolved = pins.map((pin, i) => ({ pin, request: found.find((request) => request.requestId === ids[i]) }));
  const at = ({ request }: PinnedRequest): bigint | undefined => request?.receivedAt ?? request?.best.stageAt ?? undefined;
  return resolved.sort((a, b) => {
    const [one, other] = [at(a), at(b)];
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
    return one < other ? -1 : one > other ? 1 : 0;
  });
}

async function findRequest(workbench: Pick<Workbench, 'engine'>, pin: Pin, signal: AbortSignal | undefined): Promise<number | undefined> {
  for (const place of pin.places) {
    const [row] = await readRows(workbench.engine, requestAtPlaceQuery, { sha256Prefix: place.evidenceSha256, byteOffset: place.byteOffset }, { signal });
    if (row !== undefined) return row.request_id;
  }
  return undefined;
}
