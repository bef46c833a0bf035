/** What the audit policies of the evidence say of the request a filter asks for, where it names verb and resource. */
import { formatDate, shownClock, type TimestampUs } from '../base/time';
import type { Filter } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import { endOf, type PolicyPeriod } from '../model/policy-period';
import { resourceAndGroup } from '../trust/blind-spots';
import { evaluatorOf } from '../trust/known-policies';
import { answerWords, impliedGroups, ruleWords } from '../trust/policy-words';
import { groupsOfUserQuery, policiesDuring, readPolicies } from './audit-policies.query';
import { readRows } from './define-query';
import type { Engine, ReadOptions } from './engine';

export interface PolicyWord {
  /** The first of the policies that say so. */
  readonly evidenceName: string;
  /** How many others of those that are asked say the same. */
  readonly others: number;
  /** `in force from … on`; '' where the responder said nothing of it. */
  readonly period: string;
  readonly sentence: string;
}

/** More answers than a person reads. */
const MOST = 6;

export async function readPolicyOnFilter(engine: Engine, filter: Filter, periods: readonly PolicyPeriod[], options?: ReadOptions): Promise<readonly PolicyWord[]> {
  const named = (field: PivotField): string[] => filter.clauses.flatMap((clause) => (clause.kind === 'field' && clause.field === field && clause.enabled && !clause.negated ? clause.values.flatMap((value) => (value.kind === 'exact' ? [value.text] : [])) : []));
  const [verbs, resources, [subresource = ''], [namespace = ''], [name = ''], [username]] = [named('verb'), named('resource'), named('subresource'), named('namespace'), named('name'), named('username')];
  if (verbs.length === 0 || resources.length === 0) return [];
  const policies = policiesDuring(await readPolicies(engine, options), periods, filter.range);
  if (policies.length === 0) return [];
  const groups = username === undefined ? ['system:authenticated'] : ((await readRows(engine, groupsOfUserQuery, { username }, options))[0]?.groups ?? impliedGroups(username));
  const words = new Map<string, PolicyWord>();
  for (const { row, period } of policies) {
    const read = evaluatorOf(row.document);
    if (!read.ok) continue;
    for (const resource of resources) {
      for (const verb of verbs) {
        const answer = read.value.evaluate({ user: { name: username ?? '', groups }, verb, target: { kind: 'resource', ...resourceAndGroup(resource), subresource, namespace, name } });
        const rule = ruleWords(answer.rule, row.rule_lines);
        const asked = `${verb} ${[resource, subresource].filter((part) => part !== '').join('/')}${username === undefined ? '' : ` by ${username}`} ${answerWords(answer)}`;
        const inForce = periodWords(periods, period);
        const key = JSON.stringify([asked, inForce]);
        const same = words.get(key);
        words.set(key, same === undefined ? { evidenceName: row.evidence_name, others: 0, period: inForce, sentence: `${asked}${rule === '' ? '' : ` (${rule})`}.` } : { ...same, others: same.others + 1 });
      }
    }
  }
  return [...words.values()].slice(0, MOST);
}

const moment = (us: TimestampUs): string => `${formatDate(us)} ${shownClock(us)} UTC`;

/** Since when and until when, as the responder said. */
export function periodWords(periods: readonly PolicyPeriod[], period: PolicyPeriod | undefined): string {
  if (period === undefined) return '';
  const [from, to] = [period.fromUs, endOf(periods, period)];
  if (from === null) return to === null ? '' : `in force until ${moment(to)}`;
  return `in force from ${moment(from)} ${to === null ? 'on' : `to ${moment(to)}`}`;
}
