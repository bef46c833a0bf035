/**
 * Entries of the dictionaries by key, asked for once while nothing is loaded. What is on screen shares few users, statuses and
 * address lists, and a join with a dictionary costs the engine more than all rows of a screen: its table is hashed for each.
 */
import { defineQuery, number, orNull, readRows, text, textOrNullList } from './define-query';
import type { Engine, ReadOptions } from './engine';
import { fixedSql, joinSql, ownWord, sql, type Sql } from './sql';
import { whileUnchanged } from './while-unchanged';

/** What an entry is as a list of texts, and the table it stands in. */
const ENTRIES = {
  text: { key: 'text_key', entry: '[text]', table: 'texts' },
  groups: { key: 'user_key', entry: 'groups', table: 'users' },
  addresses: { key: 'address_key', entry: 'addresses', table: 'address_lists' },
  status: { key: 'status_key', entry: '[message, reason]', table: 'statuses' },
  decision: { key: 'annotation_key', entry: '[decision, decision_reason]', table: 'annotation_sets' },
  apiGroup: { key: 'object_key', entry: '[api_group]', table: 'objects' },
  tests: { key: 'test_set_key', entry: 'tests', table: 'test_sets' },
} as const;

export type EntryKind = keyof typeof ENTRIES;
type Entry = readonly (string | null)[] | null;
export type EntryKeys = Readonly<Partial<Record<EntryKind, Iterable<number>>>>;

const isKind = (kind: string): kind is EntryKind => kind in ENTRIES;
const KINDS: readonly EntryKind[] = Object.keys(ENTRIES).filter(isKind);

/** With more they are forgotten and asked for anew: nobody scrolls back over so many. */
const MOST_KEPT = 100_000;

const entriesQuery = defineQuery({
  name: 'entries of dictionaries',
  ahead: true,
  example: { text: [1, 2], groups: [1], addresses: [1], status: [1], decision: [1], apiGroup: [1], tests: [1] },
  sql: (keys: Readonly<Partial<Record<EntryKind, readonly number[]>>>) => joinSql(KINDS.flatMap((kind) => part(kind, keys[kind] ?? [])), ' UNION ALL '),
  columns: { kind: text, key: number, entry: orNull(textOrNullList) },
});

/** The keys are written into the statement, so that they are compared while the table is read. */
function part(kind: EntryKind, keys: readonly number[]): readonly Sql[] {
  if (keys.length === 0) return [];
  const { key, entry, table } = ENTRIES[kind];
  return [sql`SELECT ${ownWord(kind)} AS kind, ${fixedSql(`${key}::INTEGER AS key, ${entry} AS entry FROM ${table} WHERE ${key} IN (${keys.map(Math.trunc).join(', ')})`)}`];
}

const knownTo = whileUnchanged(() => new Map<string, Entry>());
const nameOf = (kind: EntryKind, key: number): string => `${kind} ${key}`;

/** Gives the entry of a key that was asked for; null for key 0, which is the absent value. */
export type EntryOf = (kind: EntryKind, key: number) => Entry;

export async function readEntries(engine: Engine, keys: EntryKeys, options?: ReadOptions): Promise<EntryOf> {
  const known = knownTo(engine);
  if (known.size > MOST_KEPT) known.clear();
  // What is answered from here, whatever is forgotten meanwhile.
  const own = new Map<string, Entry>();
  const asked: Partial<Record<EntryKind, number[]>> = {};
  for (const kind of KINDS) {
    for (const key of new Set(keys[kind] ?? [])) {
      const entry = key === 0 ? null : known.get(nameOf(kind, key));
      if (entry === undefined) (asked[kind] ??= []).push(key);
      else own.set(nameOf(kind, key), entry);
    }
  }
  if (Object.keys(asked).length > 0) {
    for (const { kind, key, entry } of await readRows(engine, entriesQuery, asked, options)) {
      if (!isKind(kind)) continue;
      own.set(nameOf(kind, key), entry);
      known.set(nameOf(kind, key), entry);
    }
  }
  return (kind, key) => own.get(nameOf(kind, key)) ?? null;
}
