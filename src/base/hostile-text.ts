/**
 * Evidence is attacker-controlled text. It is shown as it is, except for characters that would act on the
 * reader (control characters, ANSI escapes, bidirectional marks, zero-width and other invisible characters,
 * lone surrogates): those become a visible escape, marked as such, and are never interpreted.
 */
export type TextPart = { readonly kind: 'plain'; readonly text: string } | { readonly kind: 'escape'; readonly text: string };

const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g;

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
