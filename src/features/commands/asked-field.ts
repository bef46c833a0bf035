/** `user alice`, `peer IP is 10.0.0.7`, `verb not watch`: a field named before the value narrows the search to it. */
import { PIVOT_FIELDS, pivotFieldNames, type PivotField } from '../../model/pivot-field';
import type { Sense } from './command';

export interface AskedField {
  readonly field: PivotField;
  readonly sense: Sense;
  /** What the value must contain; empty for any. */
  readonly text: string;
}

/** Longest name first: `requestURI shape` is not `requestURI` with the value `shape`. */
const BY_LENGTH = pivotFieldNames.toSorted((a, b) => PIVOT_FIELDS[b].label.length - PIVOT_FIELDS[a].label.length);

export function askedField(query: string): AskedField | undefined {
  const typed = query.trimStart();
  const field = BY_LENGTH.find((name) => isNamed(typed, PIVOT_FIELDS[name].label) || isNamed(typed, name));
  if (field === undefined) return undefined;
  const label = isNamed(typed, PIVOT_FIELDS[field].label) ? PIVOT_FIELDS[field].label : field;
  const rest = /^\s*(?<sense>is\s+not\b|not\b|!=|is\b|=|:)?\s*(?<text>.*)$/is.exec(typed.slice(label.length))?.groups;
  return { field, sense: /not|!=/i.test(rest?.['sense'] ?? '') ? 'exclude' : 'include', text: (rest?.['text'] ?? '').trimEnd() };
}

/** The name, and then a space or a sign: `username` alone is still being typed. */
const isNamed = (typed: string, name: string): boolean => typed.toLowerCase().startsWith(name.toLowerCase()) && /^(\s|=|!=|:)/.test(typed.slice(name.length));
