/**
 * Global keys for values that repeat. Every stream of batches counts its own codes; here equal values of all
 * streams get one key, and what is new goes to the dictionary tables of `010-tables.sql`. Key 0 is "absent".
 */
import { STAGES } from '../model/stage';
import type {
  AddressesEntry, AnnotationsEntry, DictionaryAdditions, DictionaryName, ObjectEntry, StatusEntry, UriEntry, UserEntry,
} from '../model/event-batch';
import { addressFacts } from '../trust/address-tests';
import { marksOfAnnotations } from '../trust/annotation-tests';
import { isAccountWithoutUid, isAnonymous, isMasters, isOpenPath, isOutsideAccountGroups, serviceAccountNamespace } from '../trust/identity-tests';
import { marksOfStatus, refusedBy } from '../trust/status-tests';
import { uriObject, type UriObject } from '../trust/uri-parts';
import { marksOfUri } from '../trust/uri-tests';
import { marksOfImpersonated, marksOfUser } from '../trust/user-tests';
import type { ValueMark } from '../trust/value-mark';
import { arrowStream, booleanColumn, int32Column, nullableInt32Column, textColumn, textListColumn, textListListColumn } from './arrow-batch';

const POD_NAME = 'authentication.kubernetes.io/pod-name';
const POD_UID = 'authentication.kubernetes.io/pod-uid';
const NODE_NAME = 'authentication.kubernetes.io/node-name';
const CREDENTIAL_ID = 'authentication.kubernetes.io/credential-id';
const DECISION = 'authorization.k8s.io/decision';
const REASON = 'authorization.k8s.io/reason';

/** New rows of one dictionary table. */
export interface DictionaryAppend {
  readonly table: 'texts' | 'uris' | 'users' | 'objects' | 'statuses' | 'address_lists' | 'annotation_sets' | 'value_marks';
  readonly stream: Uint8Array;
}

/** One table's keys: canonical text → key, and the entries not yet in the table. */
class Keys<Entry> {
  readonly #keys = new Map<string, number>();
  #fresh: { readonly key: number; readonly entry: Entry }[] = [];

  constructor(readonly canonical: (entry: Entry) => string) {}

  of(entry: Entry): number {
    const name = this.canonical(entry);
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const key = this.#keys.size + 1;
    this.#keys.set(name, key);
    this.#fresh.push({ key, entry });
    return key;
  }

  takeFresh(): readonly { readonly key: number; readonly entry: Entry }[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}

/** What a value is a value of; a user stands in two places of a record. */
type MarkedDomain = 'uri' | 'user' | 'impersonated' | 'status' | 'annotation';

interface FreshMark extends ValueMark {
  readonly domain: MarkedDomain;
  readonly key: number;
}

interface FreshUri {
  readonly key: number;
  readonly path: string;
  readonly template: number;
  readonly marks: readonly ValueMark[];
}

export class Dictionaries {
  #freshMarks: FreshMark[] = [];
  readonly #texts = new Keys<string>((text) => text);
  readonly #uris = new Set<number>();
  readonly #users = new Keys<UserEntry>((user) => JSON.stringify([user.username, user.uid, user.groups, user.extra]));
  readonly #objects = new Keys<ObjectEntry>((o) =>
    JSON.stringify([o.resource, o.subresource, o.namespace, o.name, o.uid, o.apiGroup, o.apiVersion, o.resourceVersion]),
  );
  readonly #statuses = new Keys<StatusEntry>((s) => JSON.stringify([s.code, s.status, s.reason, s.message]));
  readonly #addresses = new Keys<AddressesEntry>((list) => JSON.stringify(list));
  readonly #annotations = new Keys<AnnotationsEntry>((entries) => JSON.stringify(entries));
  #freshUris: FreshUri[] = [];

  constructor() {
    for (const stage of STAGES) this.#texts.of(stage);
  }

  text(text: string | null): number {
    return text === null ? 0 : this.#texts.of(text);
  }

