/** One field's values with counts. */
import { useDeferredValue, useState } from 'react';
import { facetQuery } from '../../db/facet.query';
import { EMPTY_FILTER, exactly, NONE, sameValue, type Filter, type FilterValue } from '../../model/filter';
import { PIVOT_FIELDS, type PivotField } from '../../model/pivot-field';
import { useDbQuery } from '../../state/use-db-query';
import { useEvidenceVersion } from '../../state/evidence-version';
import { useView } from '../../state/workbench-core';
import { isUserField, shortUserText } from '../../model/short-user';
import { TRUST_MARKS } from '../../trust/marks';
import { isTestId, TRUST_TESTS } from '../../trust/tests';
import { verdictOfPivot, verdictOfPivotValue } from '../../trust/value-verdict';
import { FacetList } from '../../ui/facet-list';
import type { FacetValue } from '../../ui/facet-row';
import type { MenuAnchor } from '../../ui/menu';
import { fallenOut } from './fallen-out';

/** A low page has room for few facets; each shows less of itself, so that more of them are seen. */
export const firstValues = (pageHeight: number): number => (pageHeight < 800 ? 3 : 5);
const MORE_VALUES = 25;

export interface FacetProps {
  readonly field: PivotField;
  /** How many values are shown before more are asked for. */
  readonly first: number;
  /** The first values, where they were read together with those of other facets. */
  readonly shared: readonly FacetRowData[] | undefined;
  /** Whether they are or will be. */
  readonly isShared: boolean;
  readonly collapsed: boolean;
  readonly onCollapse: (collapsed: boolean) => void;
  readonly onToggle: (value: FilterValue) => void;
  readonly onOnly: (value: FilterValue) => void;
  readonly onExclude: (value: FilterValue) => void;
  readonly onMenu: (value: FilterValue, anchor: MenuAnchor) => void;
}

export interface FacetRowData {
  readonly value: string | null;
  readonly n: number;
  /** Of all values, shown or not. */
  readonly total: number;
}

type Row = Pick<FacetRowData, 'value' | 'n'>;

/** Of facets that ask nothing themselves: with a key of its own each of them would be a query for every change of the filter. */
const NOT_ASKED = { field: 'verb', filter: EMPTY_FILTER, search: '', limit: 0 } as const;

export function Facet({ field, first, shared, isShared, collapsed, onCollapse, onToggle, onOnly, onExclude, onMenu }: FacetProps) {
  const filter = useView((view) => view.filter);
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(first);
  const params = { field, filter, search: useDeferredValue(search), limit };
  const ownSearch = search !== '' || limit !== first;
  const asksItself = !collapsed && (!isShared || ownSearch);
  const own = useDbQuery(facetQuery, asksItself ? params : NOT_ASKED, { enabled: asksItself });
  const answer = isShared && !ownSearch ? shared : own.data;
  // Until the answer comes from where it is asked for now, the last one stays: an empty list would push all that follows up and down again.
  const [last, setLast] = useState(answer);
  if (answer !== undefined && answer !== last) setLast(answer);
  const data = answer ?? last;
  const present = [...(data ?? []), ...excludedRows(filter, field, data ?? [])];
  const version = useEvidenceVersion();
  const [seen, setSeen] = useState<{ readonly version: number; readonly rows: readonly Row[] }>({ version, rows: [] });
  if (data !== undefined && search === '' && (seen.version !== version || present.length > seen.rows.length)) setSeen({ version, rows: present });
  // Of a list that is cut it is not known what is gone.
  const isWhole = data !== undefined && search === '' && (data[0]?.total ?? 0) <= data.length;
  const rows = isWhole ? [...present, ...fallenOut(present, seen.rows, limit)] : present;
  const most = rows.reduce((max, row) => Math.max(max, row.n), 1);
  const whole = verdictOfPivot(field);
  // The heading carries the mark of the field; a value carries one where it differs.
  const ownMark = (value: string | null) => {
    const own = verdictOfPivotValue(field, value)?.verdict;
    return own === whole?.verdict ? undefined : own;
  };
  const values = rows.map((row): FacetValue => ({
    key: row.value === null ? 'none' : `=${row.value}`,
    text: row.value ?? undefined,
    shown: shownText(field, row.value),
    count: row.n,
    share: row.n / most,
    state: stateOf(filter, field, row.value),
    mark: ownMark(row.value),
    bothEnds: field === 'request_uri' || field === 'uri_template',
  }));
  const mark = whole === undefined ? undefined : { kind: whole.verdict, title: `${TRUST_MARKS[whole.verdict].title}. ${whole.reason}` };
  const total = data === undefined ? undefined : (data[0]?.total ?? 0);
  return (
    <FacetList
      label={PIVOT_FIELDS[field].label}
      mark={mark}
      values={values}
      total={total}
      noun={field === 'uri_template' ? 'shapes' : undefined}
      collapsed={collapsed}
      onCollapse={onCollapse}
      search={search}
      onSearch={setSearch}
      onToggle={(value) => onToggle(filterValue(value))}
      onOnly={(value) => onOnly(filterValue(value))}
      onExclude={(value) => onExclude(filterValue(value))}
      onMenu={(value, anchor) => onMenu(filterValue(value), anchor)}
      onMore={() => setLimit(limit + MORE_VALUES)}
      loading={data === undefined && !collapsed}
      expected={first}
    />
  );
}

const filterValue = (value: FacetValue): FilterValue => (value.text === undefined ? NONE : exactly(value.text));
const rowValue = (text: string | null): FilterValue => (text === null ? NONE : exactly(text));

/** Values that were excluded do not come back from the database; they stay visible so that they can be taken back. */
function excludedRows(filter: Filter, field: PivotField, present: readonly Row[]): Row[] {
  const excluded = filter.clauses.flatMap((clause) => (clause.kind === 'field' && clause.field === field && clause.negated && clause.enabled ? clause.values : []));
  return excluded
    .filter((value) => value.kind !== 'pattern' && !present.some((row) => sameValue(rowValue(row.value), value)))
    .map((value) => ({ value: value.kind === 'none' ? null : value.text, n: 0 }));
}

function stateOf(filter: Filter, field: PivotField, text: string | null): FacetValue['state'] {
  const clause = filter.clauses.find((one) => one.kind === 'field' && one.field === field && one.enabled && one.values.some((value) => sameValue(value, rowValue(text))));
  return clause === undefined ? undefined : clause.negated ? 'excluded' : 'selected';
}

function shownText(field: PivotField, text: string | null): string | undefined {
  if (text === null) return field === 'test' ? 'no test fired' : 'none';
  if (text === '') return '(empty)';
  if (isUserField(field)) return shortUserText(text);
  return field === 'test' && isTestId(text) ? `${text} ${TRUST_TESTS[text].title}` : undefined;
}
