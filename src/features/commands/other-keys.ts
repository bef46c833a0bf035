/** Keys that belong to one part of the page, for the list of keys. The parts read them themselves. */
export interface KeyLine {
  readonly keys: readonly string[];
  readonly does: string;
}

export interface KeyGroup {
  readonly title: string;
  readonly lines: readonly KeyLine[];
}

export const OTHER_KEYS: readonly KeyGroup[] = [
  {
    title: 'In the requests',
    lines: [
      { keys: ['j', 'k'], does: 'Next and previous request, from anywhere' },
      { keys: ['↑', '↓', '←', '→'], does: 'Move by a cell' },
      { keys: ['PgUp', 'PgDn', 'Home', 'End'], does: 'Move by a screen, to the first, to the last' },
      { keys: ['Enter'], does: 'Open in the inspector' },
      { keys: ['f'], does: 'Include the value of this cell' },
      { keys: ['x'], does: 'Exclude the value of this cell' },
      { keys: ['w'], does: 'Identity card of the value of this cell' },
      { keys: ['p'], does: 'Pin the open request, from anywhere' },
      { keys: ['Shift F10'], does: 'Menu of the value' },
    ],
  },
  {
    title: 'In the head of a column',
    lines: [
      { keys: ['Enter'], does: 'Sort' },
      { keys: ['Shift ←', 'Shift →'], does: 'Narrower, wider' },
      { keys: ['Ctrl Shift ←', 'Ctrl Shift →'], does: 'Move the column' },
      { keys: ['Alt ↓'], does: 'Menu of the column' },
    ],
  },
  {
    title: 'In the inspector',
    lines: [
      { keys: ['[', ']'], does: 'Previous and next stage' },
    ],
  },
  {
    title: 'In the facets',
    lines: [
      { keys: ['↑', '↓'], does: 'Move by a value' },
      { keys: ['Enter'], does: 'Include the value, or take it back' },
      { keys: ['x'], does: 'Exclude the value' },
      { keys: ['Shift F10'], does: 'Menu of the value' },
    ],
  },
  {
    title: 'In the histogram',
    lines: [
      { keys: ['←', '→'], does: 'Move by a bar' },
      { keys: ['Shift ←', 'Shift →'], does: 'Choose a span' },
      { keys: ['Enter'], does: 'Show only the span' },
      { keys: ['Esc'], does: 'Show all times again' },
    ],
  },
  {
    title: 'In the timeline',
    lines: [
      { keys: ['+', '−'], does: 'Zoom in, out' },
      { keys: ['←', '→'], does: 'Earlier, later' },
      { keys: ['↑', '↓'], does: 'Previous, next lane' },
      { keys: [',', '.'], does: 'Previous, next request of the lane' },
      { keys: ['Shift F10'], does: 'Menu of the lane' },
      { keys: ['Home'], does: 'Show all times' },
    ],
  },
];
