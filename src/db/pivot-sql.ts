/** Pivot fields and filters as SQL over `paired_requests r`. */
import { assertNever } from '../base/assert';
import { OUTCOME_REASONS } from '../model/outcome-reason';
import { STAGE_RECORDS } from '../model/stage-record';
import { OUTCOMES, STAGES } from '../model/stage';
import type { Filter, FilterClause, FilterValue } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import { foundRowsOf } from './found-rows';
import { keysOf } from './known-keys';
import { fixedSql, joinSql, sql, type Sql } from './sql';

/** How a field is stored; the union decides how it is filtered and how it is counted. */
export type PivotStorage =
  /** A key into `texts`, 0 when absent. */
  | { readonly kind: 'text'; readonly column: Sql }
  | { readonly kind: 'code' }
  /** The place of a word in a fixed list; `reads`: the columns that tell it. */
  | { readonly kind: 'word'; readonly column: Sql; readonly words: readonly string[]; readonly reads: readonly string[] }
  | { readonly kind: 'stage' }
  | { readonly kind: 'claimed-ip' }
  | { readonly kind: 'test' }
  | { readonly kind: 'evidence' }
  | { readonly kind: 'audit-id' };

const textIn = (column: string): PivotStorage => ({ kind: 'text', column: fixedSql(`r.${column}`) });

/** A place in STAGE_RECORDS, see 028-stage-records.sql. */
const STAGE_RECORD = fixedSql('stage_record_of(r.request_id, r.stage_mask, r.event_count, r.code, r.received_us, r.verb_key, r.resource_key, r.subresource_key, r.first_evidence, r.last_evidence)');

/** The audit ID as it was logged, NULL where there is none. A view with this column would have to be bound anew for each of the fifteen fields of a statement. */
export const AUDIT_ID = fixedSql('coalesce(r.audit_uuid::VARCHAR, r.audit_text)');

export const PIVOT_STORAGE: Readonly<Record<PivotField, PivotStorage>> = {
  username: textIn('username_key'),
  effective_username: textIn('effective_key'),
  pod_name: textIn('pod_name_key'),
  credential_id: textIn('credential_key'),
  user_agent: textIn('agent_key'),
  verb: textIn('verb_key'),
  uri_template: textIn('template_key'),
  request_uri: textIn('uri_key'),
  resource: textIn('resource_key'),
  subresource: textIn('subresource_key'),
  namespace: textIn('namespace_key'),
  name: textIn('name_key'),
  peer_ip: textIn('peer_key'),
  level: textIn('level_key'),
  claimed_ip: { kind: 'claimed-ip' },
  outcome: { kind: 'word', column: fixedSql('r.outcome'), words: OUTCOMES, reads: ['r.outcome'] },
  outcome_reason: { kind: 'word', column: fixedSql('r.outcome_reason'), words: OUTCOME_REASONS, reads: ['r.outcome_reason'] },
  stage_record: { kind: 'word', column: STAGE_RECORD, words: STAGE_RECORDS, reads: ['r.request_id', 'r.stage_mask', 'r.event_count', 'r.code', 'r.received_us', 'r.verb_key', 'r.resource_key', 'r.subresource_key', 'r.first_evidence', 'r.last_evidence'] },
  code: { kind: 'code' },
  stage: { kind: 'stage' },
  test: { kind: 'test' },
  evidence: { kind: 'evidence' },
  audit_id: { kind: 'audit-id' },
};

/** The columns of `paired_requests r` that tell a request's values. */
export function columnsOf(storage: PivotStorage): readonly string[] {
  switch (storage.kind) {
    case 'text':
      return [storage.column.text];
    case 'code':
      return ['r.code'];
    case 'word':
      return storage.reads;
    case 'stage':
      return ['r.stage_mask'];
    case 'claimed-ip':
      return ['r.address_key'];
    case 'test':
      return ['r.test_set_key'];
    case 'evidence':
      return ['r.first_evidence', 'r.last_evidence', 'r.request_id'];
    case 'audit-id':
      return ['r.audit_uuid', 'r.audit_text'];
    default:
      return assertNever(storage);
  }
}

const NEVER = fixedSql('false');
const ALWAYS = fixedSql('true');

const anyOf = (parts: readonly Sql[]): Sql => (parts.length === 0 ? NEVER : sql`(${joinSql(parts, ' OR ')})`);

/**
 * `*` stands for any run of characters; everything else for itself. The engine's LIKE is linear for stars alone but
 * tries every way to place them once there is an ESCAPE, which a long text from an attacker turns into hours; so a
 * pattern that needs an escape becomes a regular expression, which RE2 matches in linear time.
 */
