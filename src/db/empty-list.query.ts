/** The parts of a filter that let nothing through, counted each by itself: is it the kind, the caller or the time that is not there? */
import type { Filter, FilterClause } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import type { EmptyListFacts } from '../trust/could-show';
import { PIVOT_FIELDS } from '../model/pivot-field';
import { whyUntested } from '../trust/untested';
import { isTestId } from '../trust/tests';
import { defineQuery, number, readRows, text } from './define-query';
import type { Engine, ReadOptions } from './engine';
import { filterSql } from './pivot-sql';
import { fixedSql, joinSql, sql } from './sql';
import { testCoverageQuery, unmetBy } from './test-coverage.query';
import { readClusterRanges } from './value-marks';

const KIND_FIELDS: ReadonlySet<PivotField> = new Set(['verb', 'resource', 'subresource', 'uri_template', 'level', 'stage']);
const CALLER_FIELDS: ReadonlySet<PivotField> = new Set(['username', 'effective_username', 'pod_name', 'credential_id', 'user_agent', 'peer_ip', 'claimed_ip']);

/** What is wanted, not what is left out: a negated clause asks for nothing. */
const wanted = (filter: Filter, fields: ReadonlySet<PivotField>): readonly FilterClause[] =>
  filter.clauses.filter((clause) => clause.kind === 'field' && clause.enabled && !clause.negated && fields.has(clause.field));

const ofKind = (filter: Filter): readonly FilterClause[] => wanted(filter, KIND_FIELDS);
const ofCaller = (filter: Filter): readonly FilterClause[] => wanted(filter, CALLER_FIELDS);

export const emptyListQuery = defineQuery({
  name: 'parts of a filter that lets nothing through',
  example: { filter: { clauses: [], range: undefined } },
  sql: ({ filter }: { readonly filter: Filter }) => {
    const counted = (clauses: readonly FilterClause[], range: Filter['range']) => sql`(SELECT count(*) FROM paired_requests r WHERE ${filterSql({ clauses, range })})`;
    const [kind, caller] = [ofKind(filter), ofCaller(filter)];
    return sql`SELECT ${counted([], filter.range)} AS in_range, ${counted(kind, undefined)} AS kind_ever, ${counted(kind, filter.range)} AS kind_in_range,
      ${counted(caller, undefined)} AS caller_ever, ${counted(caller, filter.range)} AS caller_in_range, (SELECT count(*) FROM paired_requests r WHERE r.code = 401) AS failed_logins`;
  },
  columns: { in_range: number, kind_ever: number, kind_in_range: number, caller_ever: number, caller_in_range: number, failed_logins: number },
});

/** Fields that a form of log, a version of the server or a pipeline may leave out altogether. */
const MAY_BE_ABSENT: readonly PivotField[] = ['username', 'pod_name', 'credential_id', 'user_agent', 'namespace', 'name', 'peer_ip', 'claimed_ip', 'code', 'audit_id', 'request_uri'];

export const fieldPresenceQuery = defineQuery({
  name: 'requests that have a field at all',
  example: { fields: ['username', 'claimed_ip'] },
  sql: ({ fields }: { readonly fields: readonly PivotField[] }) => joinSql(fields.map((field) => sql`SELECT ${field} AS field, count(*) AS n FROM paired_requests r WHERE ${filterSql({ clauses: [{ kind: 'field', field, negated: true, values: [{ kind: 'none' }], enabled: true }], range: undefined })}`), ' UNION ALL '),
  columns: { field: text, n: number },
});

export const bodiesQuery = defineQuery({ name: 'events with a body', example: undefined, sql: () => fixedSql('SELECT count(*) AS n FROM event_all WHERE (shape & 3) <> 0'), columns: { n: number } });

/** Of the fields of which some value is asked for, those that nothing has. */
async function readAbsent(engine: Engine, filter: Filter, options?: ReadOptions): Promise<readonly string[]> {
  const asked = MAY_BE_ABSENT.filter((field) => wanted(filter, new Set([field])).some((clause) => clause.kind === 'field' && clause.values.every((value) => value.kind !== 'none')));
  if (asked.length === 0) return [];
  const found = await readRows(engine, fieldPresenceQuery, { fields: asked }, options);
  return asked.filter((field) => found.some((row) => row.field === field && row.n === 0)).map((field) => PIVOT_FIELDS[field].label);
}

/** Of the tests that are asked for, those that were not run on any of the evidence. */
async function readUntested(engine: Engine, filter: Filter, options?: ReadOptions): Promise<EmptyListFacts['untested']> {
  const asked = wanted(filter, new Set(['test'])).flatMap((clause) => (clause.kind === 'field' ? clause.values.flatMap((value) => (value.kind === 'exact' && isTestId(value.text) ? [value.text] : [])) : []));
  if (asked.length === 0) return [];
  const [ranges, unmet] = [await readClusterRanges(engine), unmetBy(await readRows(engine, testCoverageQuery, undefined, options))];
  return asked.flatMap((test) => {
    const why = whyUntested(test, ranges, unmet);
    return why === undefined ? [] : [{ test, why }];
  });
}

const isSearching = ({ clauses }: Filter): boolean => clauses.some((clause) => clause.kind === 'search' && clause.enabled && !clause.negated);

const asksFailedLogins = ({ clauses }: Filter): boolean =>
  clauses.some((clause) => clause.kind === 'field' && clause.enabled && !clause.negated && clause.values.some((value) => value.kind === 'exact' && ((clause.field === 'code' && value.text === '401') || (clause.field === 'outcome' && value.text === 'unauthenticated') || (clause.field === 'test' && value.text === 'I8'))));

export async function readEmptyListFacts(engine: Engine, filter: Filter, options?: ReadOptions): Promise<EmptyListFacts> {
  const [row] = await readRows(engine, emptyListQuery, { filter }, options);
  const [hasKind, hasCaller] = [ofKind(filter).length > 0, ofCaller(filter).length > 0];
  return {
    inRange: row?.in_range ?? 0, hasRange: filter.range !== undefined,
    kindEver: hasKind ? row?.kind_ever : undefined, kindInRange: hasKind ? row?.kind_in_range : undefined,
    callerEver: hasCaller ? row?.caller_ever : undefined, callerInRange: hasCaller ? row?.caller_in_range : undefined,
    asksFailedLogins: asksFailedLogins(filter), failedLogins: row?.failed_logins ?? 0,
    untested: await readUntested(engine, filter, options), absent: await readAbsent(engine, filter, options),
    unsearchedBodies: isSearching(filter) ? ((await readRows(engine, bodiesQuery, undefined, options))[0]?.n ?? 0) : 0,
  };
}
