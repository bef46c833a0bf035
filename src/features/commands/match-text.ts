/** How well a text answers what was typed: every word of it must be found, and where it is found decides. */
export interface TextMatch {
  readonly score: number;
  /** Half-open ranges of the text to show as found, in order and apart from each other. */
  readonly ranges: readonly (readonly [number, number])[];
}

type Found = { readonly score: number; readonly ranges: readonly (readonly [number, number])[] };

const isWordCharacter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

const wordStarts = (text: string): number[] => Array.from(text, (_, i) => i).filter((i) => isWordCharacter(text[i]) && !isWordCharacter(text[i - 1]));

function matchWord(word: string, text: string, starts: readonly number[]): Found | undefined {
  if (text === word) return { score: 100, ranges: [[0, text.length]] };
  const at = text.indexOf(word);
  const start = at < 0 ? undefined : starts.find((place) => text.startsWith(word, place));
  if (at === 0) return { score: 80, ranges: [[0, word.length]] };
  if (start !== undefined) return { score: 60, ranges: [[start, start + word.length]] };
  if (at > 0) return { score: 40, ranges: [[at, at + word.length]] };
  return matchInitials(word, text, starts);
}

/** `os` finds "Open sample": letters that begin words, in order. One letter is no abbreviation. */
function matchInitials(word: string, text: string, starts: readonly number[]): Found | undefined {
  if (word.length < 2) return undefined;
  const ranges: [number, number][] = [];
  let next = 0;
  for (const place of starts) {
    if (next < word.length && text[place] === word[next]) {
      ranges.push([place, place + 1]);
      next += 1;
    }
  }
  return next === word.length ? { score: 20, ranges } : undefined;
}

function joined(ranges: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const out: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** `words` are synonyms: they can be found, and count for less than the text that is shown. */
export function matchText(query: string, text: string, words = ''): TextMatch | undefined {
  const asked = query.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');
  const shown = text.toLowerCase();
  const [shownStarts, hidden] = [wordStarts(shown), words.toLowerCase()];
  const hiddenStarts = wordStarts(hidden);
  const ranges: (readonly [number, number])[] = [];
  let score = 0;
  for (const word of asked) {
    const found = matchWord(word, shown, shownStarts);
    const other = found === undefined ? matchWord(word, hidden, hiddenStarts) : undefined;
    if (found === undefined && other === undefined) return undefined;
    score += found?.score ?? (other?.score ?? 0) / 3;
    ranges.push(...(found?.ranges ?? []));
  }
  // The mean, so that a longer question is not a better one.
  return { score: asked.length === 0 ? 0 : score / asked.length, ranges: shown.length === text.length ? joined(ranges) : [] };
}
