// @ts-check
/**
 * How many values of events refer to nothing. What a reader learns while the tables are written once got lost in a load of
 * a million events and in none of a few thousand, so every load that is measured is held against it.
 */
const REFERENCES = /** @type {const} */ ([
  ['uri_key', 'texts', 'text_key'], ['verb_key', 'texts', 'text_key'], ['agent_key', 'texts', 'text_key'], ['uri_key', 'uris', 'uri_key'], ['user_key', 'users', 'user_key'],
  ['object_key', 'objects', 'object_key'], ['status_key', 'statuses', 'status_key'], ['address_key', 'address_lists', 'address_key'], ['annotation_key', 'annotation_sets', 'annotation_key'],
]);

export const LOST_WORDS_SQL = `SELECT ${REFERENCES.map(([column, table, key]) =>
  `(SELECT count(*) FROM event_rows WHERE ${column} <> 0 AND ${column} NOT IN (SELECT ${key} FROM ${table}))`).join(' + ')} AS lost`;
