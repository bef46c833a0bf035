import { describe, expect, it } from 'vitest';
import { chordText, isChord, type KeyPress } from './key-chords';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('a key', () => {
  it.each([
    ['Mod+K', press('k', { ctrlKey: true }), true],
    ['Mod+K', press('K', { metaKey: true }), true],
    ['Mod+K', press('k'), false],
    ['l', press('l'), true],
    ['l', press('L', { shiftKey: true }), false],
    ['l', press('l', { ctrlKey: true }), false],
    ['u', press('U', { shiftKey: true }), false],
    ['Shift+U', press('U', { shiftKey: true }), true],
    ['Shift+U', press('u'), false],
    ['?', press('?', { shiftKey: true }), true],
    ['?', press('?'), true],
    ['/', press('/'), true],
    ['/', press('/', { altKey: true }), false],
    ['1', press('1'), true],
    ['Escape', press('Escape'), true],
  ])('%s answers %o: %s', (chord, pressed, expected) => {
    expect(isChord(pressed, chord)).toBe(expected);
  });

  it('is written as on the keyboard', () => {
    expect(chordText('Mod+K', true)).toBe('⌘ K');
    expect(chordText('Mod+K', false)).toBe('Ctrl K');
    expect(chordText('Shift+U', false)).toBe('Shift U');
  });
});
