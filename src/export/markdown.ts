/**
 * Markdown in which no evidence is ever interpreted. Evidence stands in code spans or fenced blocks; free text of
 * the responder keeps its plain words and paragraphs, and every word that is more than letters and punctuation
 * (addresses, paths, markup, bare domains that some renderers link) becomes a code span.
 */
import { escapeHostileText } from '../base/hostile-text';

const longestRun = (text: string): number => Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));

/** One code span holding exactly this text; line ends and other invisible characters as visible escapes. */
export function codeSpan(evidence: string): string {
  if (evidence === '') return '(empty)';
  const text = escapeHostileText(evidence);
  const fence = '`'.repeat(longestRun(text) + 1);
  // One space each side is taken off again by Markdown: needed where the text would merge with the fence.
  const pad = /^`|`$|^ .*[^ ].* $/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** A fenced block; its line ends stay line ends, everything else invisible becomes an escape. */
export function codeBlock(evidence: string, language = ''): string {
  const lines = evidence.split(/\r\n|\n/).map((line) => line.split('\t').map(escapeHostileText).join('\t'));
  const fence = '`'.repeat(Math.max(3, longestRun(evidence) + 1));
  return `${fence}${language}\n${lines.join('\n')}\n${fence}`;
}

const PLAIN_WORD = /^[("“‘]?[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*[)"”’]?[.,;:?!]?[)"”’]?$/u;
const PLAIN_NUMBER = /^\d{1,3}(?:,\d{3})*[,;:?]?$|^\d+[,;:?]?$/;

/** One line of free text: plain words as they are, everything else as code. */
export function prose(text: string): string {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  return words.map((word) => (PLAIN_WORD.test(word) || PLAIN_NUMBER.test(word) ? word : coded(word))).join(' ');
}

/** The end of a sentence stays outside the code. */
function coded(word: string): string {
  const body = word.replace(/[.,;:?]+$/, '');
  return body === '' ? codeSpan(word) : `${codeSpan(body)}${word.slice(body.length)}`;
}

/** Free text of several paragraphs as a quotation. */
export function quotation(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map(prose);
  return lines.map((line) => (line === '' ? '>' : `> ${line}  `)).join('\n');
}

/** Kubewitness' own words: whatever Markdown would act on is escaped one character at a time. */
export const ownWords = (text: string): string => escapeHostileText(text).replace(/[\\`*_[\]<>#|&~]/g, '\\$&');
