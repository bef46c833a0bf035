/** The pins as the timeline shows them: in time order, each with its request where the evidence is loaded. */
import { resolvePins, timelineOf, type TimelineEntry } from '../../actions/pins';
import { useDbRead } from '../../state/use-db-query';
import { useCase } from '../../state/workbench-core';

export interface Timeline {
  readonly entries: readonly TimelineEntry[];
  /** Pins that are still being looked up in the evidence. */
  readonly pending: ReadonlySet<string>;
}

export function useTimeline(): Timeline {
  const pins = useCase((state) => state.pins);
  // Notes and tags are no part of the question, so editing them asks nothing anew.
  const identity = pins.map((pin) => [pin.pinId, pin.places.map((place) => `${place.evidenceSha256}:${place.byteOffset}:${place.recordHash}`)]);
  const { data } = useDbRead('incident timeline', identity, (engine, signal) => resolvePins({ engine }, pins, signal));
  const found = new Map(data?.map((entry) => [entry.pin.pinId, entry]));
  return {
    entries: timelineOf(pins.map((pin) => ({ pin, request: found.get(pin.pinId)?.request, differs: found.get(pin.pinId)?.differs ?? false }))),
    pending: new Set(pins.filter((pin) => !found.has(pin.pinId)).map((pin) => pin.pinId)),
  };
}
