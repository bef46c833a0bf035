import { escapeHostileText, shorten } from '../base/hostile-text';
import type { LedgerField } from './ledger-field';

/** A run of a sentence: words of Kubewitness, or a value of the evidence with the field that says who vouches for it. */
export interface SentencePart {
  readonly kind: 'text' | 'value';
  readonly text: string;
  readonly field?: LedgerField;
}

/** A sentence stays a sentence even when a name in it is a megabyte long. */
const LONGEST_VALUE = 200;

export const words = (text: string): SentencePart => ({ kind: 'text', text });
export const value = (field: LedgerField, text: string): SentencePart => ({ kind: 'value', text: text === '' ? '(empty)' : shorten(text, LONGEST_VALUE), field });

/** The sentence as plain text, with what could act on the reader escaped. */
export const sentenceText = (parts: readonly SentencePart[]): string => escapeHostileText(parts.map((part) => part.text).join(''));
