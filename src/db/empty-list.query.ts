/** The parts of a filter that let nothing through, counted each by itself: is it the kind, the caller or the time that is not there? */
import type { Filter, FilterClause } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import type { EmptyListFacts } from '../trust/could-show';
import { defineQuery, number, readRows } from './define-query';
import type { Engine, ReadOptions } from './engine';
import { filterSql } from './pivot-sql';
import { sql } from './sql';

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
    const counted = (clauses: readonly FilterClause[], range: Filter['range']) => sql`(SELECT count(*) FROM request_rows r WHERE ${filterSql({ clauses, range })})`;
    const [kind, caller] = [ofKind(filter), ofCaller(filter)];
    return sql`SELECT ${counted([], filter.range)} AS in_range, ${counted(kind, undefined)} AS kind_ever, ${counted(kind, filter.range)} AS kind_in_range,
      ${counted(caller, undefined)} AS caller_ever, ${counted(caller, filter.range)} AS caller_in_range, (SELECT count(*) FROM request_rows r WHERE r.code = 401) AS failed_logins`;
  },
  columns: { in_range: number, kind_ever: number, kind_in_range: number, caller_ever: number, caller_in_range: number, failed_logins: number },
});

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
  };
}
