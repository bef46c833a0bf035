/**
 * A file name as one word of a bash or zsh command line. Names come from the evidence and may be hostile: nothing
 * in them may run, act on the terminal, or be taken for an option.
 */
import { escapeHostileText } from './hostile-text';

export function shellQuote(name: string): string {
  // A leading dash would be an option, and `-` alone standard input.
  const path = name.startsWith('-') || name === '' ? `./${name}` : name;
  // zsh takes a leading equals sign for the path of a command.
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(path)) return path;
  if (path === escapeHostileText(path)) return `'${path.replaceAll("'", `'\\''`)}'`;
  return `$'${Array.from(new TextEncoder().encode(path), ansiByte).join('')}'`;
}

/** One byte in bash's ANSI-C quoting; three octal digits, so that a following digit is never taken in. */
function ansiByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[\w ./@%+=:,-]/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`;
}
