/** Strings as Go's %q verb writes them (strconv.Quote), which is how the legacy audit log writes every value. */

const SIMPLE: Readonly<Record<string, string>> = { a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', '"': '"', "'": "'" };
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs;

/** The text of what stands between the quotes. `\x` escapes are raw bytes and become text where they are UTF-8. */
export function goUnquote(content: string): string {
  if (!content.includes('\\')) return content;
  const decoded = content.replace(/(?:\\x[0-9a-fA-F]{2}|\\[0-7]{3})+/g, (bytes) => rawBytes(bytes));
  return decoded.replace(ESCAPE, (whole, _hex: string, short?: string, long?: string, _octal?: string, simple?: string) => {
    const code = short ?? long;
    if (code !== undefined) {
      const point = parseInt(code, 16);
      return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? '\ufffd' : String.fromCodePoint(point);
    }
    return simple === undefined ? whole : (SIMPLE[simple] ?? whole);
  });
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A run of byte escapes as text, with a backslash made safe for the pass that follows. */
function rawBytes(escapes: string): string {
  const bytes = [...escapes.matchAll(/\\x([0-9a-fA-F]{2})|\\([0-7]{3})/g)].map(([, hex, octal]) => (hex === undefined ? parseInt(octal ?? '0', 8) & 0xff : parseInt(hex, 16)));
  return decoder.decode(Uint8Array.from(bytes)).replaceAll('\\', '\\\\');
}

/** A list of quoted values joined with commas; without quotes, as imitations write it, a plain list. */
export function goQuotedList(text: string): string[] {
  if (!text.includes('"')) return text.split(',').map((item) => item.trim()).filter((item) => item !== '');
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, content]) => goUnquote(content ?? ''));
}
