/**
 * Two tabs have the same case open and both were worked in. What one of them changed since they last agreed is
 * taken from it; where both changed the same thing, mine wins; a change wins over a removal. Nothing is lost silently.
 */
import { isSamePin } from '../model/pin';
import { samePeriods } from '../model/policy-period';
import type { CarriedRecord, KeptCase } from './case-store';

/** `base` is what both had when they last agreed. */
export function mergeCases(base: KeptCase, mine: KeptCase, theirs: KeptCase): KeptCase {
  const pins = mergeLists(base.pins, mine.pins, theirs.pins, (pin) => pin.pinId);
  return {
    name: mine.name === base.name ? theirs.name : mine.name,
    // The same request pinned in two tabs has two pins; the first of them stays.
    pins: pins.filter((pin, i) => !pins.slice(0, i).some((earlier) => isSamePin(earlier, pin))),
    savedPivots: mergeLists(base.savedPivots, mine.savedPivots, theirs.savedPivots, (pivot) => pivot.pivotId),
    clusterRanges: mergeLists(base.clusterRanges, mine.clusterRanges, theirs.clusterRanges, (range) => `${range.kind} ${range.text}`),
    clockShifts: mergeLists(base.clockShifts, mine.clockShifts, theirs.clockShifts, (shift) => shift.evidenceSha256),
    // One statement about the whole of time: halves of two would say what nobody said.
    policyPeriods: samePeriods(mine.policyPeriods, base.policyPeriods) ? theirs.policyPeriods : mine.policyPeriods,
    evidence: mergeLists(base.evidence, mine.evidence, theirs.evidence, (file) => file.sha256),
    records: mergeLists(base.records, mine.records, theirs.records, recordKey, () => true),
  };
}

export const recordKey = ({ place }: Pick<CarriedRecord, 'place'>): string => `${place.evidenceSha256}:${place.byteOffset}`;

const sameText = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function mergeLists<T>(base: readonly T[], mine: readonly T[], theirs: readonly T[], idOf: (item: T) => string, isSame: (a: T, b: T) => boolean = sameText): readonly T[] {
  if (mine === base || mine === theirs) return theirs;
  if (theirs === base) return mine;
  const mapOf = (items: readonly T[]): ReadonlyMap<string, T> => new Map(items.map((item) => [idOf(item), item]));
  const [before, own, others] = [mapOf(base), mapOf(mine), mapOf(theirs)];
  const kept = mine.flatMap((item) => {
    const was = before.get(idOf(item));
    if (was === undefined) return [item];
    const other = others.get(idOf(item));
    const changedHere = !isSame(item, was);
    if (other === undefined) return changedHere ? [item] : [];
    return [changedHere ? item : other];
  });
  const added = theirs.filter((item) => {
    if (own.has(idOf(item))) return false;
    const was = before.get(idOf(item));
    return was === undefined || !isSame(item, was);
  });
  return [...kept, ...added];
}

/** Whether keeping `b` over `a` would change anything. */
export const isSameCase = (a: KeptCase, b: KeptCase): boolean =>
  a.name === b.name && sameText(a.pins, b.pins) && sameText(a.savedPivots, b.savedPivots) && sameText(a.clusterRanges, b.clusterRanges) && sameText(a.clockShifts, b.clockShifts) && samePeriods(a.policyPeriods, b.policyPeriods) && sameText(a.evidence, b.evidence) &&
  sameText(a.records.map(recordKey), b.records.map(recordKey));