function patternMatches(column: Sql, pattern: string): Sql {
  if (!/[\\%_\0]/.test(pattern)) return sql`${column} LIKE ${pattern.replaceAll('*', '%')}`;
  return sql`regexp_full_match(${column}, ${pattern.split('*').map(quoteRegExp).join('.*')}, 's')`;
}

const quoteRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A condition on a text column that holds for one of the values; NULL for an absent text is handled apart. */
function textMatches(column: Sql, values: readonly FilterValue[]): Sql {
  const exact = values.flatMap((value) => (value.kind === 'exact' ? [sql`${value.text}`] : []));
  const patterns = values.flatMap((value) => (value.kind === 'pattern' ? [patternMatches(column, value.text)] : []));
  return anyOf(exact.length === 0 ? patterns : [sql`${column} IN (${joinSql(exact, ', ')})`, ...patterns]);
}

/** The keys of the texts that one of the values matches. */
export const textKeysSql = (values: readonly FilterValue[]): Sql => sql`SELECT text_key FROM texts WHERE ${textMatches(fixedSql('text'), values)}`;

const wantsNone = (values: readonly FilterValue[]): boolean => values.some((value) => value.kind === 'none');
const hasText = (values: readonly FilterValue[]): boolean => values.some((value) => value.kind !== 'none');

