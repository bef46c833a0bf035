/**
 * What an audit policy does with a request: k8s.io/apiserver pkg/audit/policy/checker.go (read at 1.37.0-beta.0; the same
 * since 1.12 but for the group `*`, which 1.36 added). The first rule that matches decides, without a rule nothing is
 * logged, and stages omitted by the policy and by the rule add up. Names of users, groups and verbs have no wildcards.
 */
import type { AuditPolicy, PolicyRule } from '../model/audit-policy';
import { isLongRunning, STAGES, type Level, type Stage } from '../model/stage';

export interface PolicyQuestion {
  /** Undefined for a failed login: rules that name users or groups never match it. */
  readonly user: { readonly name: string; readonly groups: readonly string[] } | undefined;
  readonly verb: string;
  readonly target:
    | { readonly kind: 'resource'; readonly apiGroup: string; readonly resource: string; readonly subresource: string; readonly namespace: string; readonly name: string }
    | { readonly kind: 'path'; readonly path: string };
}

export type PolicyAnswer =
  /** `rule` is the place in the list of rules. */
  | { readonly kind: 'logged'; readonly rule: number; readonly level: Exclude<Level, 'None'>; readonly stages: readonly Stage[]; readonly omitManagedFields: boolean }
  | { readonly kind: 'not logged'; readonly rule: number; readonly why: 'level None' | 'every stage omitted' }
  | { readonly kind: 'not logged'; readonly rule: undefined; readonly why: 'no rule matches' };

export interface PolicyEvaluator {
  readonly policy: AuditPolicy;
  readonly evaluate: (question: PolicyQuestion) => PolicyAnswer;
}

/** Paths are the caller’s choice, so there is no end of different ones. */
const MOST_QUESTIONS = 20_000;

export function policyEvaluator(policy: AuditPolicy): PolicyEvaluator {
  const matchers = policy.rules.map(matcherOf);
  // Most questions differ in the user only: the rules that fit verb and target are looked up once for all of them.
  const known = new Map<string, readonly number[]>();
  const candidates = (question: PolicyQuestion): readonly number[] => {
    const { verb, target } = question;
    const key = JSON.stringify([verb, ...(target.kind === 'path' ? ['', target.path] : [target.apiGroup, target.resource, target.subresource])]);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST_QUESTIONS) known.clear();
    const found = matchers.flatMap((matcher, i) => (matcher.mayMatch(question) ? [i] : []));
    known.set(key, found);
    return found;
  };
  return { policy, evaluate: (question) => answerOf(policy, candidates(question).find((i) => matchers[i]?.matches(question) === true), question) };
}

function answerOf(policy: AuditPolicy, at: number | undefined, question: PolicyQuestion): PolicyAnswer {
  const rule = at === undefined ? undefined : policy.rules[at];
  if (at === undefined || rule === undefined) return { kind: 'not logged', rule: undefined, why: 'no rule matches' };
  if (rule.level === 'None') return { kind: 'not logged', rule: at, why: 'level None' };
  const omitted = new Set([...policy.omitStages, ...rule.omitStages]);
  const stages = stagesOf(question).filter((stage) => !omitted.has(stage));
  if (stages.length === 0) return { kind: 'not logged', rule: at, why: 'every stage omitted' };
  return { kind: 'logged', rule: at, level: rule.level, stages, omitManagedFields: rule.omitManagedFields ?? policy.omitManagedFields };
}

/** The stages such a request passes. A failed login is one event, at ResponseStarted. */
function stagesOf({ user, verb, target }: PolicyQuestion): readonly Stage[] {
  if (user === undefined) return ['ResponseStarted'];
  const long = target.kind === 'resource' ? isLongRunning(verb, target.subresource) : target.path.startsWith('/debug/pprof/');
  return STAGES.filter((stage) => stage !== 'ResponseStarted' || long);
}

interface Matcher {
  /** Everything but users, groups, namespaces and names, which differ from question to question. */
  readonly mayMatch: (question: PolicyQuestion) => boolean;
  readonly matches: (question: PolicyQuestion) => boolean;
}

function matcherOf(rule: PolicyRule): Matcher {
  const [users, groups, verbs, namespaces] = [new Set(rule.users), new Set(rule.userGroups), new Set(rule.verbs), new Set(rule.namespaces)];
  const aboutResources = namespaces.size > 0 || rule.resources.length > 0;
  const entries = rule.resources.map((one) => ({ ...one, names: new Set(one.resourceNames) }));
  const fits = ({ group, resources }: (typeof entries)[number], target: ResourceTarget): boolean => (group === target.apiGroup || group === '*') && (resources.length === 0 || resources.some((spec) => resourceFits(spec, target)));
  const onTarget = ({ target }: PolicyQuestion): boolean => {
    if (aboutResources) return target.kind === 'resource' && (entries.length === 0 || entries.some((entry) => fits(entry, target)));
    return rule.nonResourceURLs.length === 0 || (target.kind === 'path' && rule.nonResourceURLs.some((spec) => pathFits(spec, target.path)));
  };
  const mayMatch = (question: PolicyQuestion): boolean => (verbs.size === 0 || verbs.has(question.verb)) && onTarget(question);
  return {
    mayMatch,
    matches: (question) => {
      const { user, target } = question;
      if (users.size > 0 && (user === undefined || !users.has(user.name))) return false;
      if (groups.size > 0 && user?.groups.some((group) => groups.has(group)) !== true) return false;
      if (target.kind === 'path') return true;
      if (namespaces.size > 0 && !namespaces.has(target.namespace)) return false;
      // An entry without resources takes the whole group, whatever names it lists.
      return entries.length === 0 || entries.some((entry) => fits(entry, target) && (entry.resources.length === 0 || entry.names.size === 0 || entry.names.has(target.name)));
    },
  };
}

type ResourceTarget = Extract<PolicyQuestion['target'], { kind: 'resource' }>;

/** `pods` alone, `pods/log` alone, `pods/*` with everything below, `*\/scale` of every resource, `*` for all. */
function resourceFits(spec: string, { resource, subresource }: ResourceTarget): boolean {
  if (spec === '*' || spec === (subresource === '' ? resource : `${resource}/${subresource}`)) return true;
  if (subresource !== '' && spec.startsWith('*/') && spec.slice(2) === subresource) return true;
  return spec.endsWith('/*') && spec.slice(0, -2) === resource;
}

const pathFits = (spec: string, path: string): boolean => spec === '*' || spec === path || (spec.endsWith('*') && path.startsWith(spec.replace(/\*+$/, '')));
