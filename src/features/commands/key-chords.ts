/** Keys as text: `Mod+K` (Ctrl, or ⌘ on a Mac), `Shift+U`, `l`, `?`. One reading for the handler, the palette and the list of keys. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export function isChord(press: KeyPress, chord: string): boolean {
  const parts = chord.split('+');
  const key = parts.at(-1) ?? '';
  const mod = parts.includes('Mod');
  if (press.altKey || mod !== (press.ctrlKey || press.metaKey)) return false;
  // A sign such as `?` needs Shift on one keyboard and not on another; the sign itself decides.
  if (parts.includes('Shift')) return press.shiftKey && press.key.toLowerCase() === key.toLowerCase();
  if (/^[a-z]$/i.test(key)) return press.key.toLowerCase() === key.toLowerCase() && !press.shiftKey;
  return press.key === key;
}

export const isMac = (platform: string): boolean => /Mac|iPhone|iPad/.test(platform);

/** As it stands on the keyboard: `⌘ K` or `Ctrl K`. */
export const chordText = (chord: string, mac: boolean): string =>
  chord.split('+').map((part) => (part === 'Mod' ? (mac ? '⌘' : 'Ctrl') : part === 'Escape' ? 'Esc' : part)).join(' ');
