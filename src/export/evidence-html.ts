/**
 * Text from the evidence in HTML: dangerous characters as visible escapes, direction isolated, and the mark that
 * says who vouches for it. The line and the glyph are enough without colour; the glyph is not part of the value
 * when it is selected and copied.
 */
import { hostileTextParts } from '../base/hostile-text';
import { TRUST_MARKS } from '../trust/marks';
import type { Verdict } from '../model/verdict';
import { html, joined, type Html, type HtmlValue } from './html';

/** The characters, with every escape marked as one. */
export const evidenceText = (text: string): readonly HtmlValue[] =>
  hostileTextParts(text).map((part) =>
    part.kind === 'plain' ? part.text : html`<span class="esc" title="a character that cannot be shown as it is">${part.text}</span>`,
  );

/** A value nobody's word is asked for: a file name, a hash. */
export const bareValue = (text: string): Html => html`<bdi class="v" dir="ltr">${evidenceText(text)}</bdi>`;

export const glyph = (verdict: Verdict): Html =>
  html`<span class="g g-${verdict}" aria-hidden="true">${TRUST_MARKS[verdict].glyph}</span>`;

/** An empty string that was found is said to be one; it is not the same as an absent value. */
const shown = (text: string): readonly HtmlValue[] => (text === '' ? [html`<span class="absent">empty</span>`] : evidenceText(text));

/** A value under its line. The inner span carries the second wave of *contradicted*. */
export const lined = (text: string, verdict: Verdict): Html =>
  html`<bdi class="v ${verdict}" dir="ltr" title="${TRUST_MARKS[verdict].title}"><span>${shown(text)}</span></bdi>`;

/** A value with glyph and line; the verdict is also said to those who see neither. */
export const markedValue = (text: string, verdict: Verdict): Html =>
  html`<span class="mv">${glyph(verdict)}${lined(text, verdict)}</span><span class="vh"> (${TRUST_MARKS[verdict].title.toLowerCase()})</span>`;

/** A value in running text: the glyph stands close and small, so that the sentence stays a sentence. */
export const valueInSentence = (text: string, verdict: Verdict): Html => html`<span class="in">${glyph(verdict)}${lined(text, verdict)}</span>`;

/** A raw record in a `pre`, with the same lines under its values. */
export const markedLines = (parts: readonly { readonly text: string; readonly verdict: Verdict | undefined }[]): readonly HtmlValue[] =>
  parts.map(({ text, verdict }) =>
    verdict === undefined ? evidenceLines(text) : html`<span class="v ${verdict}" title="${TRUST_MARKS[verdict].title}"><span>${evidenceLines(text)}</span></span>`,
  );

/** Free text of the responder: its paragraphs and line ends are kept, and it is not trusted any more than evidence. */
export function paragraphs(text: string): readonly Html[] {
  const blocks = text.replaceAll('\r\n', '\n').split(/\n{2,}/).filter((block) => block.trim() !== '');
  return blocks.map((block) => html`<p>${joined(block.trim().split('\n').map(evidenceText), html`<br>`)}</p>`);
}

/** Text in a `pre`: line ends and tabs keep their meaning there, everything else hostile is escaped. */
export const evidenceLines = (text: string): readonly HtmlValue[] =>
  joined(text.split('\n').map((line) => joined(line.split('\t').map(evidenceText), html`	`)), html`
`);
