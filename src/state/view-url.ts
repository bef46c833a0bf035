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

const VERSION = '1';
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

interface ReadClause {
  readonly clause: FilterClause;
  /** Every value of it could be read. */
  readonly whole: boolean;
}

function decodeClause(part: string): ReadClause | undefined {
  const match = /^(-?)([a-z_]+)([=!])(.*)$/s.exec(part);
  if (match === null) return undefined;
  const [, off, name = '', operator, rest = ''] = match;
  const shared = { negated: operator === '!', enabled: off === '' };
  if (name === 'search') {
    const text = decode(rest);
    return text === undefined || text === '' ? undefined : { clause: { kind: 'search', text, ...shared }, whole: true };
  }
  const given = rest.split(',', MOST_VALUES + 1);
  const values = given.slice(0, MOST_VALUES).map(decodeValue).filter((value) => value !== undefined);
  return isPivotField(name) && values.length > 0 ? { clause: { kind: 'field', field: name, values, ...shared }, whole: values.length === given.length } : undefined;
}

function decodeRange(text: string): TimeRange | undefined {
  const match = /^(-?\d{1,19})\.\.(-?\d{1,19})$/.exec(text);
  if (match === null) return undefined;
  const [fromUs, toUs] = [timestampUs(BigInt(match[1] ?? '0')), timestampUs(BigInt(match[2] ?? '0'))];
  return fromUs < toUs ? { fromUs, toUs } : undefined;
}

const encodePlace = ({ sha256Prefix, byteOffset }: RecordRef): string => `${sha256Prefix}.${byteOffset}`;

function decodePlace(text: string): RecordRef | undefined {
  const match = /^([0-9a-f]{16})\.(\d{1,15})$/.exec(text);
  return match === null ? undefined : { sha256Prefix: match[1] ?? '', byteOffset: Number(match[2]) };
}

/** `policy=PLACE` from the beginning, `PLACE.2` for the third policy of one document, `PLACE@1700000000000000` from that microsecond on; several are parted by commas. */
const encodePeriod = (period: PolicyPeriod): string => `${encodePlace(period.place)}${period.place.nth === 0 ? '' : `.${period.place.nth}`}${period.fromUs === null ? '' : `@${beginText(period)}`}`;

/** Undefined where nothing of it can be read. */
function decodePeriods(text: string): readonly PolicyPeriod[] | undefined {
  const periods = inOrder(text.split(',', MOST_PERIODS).flatMap((part) => {
    const [, at, nth = '0', from] = /^([^@.]*\.\d+)(?:\.(\d{1,4}))?(?:@(-?\d{1,18}))?$/.exec(part) ?? [];
    const place = at === undefined ? undefined : decodePlace(at);
    return place === undefined ? [] : [{ place: { ...place, nth: Number(nth) }, evidenceName: '', fromUs: beginOf(from ?? null) }];
  }));
  return periods.length === 0 ? undefined : periods;
}

function decodeSort(text: string): Sort | undefined {
  const name = text.replace(/^-/, '');
  const column = SORT_COLUMNS.find((candidate) => candidate === name);
  return column === undefined ? undefined : { column, descending: text.startsWith('-') };
}

function decodeCard(part: string): IdentityTarget | undefined {
  const [field, ...rest] = part.split(':');
  const text = decode(rest.join(':'));
  return isCardField(field) && text !== undefined && text !== '' ? { field, text } : undefined;
}

/** Ids are made of the names of fields, tests and keys; anything else would lead nowhere. */
function decodeExplain(part: string): string | undefined {
  const id = decode(part);
  return id !== undefined && /^[a-z]+-[\w./*-]{1,200}$/i.test(id) ? id : undefined;
}

const decodeField = (text: string): PivotField | undefined => (isPivotField(text) ? text : undefined);

/** The fragment without `#`; parts that are as at the start are left out. */
export function viewToFragment(view: ViewState): string {
  const parts = [`v=${VERSION}`, ...view.filter.clauses.map(encodeClause)];
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

/** What of a link could not be read; a view with less than it asked for must not pass for the one that was sent. */
export interface LinkTrouble {
  /** The version it was written in, where it is not the one that is read here. */
  readonly version: string | undefined;
  /** Parts that were left out, or read in part, as they stand in the link. */
  readonly left: readonly string[];
}

export interface ReadLink {
  readonly view: ViewState;
  readonly trouble: LinkTrouble | undefined;
}

export const fragmentToView = (fragment: string): ViewState => readLink(fragment).view;

export function readLink(fragment: string): ReadLink {
  const parts = fragment.replace(/^#/, '').split('&').filter((part) => part !== '');
  const left: string[] = [];
  const known = new Set(['v', 'f']);
  const single = (name: string): string | undefined => {
    known.add(name);
    return parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  };
  const read = <T>(name: string, decodePart: (text: string) => T | undefined): T | undefined => {
    const text = single(name);
    const value = text === undefined ? undefined : decodePart(text);
    if (text !== undefined && value === undefined) left.push(`${name}=${text}`);
    return value;
  };
  const clauses = parts.filter((part) => part.startsWith('f=')).flatMap((part, i) => {
    const found = i < MOST_CLAUSES ? decodeClause(part.slice(2)) : undefined;
    if (found?.whole !== true) left.push(part);
    return found === undefined ? [] : [found.clause];
  });
  const view: ViewState = {
    filter: { clauses, range: read('t', decodeRange) },
    tab: read('tab', (text) => TABS.find((tab) => tab === text)) ?? INITIAL_VIEW.tab,
    sort: read('sort', decodeSort) ?? INITIAL_VIEW.sort,
    open: read('open', decodePlace),
    lanes: read('lanes', decodeField) ?? INITIAL_VIEW.lanes,
    crossRows: read('rows', decodeField) ?? INITIAL_VIEW.crossRows,
    crossColumns: read('columns', decodeField) ?? INITIAL_VIEW.crossColumns,
    card: read('who', decodeCard),
    explain: read('explain', decodeExplain),
    policies: read('policy', decodePeriods) ?? [],
    lens: read('lens', (text) => (text === 'on' ? true : undefined)) ?? INITIAL_VIEW.lens,
  };
  left.push(...parts.filter((part) => !part.includes('=') || !known.has(part.split('=', 1)[0] ?? '')));
  const written = single('v') ?? VERSION;
  const version = written === VERSION ? undefined : written;
  return { view, trouble: version === undefined && left.length === 0 ? undefined : { version, left } };
}
