/**
 * From a JSON value to an entry of a dictionary. A value of the wrong type is left absent and reported; an
 * absent value and null are both `null`.
 *
 * Keys are matched without regard to capitalisation, since a Go receiver that re-marshals the internal audit
 * types (k8s.io/apiserver pkg/apis/audit/types.go, which have no JSON tags) writes `Username` and `APIGroup`.
 * The usual spelling wins when both are there.
 */
import type { AddressesEntry, AnnotationsEntry, ObjectEntry, StatusEntry, UserEntry } from '../model/event-batch';
import { knownAnnotation } from './envelopes/annotation-keys';
import { badValue, duplicateKey, quoteValue, type Flaw } from './flaws';
import type { JsonValue } from './json-reader';

type Members = ReadonlyMap<string, JsonValue>;

/** The members by key, last value first served; a key that occurs twice is reported. */
function membersOf(value: JsonValue, path: string, flaws: Flaw[]): Members {
  const members = new Map<string, JsonValue>();
  if (value.kind !== 'object') return members;
  for (const [key, member] of value.members) {
    const earlier = members.get(key);
    if (earlier !== undefined) flaws.push(duplicateKey(`${path}.${key}`, earlier, member));
    members.set(key, member);
  }
  return members;
}

function pick(members: Members, name: string): JsonValue | undefined {
  const usual = members.get(name);
  if (usual !== undefined) return usual;
  const folded = name.toLowerCase();
  for (const [key, value] of members) if (key.toLowerCase() === folded) return value;
  return undefined;
}

function text(value: JsonValue | undefined, path: string, flaws: Flaw[]): string | null {
  if (value === undefined || value.kind === 'null') return null;
  if (value.kind === 'string') return value.text;
  flaws.push(badValue(path, value, 'a string'));
  return null;
}

/** A list of strings; one plain string is a list of one, as some shippers write it. */
function textList(value: JsonValue | undefined, path: string, flaws: Flaw[]): readonly string[] | null {
  if (value === undefined || value.kind === 'null') return null;
  if (value.kind === 'string') return [value.text];
  if (value.kind !== 'array') {
    flaws.push(badValue(path, value, 'a list of strings'));
    return null;
  }
  const items: string[] = [];
  for (const item of value.items) {
    if (item.kind !== 'string') {
      // A list without one of its entries would say something else: the last source IP is the peer.
      flaws.push({ kind: 'bad-value', reason: `${path} has the entry ${quoteValue(item)}, not a string; the whole list is left absent.` });
      return null;
    }
    items.push(item.text);
  }
  return items;
}

/** False when the value is absent, null or (reported) no object. */
function isObject(value: JsonValue, path: string, flaws: Flaw[]): boolean {
  if (value.kind === 'object') return true;
  if (value.kind !== 'null') flaws.push(badValue(path, value, 'an object'));
  return false;
}

export function readUser(value: JsonValue, path: string, flaws: Flaw[]): UserEntry | null {
  if (!isObject(value, path, flaws)) return null;
  const members = membersOf(value, path, flaws);
  return {
    username: text(pick(members, 'username'), `${path}.username`, flaws),
    uid: text(pick(members, 'uid'), `${path}.uid`, flaws),
    groups: textList(pick(members, 'groups'), `${path}.groups`, flaws),
    extra: readExtra(pick(members, 'extra'), `${path}.extra`, flaws),
  };
}

function readExtra(value: JsonValue | undefined, path: string, flaws: Flaw[]): UserEntry['extra'] {
  if (value === undefined || !isObject(value, path, flaws)) return null;
  const extra: [string, readonly string[]][] = [];
  for (const [key, member] of membersOf(value, path, flaws)) {
    const values = textList(member, `${path}.${key}`, flaws);
    if (values !== null) extra.push([key, values]);
  }
  return extra;
}

export function readObjectRef(value: JsonValue, path: string, flaws: Flaw[]): ObjectEntry | null {
  if (!isObject(value, path, flaws)) return null;
  const members = membersOf(value, path, flaws);
  // Without JSON tags Go writes every field, so there an empty string says "not set".
  const capitalised = !members.has('resource') && members.has('Resource');
  const field = (name: string): string | null => {
    const found = text(pick(members, name), `${path}.${name}`, flaws);
    return capitalised && found === '' ? null : found;
  };
  return splitApiVersion({
    resource: field('resource'),
    subresource: field('subresource'),
    namespace: field('namespace'),
    name: field('name'),
    uid: field('uid'),
    apiGroup: field('apiGroup'),
    apiVersion: field('apiVersion'),
    resourceVersion: field('resourceVersion'),
  });
}

/**
 * audit.k8s.io/v1alpha1 joins group and version (`apps/v1`, core is `/v1` in 1.7). No version has a slash in
 * it, so the form tells, not the record's own apiVersion, which list items do not carry.
 */
function splitApiVersion(entry: ObjectEntry): ObjectEntry {
  const slash = entry.apiVersion === null ? -1 : entry.apiVersion.lastIndexOf('/');
  if (entry.apiVersion === null || slash < 0 || entry.apiGroup !== null) return entry;
  const group = entry.apiVersion.slice(0, slash);
  return { ...entry, apiGroup: group === '' ? null : group, apiVersion: entry.apiVersion.slice(slash + 1) };
}

export function readStatus(value: JsonValue, path: string, flaws: Flaw[]): StatusEntry | null {
  if (!isObject(value, path, flaws)) return null;
  const members = membersOf(value, path, flaws);
  return {
    code: readCode(pick(members, 'code'), `${path}.code`, flaws),
    status: text(pick(members, 'status'), `${path}.status`, flaws),
    reason: text(pick(members, 'reason'), `${path}.reason`, flaws),
    message: text(pick(members, 'message'), `${path}.message`, flaws),
  };
}

/** An integer; also as text or with a zero fraction, as CSV exports and search stores return it. */
function readCode(value: JsonValue | undefined, path: string, flaws: Flaw[]): number | null {
  if (value === undefined || value.kind === 'null') return null;
  if (value.kind === 'number' || (value.kind === 'string' && /^\s*-?\d+(\.0*)?\s*$/.test(value.text))) {
    const code = Number(value.text);
    if (Number.isInteger(code) && Math.abs(code) <= 0x7fffffff) return code === 0 ? 0 : code;
  }
  flaws.push(badValue(path, value, 'a status code'));
  return null;
}

export const readAddresses = (value: JsonValue, path: string, flaws: Flaw[]): AddressesEntry | null => textList(value, path, flaws);

export function readAnnotations(value: JsonValue, path: string, flaws: Flaw[]): AnnotationsEntry | null {
  if (!isObject(value, path, flaws)) return null;
  const entries: [string, string][] = [];
  for (const [key, member] of flattened(membersOf(value, path, flaws))) {
    const found = text(member, `${path}.${key}`, flaws);
    if (found !== null) entries.push([knownAnnotation(key), found]);
  }
  return entries;
}

/**
 * Annotation values are text: an object in their place is a key whose dots a store took for nesting
 * (`annotations.authorization.k8s.io/decision` → annotations, authorization, k8s, `io/decision`).
 */
function* flattened(members: Iterable<readonly [string, JsonValue]>): Generator<readonly [string, JsonValue]> {
  for (const [key, value] of members) {
    if (value.kind === 'object') yield* flattened(value.members.map(([inner, member]): [string, JsonValue] => [`${key}.${inner}`, member]));
    else yield [key, value];
  }
}

export const readText = text;
