/**
 * An event as columns: table rows of Log Analytics, discovered fields of CloudWatch Insights, exports of Kibana and
 * Splunk, spreadsheets. Column names are matched without regard to capitals, dots and underscores. A row is an
 * event when four of an event's own fields have a value, as for items split out of a list.
 */
import { parseTimestamp } from '../../base/time';
import { knownAnnotation } from './annotation-keys';
import { localTime } from './local-time';
import { requestTarget } from './request-path';
import { objectOf, listOf, quoted, SOME_BODY, type EventDraft } from './event-draft';

/** Columns that hold one text. */
const TEXTS: Readonly<Record<string, string>> = {
  auditid: 'auditID', level: 'level', stage: 'stage', verb: 'verb', requesturi: 'requestURI', useragent: 'userAgent',
  requestreceivedtimestamp: 'requestReceivedTimestamp', requestreceivedtime: 'requestReceivedTimestamp',
  stagetimestamp: 'stageTimestamp', stagereceivedtime: 'stageTimestamp',
  userusername: 'user.username', username: 'user.username', useruid: 'user.uid',
  impersonateduserusername: 'impersonatedUser.username', impersonateduseruid: 'impersonatedUser.uid',
  objectrefresource: 'objectRef.resource', objectrefsubresource: 'objectRef.subresource', objectrefnamespace: 'objectRef.namespace', objectrefname: 'objectRef.name',
  objectrefuid: 'objectRef.uid', objectrefapigroup: 'objectRef.apiGroup', objectrefapiversion: 'objectRef.apiVersion', objectrefresourceversion: 'objectRef.resourceVersion',
  // What people call them in tables of their own.
  uri: 'requestURI', code: 'responseStatus.code', statuscode: 'responseStatus.code', responsecode: 'responseStatus.code',
  responsestatuscode: 'responseStatus.code', responsestatusstatus: 'responseStatus.status', responsestatusreason: 'responseStatus.reason', responsestatusmessage: 'responseStatus.message',
};
/** Columns that hold a list: as JSON, as text joined with commas, or as one column per place. */
const LISTS: Readonly<Record<string, string>> = { sourceips: 'sourceIPs', sourceip: 'sourceIPs', clientip: 'sourceIPs', ip: 'sourceIPs', usergroups: 'user.groups', impersonatedusergroups: 'impersonatedUser.groups' };
/** Columns that hold an object as JSON. */
const OBJECTS: Readonly<Record<string, 'user' | 'impersonatedUser' | 'objectRef' | 'responseStatus' | 'annotations'>> = {
  user: 'user', impersonateduser: 'impersonatedUser', objectref: 'objectRef', responsestatus: 'responseStatus', annotations: 'annotations',
};
const BODIES: Readonly<Record<string, 'requestObject' | 'responseObject'>> = { requestobject: 'requestObject', responseobject: 'responseObject' };

/** Columns in which a store, a query or a person has a time of the record. It stands for the event's own where the table has none. */
const STORE_TIMES: readonly string[] = ['@timestamp', 'timestamp', 'time', 'timegenerated', 'date', 'datetime', 'eventtime'];

/** Where stores put an event among their own columns. */
const PREFIX = /^(_source\.|fields\.|attributes\.|properties\.)?(kubernetes\.audit\.|k8s_audit\.|audit\.|json\.|event\.)?/i;
const normal = (name: string): string => name.replace(/\[(?:utc|local time)\]$|[._\s]|\{\}/gi, '').toLowerCase();
const own = <V>(table: Readonly<Record<string, V>>, key: string): V | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

/** What a column means; undefined for a column that is none of an event's. */
type Meaning =
  | { readonly kind: 'text' | 'list'; readonly path: string; readonly place: number }
  | { readonly kind: 'store-time'; readonly path: 'requestReceivedTimestamp' }
  | { readonly kind: 'object'; readonly path: (typeof OBJECTS)[string] }
  | { readonly kind: 'body'; readonly path: (typeof BODIES)[string] }
  | { readonly kind: 'annotation' | 'extra'; readonly path: string; readonly place: number };

