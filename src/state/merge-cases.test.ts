import { describe, expect, it } from 'vitest';
import type { Pin } from '../model/pin';
import { EMPTY_CASE, keptOf, type KeptCase } from './case-store';
import { isSameCase, mergeCases } from './merge-cases';

const pin = (pinId: string, note = '', line = pinId.charCodeAt(0)): Pin => ({
  pinId, note, tags: [], phase: undefined, pinnedAtMs: 0,
  places: [{ evidenceSha256: 'f'.repeat(64), evidenceName: 'a.log', line, byteOffset: line * 100, byteLength: 99, recordHash: '0'.repeat(64) }],
});
const withPins = (...pins: readonly Pin[]): KeptCase => ({ ...keptOf(EMPTY_CASE), pins });
const notes = (state: KeptCase): readonly string[] => state.pins.map(({ pinId, note }) => `${pinId}${note}`);

describe('two tabs that both worked', () => {
  const base = withPins(pin('a'), pin('b'), pin('c'));
  it('keep what each added', () => {
    const merged = mergeCases(base, withPins(...base.pins, pin('d')), withPins(...base.pins, pin('e')));
    expect(notes(merged)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
  it('keep what each changed; where both did, mine', () => {
    const merged = mergeCases(base, withPins(pin('a', '1'), pin('b'), pin('c', '1')), withPins(pin('a'), pin('b', '2'), pin('c', '2')));
    expect(notes(merged)).toEqual(['a1', 'b2', 'c1']);
  });
  it('take away what one removed, unless the other changed it', () => {
    expect(notes(mergeCases(base, withPins(pin('a'), pin('c')), withPins(pin('a'), pin('b'), pin('c'))))).toEqual(['a', 'c']);
    expect(notes(mergeCases(base, base, withPins(pin('a'))))).toEqual(['a']);
    expect(notes(mergeCases(base, withPins(pin('a'), pin('c')), withPins(pin('a'), pin('b', '2'), pin('c'))))).toEqual(['a', 'c', 'b2']);
    expect(notes(mergeCases(base, withPins(pin('a'), pin('b', '1'), pin('c')), withPins(pin('a'), pin('c'))))).toEqual(['a', 'b1', 'c']);
  });
  it('have a request pinned in both only once', () => {
    expect(notes(mergeCases(base, withPins(...base.pins, pin('d', '', 9)), withPins(...base.pins, pin('e', '', 9))))).toEqual(['a', 'b', 'c', 'd']);
  });
  it('take the name that was changed', () => {
    expect(mergeCases(base, { ...base, name: 'mine' }, base).name).toBe('mine');
    expect(mergeCases(base, base, { ...base, name: 'theirs' }).name).toBe('theirs');
  });
  it('agree after one step each', () => {
    const [mine, theirs] = [withPins(pin('a', '1'), pin('c'), pin('d')), withPins(pin('b', '2'), pin('c'), pin('e'))];
    const first = mergeCases(base, mine, theirs);
    expect(isSameCase(mergeCases(theirs, theirs, first), first)).toBe(true);
  });
});