  #uri(entry: UriEntry): number {
    const key = this.text(entry.uri);
    if (!this.#uris.has(key)) {
      this.#uris.add(key);
      this.#freshUris.push({ key, path: entry.path, template: this.text(entry.template), marks: marksOfUri(entry.uri) });
    }
    return key;
  }

  /** Adds a stream's new entries; the keys of a dictionary in the order of the stream's codes. */
  keysOf(additions: DictionaryAdditions): Readonly<Record<DictionaryName, readonly number[]>> {
    return {
      text: additions.text.map((text) => this.text(text)),
      uri: additions.uri.map((entry) => this.#uri(entry)),
      user: additions.user.map((entry) => this.#users.of(entry)),
      object: additions.object.map((entry) => this.#objects.of(entry)),
      status: additions.status.map((entry) => this.#statuses.of(entry)),
      addresses: additions.addresses.map((entry) => this.#addresses.of(entry)),
      annotations: additions.annotations.map((entry) => this.#annotations.of(entry)),
    };
  }

  /** Everything new since the last call, as the tables take it. Texts last: the other tables make new texts. */
  takeAppends(): DictionaryAppend[] {
    return [
      ...this.#takeUris(), ...this.#takeUsers(), ...this.#takeObjects(), ...this.#takeStatuses(), ...this.#takeAddresses(),
      ...this.#takeAnnotations(), ...this.#takeMarks(), ...this.#takeTexts(),
    ];
  }

  #mark(domain: MarkedDomain, key: number, marks: readonly ValueMark[]): void {
    for (const { mark, detail } of marks) this.#freshMarks.push({ domain, key, mark, detail });
  }

  #takeMarks(): DictionaryAppend[] {
    const marks = this.#freshMarks;
    this.#freshMarks = [];
    if (marks.length === 0) return [];
    return [{ table: 'value_marks', stream: arrowStream([
      ['domain', textColumn(marks.map(({ domain }) => domain))],
      ['value_key', keyColumn(marks)],
      ['mark', textColumn(marks.map(({ mark }) => mark))],
      ['detail', textColumn(marks.map(({ detail }) => detail))],
    ]) }];
  }

  #takeTexts(): DictionaryAppend[] {
    const texts = this.#texts.takeFresh();
    if (texts.length === 0) return [];
    return [{ table: 'texts', stream: arrowStream([['text_key', keyColumn(texts)], ['text', textColumn(texts.map(({ entry }) => entry))]]) }];
  }

  #takeUris(): DictionaryAppend[] {
    const uris = this.#freshUris;
    this.#freshUris = [];
    if (uris.length === 0) return [];
    const objects = uris.map(({ path }) => uriObject(path));
    const objectKeys = (pick: (object: UriObject) => string | null) => int32Column(Int32Array.from(objects, (object) => (object === null ? 0 : this.text(pick(object)))));
    for (const { key, marks } of uris) this.#mark('uri', key, marks);
    return [{ table: 'uris', stream: arrowStream([
      ['uri_key', keyColumn(uris)],
      ['path', textColumn(uris.map((uri) => uri.path))],
      ['template_key', int32Column(Int32Array.from(uris, (uri) => uri.template))],
      ['open_path', booleanColumn(uris.map((uri) => isOpenPath(uri.path)))],
      ['resource_key', objectKeys((object) => object.resource)],
      ['subresource_key', objectKeys((object) => object.subresource)],
      ['namespace_key', objectKeys((object) => object.namespace)],
      ['name_key', objectKeys((object) => object.name)],
    ]) }];
  }

  #takeUsers(): DictionaryAppend[] {
    const fresh = this.#users.takeFresh();
    if (fresh.length === 0) return [];
    const users = fresh.map(({ entry }) => entry);
    for (const { key, entry } of fresh) {
      this.#mark('user', key, marksOfUser(entry));
      this.#mark('impersonated', key, marksOfImpersonated(entry));
    }
    const first = (user: UserEntry, key: string): string | null => user.extra?.find(([name]) => name === key)?.[1][0] ?? null;
    const keys = (pick: (user: UserEntry) => string | null) => int32Column(Int32Array.from(users, (user) => this.text(pick(user))));
    return [{ table: 'users', stream: arrowStream([
      ['user_key', keyColumn(fresh)],
      ['username_key', keys((user) => user.username)],
      ['uid', textColumn(users.map((user) => user.uid))],
      ['groups', textListColumn(users.map((user) => user.groups))],
      ['extra_keys', textListColumn(users.map((user) => user.extra?.map(([key]) => key) ?? null))],
      ['extra_values', textListListColumn(users.map((user) => user.extra?.map(([, values]) => values) ?? null))],
      ['pod_name_key', keys((user) => first(user, POD_NAME))],
      ['pod_uid', textColumn(users.map((user) => first(user, POD_UID)))],
      ['node_name', textColumn(users.map((user) => first(user, NODE_NAME)))],
      ['credential_key', keys((user) => first(user, CREDENTIAL_ID))],
      ['masters', booleanColumn(users.map((user) => isMasters(user.groups)))],
      ['outside_groups', booleanColumn(users.map((user) => isOutsideAccountGroups(user.username, user.groups)))],
      ['account_without_uid', booleanColumn(users.map((user) => isAccountWithoutUid(user.username, user.uid)))],
      ['anonymous', booleanColumn(users.map((user) => isAnonymous(user.username, user.groups)))],
      ['account_namespace_key', keys((user) => serviceAccountNamespace(user.username) ?? null)],
    ]) }];
  }

  #takeObjects(): DictionaryAppend[] {
    const fresh = this.#objects.takeFresh();
    if (fresh.length === 0) return [];
    const objects = fresh.map(({ entry }) => entry);
    const keys = (pick: (o: ObjectEntry) => string | null) => int32Column(Int32Array.from(objects, (o) => this.text(pick(o))));
    return [{ table: 'objects', stream: arrowStream([
      ['object_key', keyColumn(fresh)],
      ['resource_key', keys((o) => o.resource)],
      ['subresource_key', keys((o) => o.subresource)],
      ['namespace_key', keys((o) => o.namespace)],
      ['name_key', keys((o) => o.name)],
      ['uid', textColumn(objects.map((o) => o.uid))],
      ['api_group', textColumn(objects.map((o) => o.apiGroup))],
      ['api_version', textColumn(objects.map((o) => o.apiVersion))],
      ['resource_version', textColumn(objects.map((o) => o.resourceVersion))],
    ]) }];
  }

  #takeStatuses(): DictionaryAppend[] {
    const fresh = this.#statuses.takeFresh();
    if (fresh.length === 0) return [];
    const statuses = fresh.map(({ entry }) => entry);
    for (const { key, entry } of fresh) this.#mark('status', key, marksOfStatus(entry));
    return [{ table: 'statuses', stream: arrowStream([
      ['status_key', keyColumn(fresh)],
      ['code', nullableInt32Column(statuses.map((s) => s.code))],
      ['refused_by', textColumn(statuses.map((s) => refusedBy(s.code, s.message) ?? null))],
      ['status', textColumn(statuses.map((s) => s.status))],
      ['reason', textColumn(statuses.map((s) => s.reason))],
      ['message', textColumn(statuses.map((s) => s.message))],
    ]) }];
  }

  #takeAddresses(): DictionaryAppend[] {
    const fresh = this.#addresses.takeFresh();
    if (fresh.length === 0) return [];
    const facts = fresh.map(({ entry }) => addressFacts(entry));
    return [{ table: 'address_lists', stream: arrowStream([
      ['address_key', keyColumn(fresh)],
      ['addresses', textListColumn(fresh.map(({ entry }) => entry))],
      ['claimed', textListColumn(facts.map((fact) => fact.claimed))],
      ['peer_key', int32Column(Int32Array.from(facts, (fact) => this.text(fact.peer ?? null)))],
      ['first_is_loopback', booleanColumn(facts.map((fact) => fact.s2LoopbackFirst))],
      ['not_stock', booleanColumn(facts.map((fact) => fact.s3NotStock))],
      ['bogon_claim', booleanColumn(facts.map((fact) => fact.s4Bogon))],
    ]) }];
  }

  #takeAnnotations(): DictionaryAppend[] {
    const fresh = this.#annotations.takeFresh();
    if (fresh.length === 0) return [];
    const sets = fresh.map(({ entry }) => entry);
    for (const { key, entry } of fresh) this.#mark('annotation', key, marksOfAnnotations(entry));
    const valueOf = (set: AnnotationsEntry, key: string): string | null => set.find(([name]) => name === key)?.[1] ?? null;
    return [{ table: 'annotation_sets', stream: arrowStream([
      ['annotation_key', keyColumn(fresh)],
      ['keys', textListColumn(sets.map((set) => set.map(([key]) => key)))],
      ['values', textListColumn(sets.map((set) => set.map(([, value]) => value)))],
      ['decision', textColumn(sets.map((set) => valueOf(set, DECISION)))],
      ['decision_reason', textColumn(sets.map((set) => valueOf(set, REASON)))],
    ]) }];
  }
}

const keyColumn = (fresh: readonly { readonly key: number }[]) => int32Column(Int32Array.from(fresh, ({ key }) => key));
