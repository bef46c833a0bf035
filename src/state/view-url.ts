/**
 * The view as a URL fragment and back. Versioned; every part falls back alone, so a link cut by a mail program
 * still shows what it can. A field clause reads `f=username=e:alice,p:system%3Anode%3A*,n`: `=` is, `!` is not,
 * a leading `-` means switched off; values are `e:` exact, `p:` pattern, `n` none.
 */
import { timestampUs } from '../base/time';
import type { FilterClause, FilterValue, TimeRange } from '../model/filter';
import { isCardField, type IdentityTarget } from '../model/identity-target';
import { isPivotField, type PivotField } from '../model/pivot-field';
import { beginOf, beginText, inOrder, MOST_PERIODS, type PolicyPeriod } from '../model/policy-period';
import type { RecordRef } from '../model/record-ref';
import { INITIAL_VIEW, SORT_COLUMNS, TABS, type Sort, type ViewState } from './view-state';

const VERSION = 'v=1';
/** More conditions than anybody reads; a link made to tie the page down has thousands. */
const MOST_CLAUSES = 50;
/** As many as a person may have chosen one by one; fifty thousand kept the page busy for seven seconds. */
const MOST_VALUES = 1_000;

const encode = (text: string): string => encodeURIComponent(text.toWellFormed());

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const encodeValue = (value: FilterValue): string => (value.kind === 'none' ? 'n' : `${value.kind === 'exact' ? 'e' : 'p'}:${encode(value.text)}`);

function decodeValue(part: string): FilterValue | undefined {
  if (part === 'n') return { kind: 'none' };
  const text = decode(part.slice(2));
  if (text === undefined) return undefined;
  if (part.startsWith('e:')) return { kind: 'exact', text };
  return part.startsWith('p:') ? { kind: 'pattern', text } : undefined;
}

function encodeClause(clause: FilterClause): string {
  const off = clause.enabled ? '' : '-';
  const operator = clause.negated ? '!' : '=';
  if (clause.kind === 'search') return `f=${off}search${operator}${encode(clause.text)}`;
  return `f=${off}${clause.field}${operator}${clause.values.map(encodeValue).join(',')}`;
}

function decodeClause(part: string): FilterClause | undefined {
  const match = /^(-?)([a-z_]+)([=!])(.*)$/s.exec(part);
  if (match === null) return undefined;
  const [, off, name = '', operator, rest = ''] = match;
  const shared = { negated: operator === '!', enabled: off === '' };
  if (name === 'search') {
    const text = decode(rest);
    return text === undefined || text === '' ? undefined : { kind: 'search', text, ...shared };
  }
  const values = rest.split(',', MOST_VALUES).map(decodeValue).filter((value) => value !== undefined);
  return isPivotField(name) && values.length > 0 ? { kind: 'field', field: name, values, ...shared } : undefined;
}

function decodeRange(text: string | undefined): TimeRange | undefined {
  const match = /^(-?\d{1,19})\.\.(-?\d{1,19})$/.exec(text ?? '');
  if (match === null) return undefined;
  const [fromUs, toUs] = [timestampUs(BigInt(match[1] ?? '0')), timestampUs(BigInt(match[2] ?? '0'))];
  return fromUs < toUs ? { fromUs, toUs } : undefined;
}

const encodePlace = ({ sha256Prefix, byteOffset }: RecordRef): string => `${sha256Prefix}.${byteOffset}`;

function decodePlace(text: string | undefined): RecordRef | undefined {
  const match = /^([0-9a-f]{16})\.(\d{1,15})$/.exec(text ?? '');
  return match === null ? undefined : { sha256Prefix: match[1] ?? '', byteOffset: Number(match[2]) };
}

/** `policy=PLACE` from the beginning, `PLACE.2` for the third policy of one document, `PLACE@1700000000000000` from that microsecond on; several are parted by commas. */
const encodePeriod = (period: PolicyPeriod): string => `${encodePlace(period.place)}${period.place.nth === 0 ? '' : `.${period.place.nth}`}${period.fromUs === null ? '' : `@${beginText(period)}`}`;

