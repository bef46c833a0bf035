/**
 * One request as a plain sentence: who did what, what became of it, why it was allowed, from where.
 * Values keep the name of their field, so that a reader sees at each one who vouches for it.
 */
import { formatDuration } from '../base/time';
import type { AuditRequest } from '../model/audit-record';
import { isDeniedImpersonation, isMasters } from './identity-tests';
import { parseRbacReason } from './rbac-reason';
import { isInventedAnswer } from './request-tests';
import { actionParts } from './sentence-action';
import { sentenceFactsOfRequest, type SentenceFacts } from './sentence-facts';
import { value, words, type SentencePart } from './sentence-part';

export { sentenceFactsOfRequest, type SentenceFacts } from './sentence-facts';
export { sentenceText, type SentencePart } from './sentence-part';

export function requestSentence(about: AuditRequest | SentenceFacts): SentencePart[] {
  const facts = 'best' in about ? sentenceFactsOfRequest(about) : about;
  const peer: SentencePart[] = facts.peerIp === null ? [] : [words('; TCP peer '), value('peer_ip', facts.peerIp)];
  return joined([...subjectParts(facts), ...predicateParts(facts), ...rightsParts(facts), ...sessionParts(facts), ...peer, words('.')]);
}

function subjectParts({ username, impersonatedUsername, outcome }: SentenceFacts): SentencePart[] {
  if (username === null || username === '') return [words(outcome === 'unauthenticated' ? 'A caller whose login failed' : 'A caller without a name in the record')];
  const acting: SentencePart[] = impersonatedUsername === null ? [] : [words(' acting as '), value('impersonated_username', impersonatedUsername)];
  return [value('username', username), ...acting];
}

function predicateParts(facts: SentenceFacts): SentencePart[] {
  const code: SentencePart[] = facts.code === null ? [] : [value('code', String(facts.code))];
  switch (facts.outcome) {
    case 'allowed':
      return [words(' '), ...actionParts(facts, 'did')];
    case 'open':
      return facts.code === null
        ? [words(' asked to '), ...actionParts(facts, 'do'), words('; no answer is in this evidence')]
        : [words(' '), ...actionParts(facts, 'did'), words(`, and ${sessionWord(facts)} has no end in this evidence`)];
    case 'denied': {
      const borrowing = isDeniedImpersonation(facts) && facts.message !== null;
      return [words(borrowing ? ' was denied acting as another identity when it tried to ' : ' was denied permission to '), ...actionParts(facts, 'do')];
    }
    case 'unauthenticated':
      return [words(' tried to '), ...actionParts(facts, 'do')];
    case 'refused':
      return [words(' tried to '), ...actionParts(facts, 'do'), words('; authorised, then refused by admission or the backend with '), ...code];
    case 'failed': {
      const why: SentencePart[] = facts.reason === null || facts.reason === '' ? [] : [words(' '), value('reason', facts.reason)];
      return [words(' tried to '), ...actionParts(facts, 'do'), words(code.length === 0 ? '; failed' : '; failed with '), ...code, ...why];
    }
    case 'unknown':
      return [words(' asked to '), ...actionParts(facts, 'do'), words(isInventedAnswer(facts.message, facts.code) ? '; the server sent no answer' : '; no answer is in this evidence')];
  }
}

/** Why it was allowed. Decision and reason are about the effective user, so under impersonation its groups count. */
function rightsParts(facts: SentenceFacts): SentencePart[] {
  if (facts.outcome !== 'allowed' && facts.outcome !== 'open') return [];
  const owner: SentencePart[] =
    facts.impersonatedUsername === null ? [] : [words('; the rights used belong to '), value('impersonated_username', facts.impersonatedUsername)];
  const groups = facts.impersonatedUsername === null ? facts.groups : facts.impersonatedGroups;
  const reason = facts.decisionReason ?? '';
  if (facts.decision !== 'allow') return owner;
  const grant = parseRbacReason(reason);
  if (grant !== undefined) return [words(`; allowed through ${grant.bindingKind} `), value('decision_reason', grant.binding), ...owner];
  if (reason !== '') return [words('; allowed, with the reason '), value('decision_reason', reason), ...owner];
  if (isMasters(groups)) return [words('; RBAC was not consulted ('), value(facts.impersonatedUsername === null ? 'groups' : 'impersonated_groups', 'system:masters'), words(')'), ...owner];
  // k8s.io/kubernetes plugin/pkg/auth/authorizer/node allows with an empty reason; RBAC and webhooks name one.
  if (facts.impersonatedUsername === null && facts.username?.startsWith('system:node:') === true && groups?.includes('system:nodes') === true) return [words('; allowed without a reason, as the node authorizer does')];
  return [words('; allowed by an authorizer that gives no reason'), ...owner];
}

const isSession = ({ subresource }: SentenceFacts): boolean => subresource === 'exec' || subresource === 'attach' || subresource === 'portforward';

const sessionWord = (facts: SentenceFacts): string => (facts.verb === 'watch' ? 'the watch' : isSession(facts) ? 'the session' : 'the request');

function sessionParts(facts: SentenceFacts): SentencePart[] {
  if (facts.outcome !== 'allowed' || facts.durationUs === null || !isSession(facts)) return [];
  return [words('; the session lasted '), value('duration_us', formatDuration(facts.durationUs))];
}

/** Neighbouring words become one part. */
function joined(parts: readonly SentencePart[]): SentencePart[] {
  const result: SentencePart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') result[result.length - 1] = words(last.text + part.text);
    else result.push(part);
  }
  return result;
}
