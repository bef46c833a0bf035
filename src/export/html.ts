/**
 * HTML by a tagged template: what is written in the source is markup, what is spliced in is text. There is no way
 * to splice a string as markup: `Html` can only be made here, from literals and from values that were escaped.
 * Invisible and bidirectional characters are turned into visible escapes as well, so that forgetting to mark them
 * (see `evidence-html.ts`) costs the reader a mark, never their safety.
 */
import { escapeHostileText } from '../base/hostile-text';

export class Html {
  readonly #markup: string;
  private constructor(markup: string) {
    this.#markup = markup;
  }

  static fromTemplate(chunks: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    let markup = '';
    chunks.forEach((chunk, i) => {
      markup += chunk;
      if (i < values.length) markup += spliced(markup, values[i]);
    });
    return new Html(markup);
  }

  toString(): string {
    return this.#markup;
  }
}

/** `undefined`, `null` and `false` leave nothing, so that `condition && html…` reads well. */
export type HtmlValue = Html | string | number | bigint | undefined | null | false | readonly HtmlValue[];

export const html = (chunks: TemplateStringsArray, ...values: HtmlValue[]): Html => Html.fromTemplate(chunks, values);

export const NOTHING: Html = html``;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Text, and nothing but text, wherever it lands. */
const safeText = (text: string): string => escapeMarkup(escapeHostileText(text));

function spliced(before: string, value: HtmlValue): string {
  const insideTag = before.lastIndexOf('<') > before.lastIndexOf('>');
  if (insideTag) return attributeValue(before, value);
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map((one) => spliced(before, one)).join('');
  return safeText(String(value));
}

/** In a tag only the inside of a quoted attribute can be filled, and only with text. */
function attributeValue(before: string, value: HtmlValue): string {
  const quotes = before.slice(before.lastIndexOf('<')).match(/"/g)?.length ?? 0;
  if (quotes % 2 === 0) throw new Error('html: a value inside a tag must stand in a double-quoted attribute');
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') {
    throw new Error('html: an attribute takes text or a number');
  }
  return safeText(String(value));
}

/** The parts with `between` between them. */
export function joined(parts: readonly HtmlValue[], between: HtmlValue): readonly HtmlValue[] {
  return parts.flatMap((part, i) => (i === 0 ? [part] : [between, part]));
}
