/** Finding the ends of things in text already known to be well-formed JSON. No recursion: evidence may be nested a million deep. */

/** Just after the string that starts at `at`. */
export function stringEnd(text: string, at: number): number {
  let pos = at + 1;
  while (pos < text.length && text[pos] !== '"') pos += text[pos] === '\\' ? 2 : 1;
  return Math.min(pos + 1, text.length);
}

/** Just after the number or word that starts at `at`. */
export function jsonTokenEnd(text: string, at: number): number {
  const end = /[\s,:[\]{}"]/g;
  end.lastIndex = at + 1;
  return end.exec(text)?.index ?? text.length;
}

/** Just after the object or array that starts at `at`. */
export function jsonEnd(text: string, at: number): number {
  let depth = 0;
  let pos = at;
  while (pos < text.length) {
    const char = text[pos];
    if (char === '"') {
      pos = stringEnd(text, pos);
      continue;
    }
    if (char === '{' || char === '[') depth += 1;
    if (char === '}' || char === ']') depth -= 1;
    pos += 1;
    if (depth === 0) return pos;
  }
  return text.length;
}
