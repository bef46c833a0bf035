/**
 * Evidence is attacker-controlled text. It is shown as it is, except for characters that would act on the
 * reader (control characters, ANSI escapes, bidirectional marks, zero-width and other invisible characters,
 * spaces that pass for a plain one, lone surrogates): those become a visible escape, marked as such, and are never interpreted.
 */
export type TextPart = { readonly kind: 'plain'; readonly text: string } | { readonly kind: 'escape'; readonly text: string };

// Beside what Unicode calls ignorable: spaces that look like another space, the blank of Braille, and the controls
// of annotations and of hieroglyphs.
const INVISIBLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{13430}-\u{1343f}]|(?! )\p{Zs}/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0', '\u001b': '\\e' };

function escapeOne(character: string): string {
  const named = NAMED[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** The text cut into plain runs and visible escapes, in order. */
export function hostileTextParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(INVISIBLE)) {
    if (match.index > from) parts.push({ kind: 'plain', text: text.slice(from, match.index) });
    parts.push({ kind: 'escape', text: escapeOne(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < text.length || parts.length === 0) parts.push({ kind: 'plain', text: text.slice(from) });
  return parts;
}

/** The text in one string with every dangerous character escaped; for titles, terminals, labels and exports. */
export const escapeHostileText = (text: string): string => text.replace(INVISIBLE, escapeOne);

/** At most `limit` characters, cut between code points, with the count of what was left out said in words. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = /[\ud800-\udbff]$/.test(text.slice(0, limit)) ? limit - 1 : limit;
  return `${text.slice(0, cut)}… (${(text.length - cut).toLocaleString('en-US')} more characters)`;
}
