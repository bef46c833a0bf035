/** What is wrong with a value of an event that is read all the same. */
import { escapeHostileText, shorten } from '../base/hostile-text';
import type { JsonValue } from './json-reader';

export interface Flaw {
  readonly kind: 'duplicate-key' | 'bad-value';
  readonly reason: string;
}

/** A value as short text for a sentence. */
export function quoteValue(value: JsonValue): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(value.value);
    case 'number':
      return escapeHostileText(shorten(value.text, 60));
    case 'string':
      return `"${escapeHostileText(shorten(value.text, 60))}"`;
    case 'array':
      return `a list of ${value.items.length}`;
    case 'object':
      return `an object of ${value.members.length}`;
    case 'too-deep':
      return 'a nested value';
  }
}

export const badValue = (path: string, value: JsonValue, expected: string): Flaw => ({
  kind: 'bad-value',
  reason: `${path} is ${quoteValue(value)}, not ${expected}; it is left absent.`,
});

export const duplicateKey = (path: string, first: JsonValue, last: JsonValue): Flaw => ({
  kind: 'duplicate-key',
  reason: `${path} occurs twice, as ${quoteValue(first)} and as ${quoteValue(last)}; the last one is used.`,
});