/** Whether one value matches a text that is known here, for fields whose values are a fixed list. */
export function valueMatches(value: FilterValue, candidate: string): boolean {
  if (value.kind === 'none') return false;
  if (value.kind === 'exact') return value.text === candidate;
  const [first = '', ...rest] = value.text.split('*');
  const last = rest.pop();
  if (last === undefined) return first === candidate;
  if (candidate.length < first.length + last.length || !candidate.startsWith(first) || !candidate.endsWith(last)) return false;
  // The earliest place for each part leaves the most room for the next; no place is tried twice.
  let at = first.length;
  for (const part of rest) {
    const found = candidate.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= candidate.length - last.length;
}

function fieldCondition(field: PivotField, values: readonly FilterValue[]): Sql {
  const storage = PIVOT_STORAGE[field];
  const parts: Sql[] = [];
  switch (storage.kind) {
    case 'text':
      if (wantsNone(values)) parts.push(sql`${storage.column} = 0`);
      if (hasText(values)) parts.push(sql`${storage.column} IN ${keysOf(textKeysSql(values))}`);
      return anyOf(parts);
    case 'code':
      if (wantsNone(values)) parts.push(fixedSql('r.code IS NULL'));
      if (hasText(values)) parts.push(sql`(r.code IS NOT NULL AND r.code IN ${keysOf(sql`SELECT DISTINCT code FROM statuses WHERE ${textMatches(fixedSql('code::VARCHAR'), values)}`)})`);
      return anyOf(parts);
    case 'word': {
      // The column can be a long expression, so it is written once.
      const places = storage.words.flatMap((word, i) => (values.some((value) => valueMatches(value, word)) ? [sql`${i}`] : []));
      if (places.length === 0) return NEVER;
      return sql`${storage.column} IN (${joinSql(places, ', ')})`;
    }
    case 'stage':
      if (wantsNone(values)) parts.push(fixedSql('r.stage_mask = 0'));
      parts.push(...STAGES.flatMap((stage, i) => (values.some((value) => valueMatches(value, stage)) ? [sql`(r.stage_mask & ${2 ** i}) <> 0`] : [])));
      return anyOf(parts);
    case 'claimed-ip':
      if (wantsNone(values)) parts.push(fixedSql('r.address_key NOT IN (SELECT address_key FROM address_lists WHERE len(claimed) > 0)'));
      if (hasText(values)) parts.push(sql`r.address_key IN ${keysOf(sql`SELECT DISTINCT address_key FROM (SELECT address_key, unnest(claimed) AS ip FROM address_lists) WHERE ${textMatches(fixedSql('ip'), values)}`)}`);
      return anyOf(parts);
    case 'test':
      if (wantsNone(values)) parts.push(fixedSql('r.test_set_key = 0'));
      if (hasText(values)) parts.push(sql`r.test_set_key IN ${keysOf(sql`SELECT DISTINCT test_set_key FROM (SELECT test_set_key, unnest(tests) AS test_id FROM test_sets) WHERE ${textMatches(fixedSql('test_id'), values)}`)}`);
      return anyOf(parts);
    case 'evidence':
      return evidenceCondition(values);
    case 'audit-id':
      if (wantsNone(values)) parts.push(sql`${AUDIT_ID} IS NULL`);
      if (hasText(values)) parts.push(sql`coalesce(${textMatches(AUDIT_ID, values)}, false)`);
      return anyOf(parts);
    default:
      return assertNever(storage);
  }
}

/** Nearly all requests lie in one file; those whose stages are spread over several are looked up exactly. */
function evidenceCondition(values: readonly FilterValue[]): Sql {
  const chosen = sql`(SELECT evidence_id FROM evidence_rows WHERE ${textMatches(fixedSql('name'), values)})`;
  return sql`((r.first_evidence = r.last_evidence AND r.first_evidence IN ${chosen})
    OR (r.first_evidence <> r.last_evidence AND r.request_id IN (
      SELECT e.request_id FROM event_all e WHERE e.evidence_id IN ${chosen})))`;
}

/**
 * Any text of the record but its bodies. The dictionaries are searched, not the rows: a text that occurs a million
 * times is looked at once. Only audit IDs stand in the rows themselves. Which requests have one of the keys is still a look at
 * every row, done once for all statements.
 */
function searchCondition(text: string): Sql {
  const needle = text.toLowerCase();
  const found = (column: string): Sql => sql`contains(lower(${fixedSql(column)}), ${needle})`;
  const inList = (column: string): Sql => sql`contains(lower(array_to_string(${fixedSql(column)}, chr(10))), ${needle})`;
  const anyOfColumns = (columns: readonly Sql[]): Sql => joinSql(columns, ' OR ');
  const keys = ['uri_key', 'verb_key', 'resource_key', 'subresource_key', 'namespace_key', 'name_key', 'effective_key', 'agent_key', 'peer_key', 'level_key'];
  return sql`r.request_id IN ${foundRowsOf(sql`
    WITH hits AS MATERIALIZED (SELECT text_key FROM texts WHERE ${found('text')}),
    user_hits AS MATERIALIZED (SELECT user_key FROM users WHERE username_key IN (FROM hits)
      OR ${anyOfColumns([found('uid'), inList('groups'), inList('extra_keys'), inList('flatten(extra_values)')])}),
    status_hits AS MATERIALIZED (SELECT status_key FROM statuses WHERE ${anyOfColumns([found('code::VARCHAR'), found('message'), found('reason'), found('status')])}),
    address_hits AS MATERIALIZED (SELECT address_key FROM address_lists WHERE ${inList('addresses')}),
    annotation_hits AS MATERIALIZED (SELECT annotation_key FROM annotation_sets WHERE ${anyOfColumns([inList('keys'), inList('"values"')])})
    SELECT q.request_id FROM paired_requests q WHERE ${joinSql(keys.map((key) => fixedSql(`q.${key} IN (FROM hits)`)), ' OR ')}
      OR q.user_key IN (FROM user_hits) OR q.impersonated_key IN (FROM user_hits) OR q.status_key IN (FROM status_hits)
      OR q.address_key IN (FROM address_hits) OR q.annotation_key IN (FROM annotation_hits) OR ${auditIdContains(needle)}`)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Nearly all audit IDs are UUIDs: as texts they are only made where the text looked for can be part of one. */
function auditIdContains(needle: string): Sql {
  const among = sql`(q.audit_text IS NOT NULL AND contains(lower(q.audit_text), ${needle}))`;
  if (UUID.test(needle)) return sql`q.audit_uuid = ${needle}::UUID OR ${among}`;
  return /^[0-9a-f-]{1,36}$/.test(needle) ? sql`contains(q.audit_uuid::VARCHAR, ${needle}) OR ${among}` : among;
}

function clauseCondition(clause: FilterClause): Sql {
  const condition = clause.kind === 'search' ? searchCondition(clause.text) : fieldCondition(clause.field, clause.values);
  return clause.negated ? sql`NOT ${condition}` : condition;
}

/** The condition is decided by numbers in the row alone, so that it costs little more than reading their column. */
export const isCheap = (filter: Filter, without?: PivotField): boolean =>
  applied(filter, without).every((clause) => {
    if (clause.kind !== 'field') return false;
    const storage = PIVOT_STORAGE[clause.field];
    // A word that is told by several columns is looked up in other tables.
    return storage.kind === 'word' ? storage.reads.length === 1 : ['text', 'code', 'stage', 'test'].includes(storage.kind);
  });

const applied = (filter: Filter, without?: PivotField): readonly FilterClause[] =>
  filter.clauses.filter((clause) => clause.enabled && !(clause.kind === 'field' && clause.field === without && !clause.negated));

/** A condition on `paired_requests r`: never NULL. `without` leaves out what includes values of that field, for its own facet. */
export function filterSql(filter: Filter, without?: PivotField): Sql {
  const parts = applied(filter, without).map(clauseCondition);
  if (filter.range !== undefined) parts.push(sql`r.at_us IS NOT NULL AND r.at_us >= ${filter.range.fromUs} AND r.at_us < ${filter.range.toUs}`);
  return parts.length === 0 ? ALWAYS : joinSql(parts, ' AND ');
}

