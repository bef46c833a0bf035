/**
 * A raw record made ready for the screen: how much of it is drawn, and how it is laid out. Marks are kept through
 * both. Indenting moves white space between tokens only; what stands inside a string is never touched.
 */
import type { RawPart } from '../../trust/raw-marks';
import { affordable, drawingCost } from './drawing-cost';

/** An escape is drawn as an element of its own and costs the page about as much as this many characters. */
const ESCAPE_COST = 32;

export interface RawWindow {
  readonly parts: readonly RawPart[];
  /** Characters of the record that are in `parts`. */
  readonly shown: number;
  readonly total: number;
}

/** The first parts of a record, up to a budget of characters. */
export function rawWindow(parts: readonly RawPart[], budget: number): RawWindow {
  const total = parts.reduce((sum, part) => sum + part.text.length, 0);
  const kept: RawPart[] = [];
  let left = budget;
  let shown = 0;
  for (const part of parts) {
    const text = affordable(part.text, left, ESCAPE_COST);
    if (text.length > 0) kept.push(text.length === part.text.length ? part : { ...part, text });
    shown += text.length;
    left -= drawingCost(text, ESCAPE_COST);
    if (text.length < part.text.length || left <= 0) break;
  }
  return { parts: kept, shown, total };
}

const STEP = '  ';
/** Hostile nesting must not become a wall of spaces. */
const DEEPEST_INDENT = 40;

export function indented(parts: readonly RawPart[]): RawPart[] {
  const state: Layout = { depth: 0, inString: false, escaped: false, opened: false };
  return parts.flatMap((part) => {
    const text = indentText(part.text, state);
    const from = part.verdict === undefined ? 0 : text.search(/\S|$/);
    // The line under a value begins with the value.
    return from === 0 ? [{ ...part, text }] : [{ text: text.slice(0, from), verdict: undefined }, { ...part, text: text.slice(from) }];
  });
}

interface Layout {
  depth: number;
  inString: boolean;
  escaped: boolean;
  /** The last token opened an object or a list; a line break follows unless it is closed at once. */
  opened: boolean;
}

const newline = (depth: number): string => `\n${STEP.repeat(Math.min(depth, DEEPEST_INDENT))}`;

function indentText(text: string, state: Layout): string {
  let result = '';
  let copyFrom = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (state.inString) {
      if (state.escaped) state.escaped = false;
      else if (char === '\\') state.escaped = true;
      else if (char === '"') state.inString = false;
      continue;
    }
    const isSpace = char === ' ' || char === '\n' || char === '\r' || char === '\t';
    const closes = char === '}' || char === ']';
    const before = isSpace ? '' : closes ? closing(state) : opening(state);
    if (isSpace || before !== '') {
      result += text.slice(copyFrom, i) + before;
      copyFrom = isSpace ? i + 1 : i;
    }
    if (char === '"') state.inString = true;
    else if (char === '{' || char === '[') {
      state.depth += 1;
      state.opened = true;
    } else if (char === ',' || char === ':') {
      result += text.slice(copyFrom, i + 1) + (char === ',' ? newline(state.depth) : ' ');
      copyFrom = i + 1;
    }
  }
  return result + text.slice(copyFrom);
}

function opening(state: Layout): string {
  if (!state.opened) return '';
  state.opened = false;
  return newline(state.depth);
}

function closing(state: Layout): string {
  state.depth = Math.max(0, state.depth - 1);
  if (!state.opened) return newline(state.depth);
  state.opened = false;
  return '';
}
