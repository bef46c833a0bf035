/** What the audit policies of the evidence say of the request a filter asks for, where it names verb and resource. */
import { readAuditPolicy } from '../model/audit-policy';
import type { Filter } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import { policyEvaluator } from '../trust/audit-policy';
import { resourceAndGroup } from '../trust/blind-spots';
import { answerWords, impliedGroups, ruleWords } from '../trust/policy-words';
import type { RecordRef } from '../model/record-ref';
import { groupsOfUserQuery, readHeldPolicies } from './audit-policies.query';
import { readRows } from './define-query';
import type { Engine, ReadOptions } from './engine';

export interface PolicyWord {
  readonly evidenceName: string;
  readonly sentence: string;
}

/** More combinations than a person reads. */
const MOST = 3;

export async function readPolicyOnFilter(engine: Engine, filter: Filter, chosen: RecordRef | undefined, options?: ReadOptions): Promise<readonly PolicyWord[]> {
  const named = (field: PivotField): string[] => filter.clauses.flatMap((clause) => (clause.kind === 'field' && clause.field === field && clause.enabled && !clause.negated ? clause.values.flatMap((value) => (value.kind === 'exact' ? [value.text] : [])) : []));
  const [verbs, resources, [subresource = ''], [namespace = ''], [name = ''], [username]] = [named('verb'), named('resource'), named('subresource'), named('namespace'), named('name'), named('username')];
  if (verbs.length === 0 || resources.length === 0) return [];
  const policies = await readHeldPolicies(engine, chosen, options);
  if (policies.length === 0) return [];
  const groups = username === undefined ? ['system:authenticated'] : ((await readRows(engine, groupsOfUserQuery, { username }, options))[0]?.groups ?? impliedGroups(username));
  return policies.flatMap((row) => {
    const read = readAuditPolicy(row.document);
    if (!read.ok) return [];
    const evaluator = policyEvaluator(read.value);
    return resources.flatMap((resource) => verbs.map((verb): PolicyWord => {
      const answer = evaluator.evaluate({ user: { name: username ?? '', groups }, verb, target: { kind: 'resource', ...resourceAndGroup(resource), subresource, namespace, name } });
      const rule = ruleWords(answer.rule, row.rule_lines);
      return { evidenceName: row.evidence_name, sentence: `${verb} ${[resource, subresource].filter((part) => part !== '').join('/')}${username === undefined ? '' : ` by ${username}`} ${answerWords(answer)}${rule === '' ? '' : ` (${rule})`}.` };
    }));
  }).slice(0, MOST);
}