export function meaningOf(column: string): Meaning | undefined {
  const name = column.replace(PREFIX, '');
  const annotation = /^annotations[._](.+)$/i.exec(name)?.[1];
  if (annotation !== undefined) return { kind: 'annotation', path: knownAnnotation(annotation), place: 0 };
  const extra = /^user\.extra\.(.+?)(?:\.(\d+)|\{\})?$/i.exec(name);
  if (extra !== null) return { kind: 'extra', path: extra[1] ?? '', place: Number(extra[2] ?? 0) };
  const numbered = /^(.+)[._](\d+)$/.exec(name);
  const listed = own(LISTS, normal(numbered?.[1] ?? name));
  if (listed !== undefined) return { kind: 'list', path: listed, place: numbered === null ? -1 : Number(numbered[2]) };
  const key = normal(name);
  const text = own(TEXTS, key);
  if (text !== undefined) return { kind: 'text', path: text, place: 0 };
  if (STORE_TIMES.includes(key)) return { kind: 'store-time', path: 'requestReceivedTimestamp' };
  const object = own(OBJECTS, key);
  if (object !== undefined) return { kind: 'object', path: object };
  const body = own(BODIES, key);
  return body === undefined ? undefined : { kind: 'body', path: body };
}

const EVENT_FIELDS = ['auditID', 'stage', 'requestURI', 'verb', 'user', 'requestReceivedTimestamp'] as const;
const MIN_EVENT_FIELDS = 4;
/** Verbs of requests (k8s.io/apiserver pkg/endpoints/request/requestinfo.go), and methods, which stand for them in requests for no resource. */
const REQUEST_VERB = /^(?:get|list|watch|create|update|patch|delete|deletecollection|proxy|head|post|put|options|connect)$/i;

/** Do these columns hold enough of an event to read rows from them? */
export function areEventColumns(columns: readonly string[]): boolean {
  const found = new Set(columns.map((column) => meaningOf(column)?.path.split('.')[0]));
  return EVENT_FIELDS.filter((field) => found.has(field)).length >= MIN_EVENT_FIELDS;
}

/** The event in a row of cells; undefined when there is too little of one. Empty cells and `-` are no value. */
export function flatDraft(cells: Iterable<readonly [column: string, value: string]>): EventDraft | undefined {
  const texts = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const whole: EventDraft = {};
  const annotations = new Map<string, string>();
  const extra = new Map<string, string[]>();
  let saysObject = false;
  let storeTime: string | undefined;
  for (const [column, value] of cells) {
    const meaning = meaningOf(column);
    saysObject ||= meaning?.path.startsWith('objectRef') === true;
    if (meaning === undefined || value === '' || value === '-' || value === 'null') continue;
    if (meaning.kind === 'store-time') storeTime ??= value;
    else if (meaning.kind === 'text') texts.set(meaning.path, value);
    else if (meaning.kind === 'list') put(lists, meaning.path, meaning.place, value);
    else if (meaning.kind === 'body') whole[meaning.path] = SOME_BODY;
    else if (meaning.kind === 'object' && meaning.path === 'user' && !value.trimStart().startsWith('{')) texts.set('user.username', value);
    else if (meaning.kind === 'object') whole[meaning.path] = objectText(value);
    else if (meaning.kind === 'annotation') annotations.set(meaning.path, quoted(value));
    else put(extra, meaning.path, meaning.place, value);
  }
  if (storeTime !== undefined && !texts.has('requestReceivedTimestamp') && !texts.has('stageTimestamp')) texts.set('requestReceivedTimestamp', storeTime);
  const part = (name: string, keys: readonly string[], more: readonly (readonly [string, string | undefined])[] = []): string | undefined =>
    objectOf([...keys.map((key): [string, string | undefined] => [key, quoted(texts.get(`${name}.${key}`))]), ...more]);
  const groups = (name: string): readonly [string, string | undefined] => ['groups', listText(lists.get(`${name}.groups`))];
  const extras = objectOf([...extra].map(([key, values]): [string, string | undefined] => [key, listText(values)]));
  const draft: EventDraft = {
    level: quoted(texts.get('level')), auditID: quoted(texts.get('auditID')), stage: quoted(texts.get('stage')), requestURI: quoted(texts.get('requestURI')),
    verb: quoted(texts.get('verb')), userAgent: quoted(texts.get('userAgent')), sourceIPs: listText(lists.get('sourceIPs')),
    requestReceivedTimestamp: quoted(timeOf(texts.get('requestReceivedTimestamp'))), stageTimestamp: quoted(timeOf(texts.get('stageTimestamp'))),
    user: whole.user ?? part('user', ['username', 'uid'], [groups('user'), ['extra', extras]]),
    impersonatedUser: whole.impersonatedUser ?? part('impersonatedUser', ['username', 'uid'], [groups('impersonatedUser')]),
    objectRef: whole.objectRef ?? part('objectRef', ['resource', 'subresource', 'namespace', 'name', 'uid', 'apiGroup', 'apiVersion', 'resourceVersion']),
    responseStatus: whole.responseStatus ?? part('responseStatus', ['code', 'status', 'reason', 'message']),
    annotations: whole.annotations ?? objectOf(annotations),
    requestObject: whole.requestObject, responseObject: whole.responseObject,
  };
  if (EVENT_FIELDS.filter((field) => draft[field] !== undefined).length < MIN_EVENT_FIELDS) return undefined;
  // Without an ID, four common words could be any program's.
  if (draft.auditID === undefined && !(REQUEST_VERB.test(texts.get('verb') ?? '') && texts.get('requestURI')?.startsWith('/') === true)) return undefined;
  return { ...draft, ...fromPath(texts.get('requestURI'), texts.get('verb'), saysObject) };
}

