/** The one-line command that cuts a record out of its file, so that anybody can hold it against what is shown here. */
import { escapeHostileText } from '../../base/hostile-text';
import type { RecordPlace } from '../../model/evidence';

/** Undefined for a container that no single common tool turns into the bytes the offsets count. */
export function cutCommand(place: Pick<RecordPlace, 'evidenceName' | 'byteOffset' | 'byteLength'>, container: string): string | undefined {
  const file = quoted(place.evidenceName);
  const tail = `tail -c +${place.byteOffset + 1}`;
  const head = `head -c ${place.byteLength}`;
  if (container === 'none') return `${tail} ${file} | ${head}`;
  return container === 'gzip' ? `gzip -dc ${file} | ${tail} | ${head}` : undefined;
}

/** A file name as one word of a bash or zsh command line: nothing in it may run, act on the terminal or be an option. */
function quoted(name: string): string {
  const path = name.startsWith('-') || name === '' ? `./${name}` : name;
  if (/^[\w@%+=:,./-]+$/.test(path)) return path;
  if (path === escapeHostileText(path)) return `'${path.replaceAll("'", String.raw`'\''`)}'`;
  return `$'${Array.from(new TextEncoder().encode(path), octal).join('')}'`;
}

/** Three octal digits, so that a digit after it is never taken in. */
function octal(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[\w ./@%+=:,-]/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`;
}
