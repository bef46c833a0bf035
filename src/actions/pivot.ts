/** Verbs that change what is looked at. */
import { EMPTY_FILTER, sameValue, type Filter, type FilterClause, type FilterValue, type TimeRange } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import type { ChangeKind, ViewStore } from '../state/view-store';
import type { ViewState } from '../state/view-state';

interface HasView {
  readonly view: ViewStore;
}

const filterOf = (workbench: HasView): Filter => workbench.view.getState().view.filter;

function setFilter(workbench: HasView, filter: Filter, kind: ChangeKind = 'step'): void {
  workbench.view.change({ filter }, kind);
}

function setClauses(workbench: HasView, clauses: readonly FilterClause[], kind: ChangeKind = 'step'): void {
  setFilter(workbench, { ...filterOf(workbench), clauses }, kind);
}

/**
 * Adds a value to the field's clause of the same sense, or takes it out when it is there. A value cannot be
 * included and excluded at once: it leaves the clause of the other sense.
 */
export function toggleValue(workbench: HasView, field: PivotField, value: FilterValue, sense: 'include' | 'exclude'): void {
  const negated = sense === 'exclude';
  const { clauses } = filterOf(workbench);
  const at = clauses.findIndex((clause) => clause.kind === 'field' && clause.field === field && clause.negated === negated && clause.enabled);
  const present = clauses[at];
  const had = present?.kind === 'field' && present.values.some((known) => sameValue(known, value));
  const without = clauses.map((clause) =>
    clause.kind === 'field' && clause.field === field && clause.enabled ? { ...clause, values: clause.values.filter((known) => !sameValue(known, value)) } : clause,
  );
  const next = had
    ? without
    : present?.kind === 'field'
      ? without.map((clause, i) => (i === at && clause.kind === 'field' ? { ...clause, values: [...clause.values, value] } : clause))
      : [...without, { kind: 'field', field, negated, values: [value], enabled: true } satisfies FilterClause];
  setClauses(workbench, next.filter((clause) => clause.kind !== 'field' || clause.values.length > 0));
}

/** This value and nothing else of the field. */
export const onlyValue = (workbench: HasView, field: PivotField, value: FilterValue): void => onlyValues(workbench, [{ field, value }]);

/** The same for several fields at once, as one step to undo. Two values of one field are both let through. */
export function onlyValues(workbench: HasView, wanted: readonly { readonly field: PivotField; readonly value: FilterValue }[]): void {
  const fields = [...new Set(wanted.map(({ field }) => field))];
  const others = filterOf(workbench).clauses.filter((clause) => clause.kind !== 'field' || !fields.includes(clause.field));
  const only = fields.map((field): FilterClause => ({
    kind: 'field', field, negated: false, values: wanted.flatMap((one) => (one.field === field ? [one.value] : [])), enabled: true,
  }));
  setClauses(workbench, [...others, ...only]);
}

/** Leaves the filter behind and follows one value through all evidence: an actor, a pod, a credential, a peer. */
export function follow(workbench: HasView, field: PivotField, value: FilterValue): void {
  workbench.view.change({ filter: { clauses: [{ kind: 'field', field, negated: false, values: [value], enabled: true }], range: undefined } });
}

export function addClause(workbench: HasView, clause: FilterClause): void {
  setClauses(workbench, [...filterOf(workbench).clauses, clause]);
}

export function replaceClause(workbench: HasView, index: number, clause: FilterClause): void {
  setClauses(workbench, filterOf(workbench).clauses.map((old, i) => (i === index ? clause : old)));
}

export function removeClause(workbench: HasView, index: number): void {
  setClauses(workbench, filterOf(workbench).clauses.filter((_, i) => i !== index));
}

export function toggleClause(workbench: HasView, index: number): void {
  setClauses(workbench, filterOf(workbench).clauses.map((clause, i) => (i === index ? { ...clause, enabled: !clause.enabled } : clause)));
}

export function clearFilter(workbench: HasView): void {
  setFilter(workbench, EMPTY_FILTER);
}

/** The search box holds one search clause; an empty text removes it. */
export function search(workbench: HasView, text: string, kind: ChangeKind = 'step'): void {
  const { clauses } = filterOf(workbench);
  const at = clauses.findIndex((clause) => clause.kind === 'search' && !clause.negated);
  const here = clauses[at];
  const wanted: FilterClause = { kind: 'search', text, negated: false, enabled: true };
  if (text === '') {
    if (at >= 0) removeClause(workbench, at);
  } else if (here === undefined) setClauses(workbench, [...clauses, wanted], kind);
  // Enter after a pause asks for what is shown: no step that undo would have to take back.
  else if (here.kind !== 'search' || here.text !== text || !here.enabled) setClauses(workbench, clauses.with(at, wanted), kind);
}

export function setRange(workbench: HasView, range: TimeRange | undefined, kind: ChangeKind = 'step'): void {
  setFilter(workbench, { ...filterOf(workbench), range }, kind);
}

export function changeView(workbench: HasView, part: Partial<Omit<ViewState, 'filter'>>, kind: ChangeKind = 'step'): void {
  workbench.view.change(part, kind);
}