/** A time as it was logged, or as a program showed it; what is neither stays, and the reader will report it. */
function timeOf(text: string | undefined): string | undefined {
  return text === undefined || parseTimestamp(text) !== undefined ? text : (localTime(text)?.iso ?? text);
}

const isTime = (meaning: Meaning | undefined): boolean => meaning?.kind === 'store-time' || (meaning?.kind === 'text' && meaning.path.endsWith('Timestamp'));
/** Where a column has the event's own time, nobody asks the store for one. */
export const timeColumns = (columns: readonly string[]): readonly number[] => {
  const at = (test: (meaning: Meaning | undefined) => boolean): number[] => columns.flatMap((column, place) => (test(meaningOf(column)) ? [place] : []));
  const own = at((meaning) => meaning?.kind === 'text' && isTime(meaning));
  return own.length > 0 ? own : at(isTime);
};

/** True for a cell whose time was put into words for people and says no zone. */
export function lacksZone(column: string, cell: string): boolean {
  const meaning = meaningOf(column);
  if (!isTime(meaning) || /\[utc\]$/i.test(column)) return false;
  return parseTimestamp(cell) === undefined && localTime(cell)?.hasZone === false;
}

/** A table that has no column for the object says by the path what the request was about; one with the HTTP method says the verb by both. */
function fromPath(uri: string | undefined, verb: string | undefined, saysObject: boolean): EventDraft {
  if (uri?.startsWith('/') !== true) return {};
  const isMethod = verb !== undefined && /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(verb);
  const target = requestTarget(isMethod ? verb : 'GET', uri);
  return { ...(isMethod ? { verb: quoted(target.verb) } : {}), ...(saysObject ? {} : { objectRef: target.objectRef }) };
}

function put(lists: Map<string, string[]>, path: string, place: number, value: string): void {
  if (place < 0) {
    lists.set(path, splitList(value));
    return;
  }
  // More places than any real list has would only be there to use up memory.
  if (place > 1_000) return;
  const list = lists.get(path) ?? [];
  list[place] = value;
  lists.set(path, list);
}

const listText = (list: readonly string[] | undefined): string | undefined => (list === undefined ? undefined : listOf(Array.from(list, (value?: string) => value ?? '')));

/** `["a","b"]` or `a, b`. */
function splitList(value: string): string[] {
  const parsed = parsedJson(value);
  if (Array.isArray(parsed) && parsed.every((item) => typeof item === 'string')) return parsed;
  return value.split(',').map((item) => item.trim());
}

/** JSON text of an object, kept as it is; anything else as the string it is, which the reader will report. */
function objectText(value: string): string {
  const parsed = parsedJson(value);
  return typeof parsed === 'object' ? value.trim() : JSON.stringify(value);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
