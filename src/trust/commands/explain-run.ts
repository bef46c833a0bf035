/**
 * Which commands a run of requests probably was. Rules that need several requests come before those that need one;
 * each takes the first places that are still free, so every request belongs to one command at most and the order of
 * the answer does not depend on anything but the run.
 */
import type { AskedRequest } from './asked-request';
import type { CommandRule, Found } from './command-rule';
import { ahead, foreignForm, missingManager } from './kubectl-shape';
import { lowered, type LikelyCommand } from './likely-command';
import { rawLine } from './raw-line';
import { COMMAND_RULES, RAW_RULE } from './rules';
import { isDiscovery, isSchema } from './rules-read';
import { NEAR_US, stepOf, type Run, type Step } from './steps';

const NO_AGENT = 'The record has no user agent: the form alone speaks.';

export function explainRun(requests: readonly AskedRequest[]): LikelyCommand[] {
  const steps = requests.toSorted(byTime).map(stepOf);
  const owner = new Map<number, number>();
  const found: { rule: CommandRule; finding: Found; at: number[]; formOnly: boolean }[] = [];
  const run: Run = { steps, isFree: (at) => !owner.has(at) };
  const claim = (rule: CommandRule, finding: Found, formOnly: boolean): void => {
    const at = [...new Set(finding.at)].filter((i) => run.isFree(i));
    at.forEach((i) => owner.set(i, found.length));
    found.push({ rule, finding, at, formOnly });
  };
  // What cannot be kubectl's own doing is taken out first, so that it does not become part of a command.
  steps.forEach((step, at) => {
    if (step.asked.verb === 'deletecollection') return;
    const against = foreignForm(step);
    if (against.length > 0) claim(RAW_RULE, raw(step, at, against), false);
  });
  for (const rule of COMMAND_RULES) {
    steps.forEach((step, at) => {
      if (!run.isFree(at)) return;
      const formOnly = rule.claims === 'kubectl' && rule.byForm === true && step.asked.userAgent === null;
      if (rule.claims !== 'any' && rule.claims !== step.client.kind && !formOnly) return;
      const finding = rule.find(run, at, step);
      if (finding !== undefined) claim(rule, finding, formOnly);
    });
  }
  steps.forEach((step, at) => {
    if (!run.isFree(at) || step.client.kind !== 'kubectl') return;
    claim(RAW_RULE, raw(step, at, missingManager(step)), false);
  });
  joinDiscovery(steps, owner, found);
  return found.filter(({ at }) => at.length > 0).map(({ rule, finding, at, formOnly }) => commandOf(rule, finding, at.toSorted((a, b) => a - b).flatMap((i) => steps[i] ?? []), formOnly));
}

const byTime = (a: AskedRequest, b: AskedRequest): number =>
  a.atUs !== b.atUs ? (a.atUs === null ? 1 : b.atUs === null || a.atUs < b.atUs ? -1 : 1) : a.requestId - b.requestId;

/** A path without a resource, or one object with a query, is asked for by --raw alone; of other forms no rule speaks, which says less. */
function raw({ asked, shape }: Step, at: number, contradictions: readonly string[]): Found {
  const isUnusual = asked.resource === null || ((asked.verb === 'get' || asked.verb === 'delete') && shape.query.length > 0);
  return { at: [at], text: rawLine(asked), contradictions, confidence: contradictions.length > 0 || isUnusual ? 'medium' : 'low' };
}

function commandOf(rule: CommandRule, finding: Found, members: readonly Step[], formOnly: boolean): LikelyCommand {
  const sure = finding.confidence ?? rule.confidence;
  const contradictions = [...new Set([...(finding.contradictions ?? []), ...members.flatMap(ahead)])];
  return {
    rule: rule.number, kind: finding.kind ?? rule.kind, text: finding.text, confidence: formOnly || (sure === 'high' && contradictions.length > 0) ? lowered(sure) : sure,
    reason: [rule.reason, finding.also, formOnly ? NO_AGENT : undefined].filter((part) => part !== undefined && part !== '').join(' '),
    contradictions, requestIds: members.map(({ asked }) => asked.requestId),
  };
}

/** Discovery and schemas just before a command were fetched for it; only those that nothing follows stand alone. */
function joinDiscovery(steps: readonly Step[], owner: Map<number, number>, found: { rule: CommandRule; at: number[] }[]): void {
  for (let at = steps.length - 2; at >= 0; at -= 1) {
    const [step, next] = [steps[at], steps[at + 1]];
    const [own, follower] = [found[owner.get(at) ?? -1], found[owner.get(at + 1) ?? -1]];
    if (step === undefined || next === undefined || own === undefined || follower === undefined || own === follower) continue;
    if (step.client.kind !== 'kubectl' || !(isDiscovery(step) || isSchema(step)) || isDiscovery(next) || isSchema(next)) continue;
    if (step.asked.atUs === null || next.asked.atUs === null || next.asked.atUs - step.asked.atUs >= NEAR_US || next.client.kind !== 'kubectl') continue;
    for (const i of own.at) owner.set(i, owner.get(at + 1) ?? -1);
    follower.at.push(...own.at);
    own.at.length = 0;
  }
}
