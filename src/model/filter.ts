/**
 * One model of "what am I looking at", compiled to SQL (db), to URL text (state) and to a sentence (here).
 * Clauses combine with *and*; the values of one clause with *or*.
 */
import { formatTimestamp, type TimestampUs } from '../base/time';
import { PIVOT_FIELDS, type PivotField } from './pivot-field';

export type FilterValue =
  /** Exactly this text; `''` is an empty string found in the evidence. */
  | { readonly kind: 'exact'; readonly text: string }
  /** Text with `*` for any run of characters, as in `system:node:*`. */
  | { readonly kind: 'pattern'; readonly text: string }
  /** The field is absent. */
  | { readonly kind: 'none' };

export type FilterClause =
  | { readonly kind: 'field'; readonly field: PivotField; readonly negated: boolean; readonly values: readonly FilterValue[]; readonly enabled: boolean }
  /** Text found, ignoring case, anywhere in the record but in its bodies. */
  | { readonly kind: 'search'; readonly text: string; readonly negated: boolean; readonly enabled: boolean };

/** Half-open: from ≤ requestReceivedTimestamp < to. */
export interface TimeRange {
  readonly fromUs: TimestampUs;
  readonly toUs: TimestampUs;
}

export interface Filter {
  readonly clauses: readonly FilterClause[];
  readonly range: TimeRange | undefined;
}

export const EMPTY_FILTER: Filter = { clauses: [], range: undefined };

export const exactly = (text: string): FilterValue => ({ kind: 'exact', text });
export const NONE: FilterValue = { kind: 'none' };

export function sameValue(a: FilterValue, b: FilterValue): boolean {
  if (a.kind === 'none' || b.kind === 'none') return a.kind === b.kind;
  return a.kind === b.kind && a.text === b.text;
}

const valueText = (value: FilterValue): string => (value.kind === 'none' ? 'none' : value.text === '' ? '(empty)' : value.text);

/** One chip: `user is not system:node:*`. */
export function clauseSentence(clause: FilterClause): string {
  if (clause.kind === 'search') return `${clause.negated ? 'does not contain' : 'contains'} ${clause.text}`;
  return `${PIVOT_FIELDS[clause.field].label} ${clause.negated ? 'is not' : 'is'} ${clause.values.map(valueText).join(' or ')}`;
}

/** The whole filter as one sentence; clauses that are switched off are not part of it. */
export function filterSentence(filter: Filter): string {
  const parts = filter.clauses.filter((clause) => clause.enabled).map(clauseSentence);
  if (filter.range !== undefined) parts.push(`received from ${formatTimestamp(filter.range.fromUs)} until ${formatTimestamp(filter.range.toUs)}`);
  return parts.length === 0 ? 'all requests' : parts.join(', and ');
}