function decodePeriods(text: string | undefined): readonly PolicyPeriod[] {
  return inOrder((text ?? '').split(',', MOST_PERIODS).flatMap((part) => {
    const [, at, nth = '0', from] = /^([^@.]*\.\d+)(?:\.(\d{1,4}))?(?:@(-?\d{1,18}))?$/.exec(part) ?? [];
    const place = decodePlace(at);
    return place === undefined ? [] : [{ place: { ...place, nth: Number(nth) }, evidenceName: '', fromUs: beginOf(from ?? null) }];
  }));
}

function decodeSort(text: string | undefined): Sort {
  const name = text?.replace(/^-/, '');
  const column = SORT_COLUMNS.find((candidate) => candidate === name);
  return column === undefined ? INITIAL_VIEW.sort : { column, descending: text?.startsWith('-') === true };
}

function decodeCard(part: string | undefined): IdentityTarget | undefined {
  const [field, ...rest] = (part ?? '').split(':');
  const text = decode(rest.join(':'));
  return isCardField(field) && text !== undefined && text !== '' ? { field, text } : undefined;
}

/** Ids are made of the names of fields, tests and keys; anything else would lead nowhere. */
function decodeExplain(part: string | undefined): string | undefined {
  const id = decode(part ?? '');
  return id !== undefined && /^[a-z]+-[\w./*-]{1,200}$/i.test(id) ? id : undefined;
}

const decodeField = (text: string | undefined, fallback: PivotField): PivotField => (text !== undefined && isPivotField(text) ? text : fallback);

/** The fragment without `#`; parts that are as at the start are left out. */
export function viewToFragment(view: ViewState): string {
  const parts = [VERSION, ...view.filter.clauses.map(encodeClause)];
  const { range } = view.filter;
  if (range !== undefined) parts.push(`t=${range.fromUs}..${range.toUs}`);
  if (view.tab !== INITIAL_VIEW.tab) parts.push(`tab=${view.tab}`);
  if (view.sort.column !== INITIAL_VIEW.sort.column || view.sort.descending) parts.push(`sort=${view.sort.descending ? '-' : ''}${view.sort.column}`);
  if (view.open !== undefined) parts.push(`open=${encodePlace(view.open)}`);
  if (view.lanes !== INITIAL_VIEW.lanes) parts.push(`lanes=${view.lanes}`);
  if (view.crossRows !== INITIAL_VIEW.crossRows) parts.push(`rows=${view.crossRows}`);
  if (view.crossColumns !== INITIAL_VIEW.crossColumns) parts.push(`columns=${view.crossColumns}`);
  if (view.card !== undefined) parts.push(`who=${view.card.field}:${encode(view.card.text)}`);
  if (view.explain !== undefined) parts.push(`explain=${encode(view.explain)}`);
  if (view.policies.length > 0) parts.push(`policy=${view.policies.map(encodePeriod).join(',')}`);
  if (view.lens) parts.push('lens=on');
  return parts.join('&');
}

export function fragmentToView(fragment: string): ViewState {
  const parts = fragment.replace(/^#/, '').split('&');
  const single = (name: string): string | undefined => parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const clauses = parts.filter((part) => part.startsWith('f=')).slice(0, MOST_CLAUSES).map((part) => decodeClause(part.slice(2))).filter((clause) => clause !== undefined);
  return {
    filter: { clauses, range: decodeRange(single('t')) },
    tab: TABS.find((tab) => tab === single('tab')) ?? INITIAL_VIEW.tab,
    sort: decodeSort(single('sort')),
    open: decodePlace(single('open')),
    lanes: decodeField(single('lanes'), INITIAL_VIEW.lanes),
    crossRows: decodeField(single('rows'), INITIAL_VIEW.crossRows),
    crossColumns: decodeField(single('columns'), INITIAL_VIEW.crossColumns),
    card: decodeCard(single('who')),
    explain: decodeExplain(single('explain')),
    policies: decodePeriods(single('policy')),
    lens: single('lens') === 'on',
  };
}
