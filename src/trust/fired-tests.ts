/**
 * The tests that one request decides by itself. Those that hold requests against each other (A2, G1, P2 and their like)
 * are left to the database, which joins by the same marks.
 */
import type { AuditRequest } from '../model/audit-record';
import { uriPath } from '../model/uri-template';
import { addressFacts, looksLikeKubectlProxy } from './address-tests';
import { marksOfAgent } from './agent-tests';
import { marksOfAnnotations } from './annotation-tests';
import { isServerMadeAuditId } from './audit-id-tests';
import { isHostileText } from './hostile-tests';
import { isDeniedImpersonation, isExposedAnonymous, isFailedLogin, isImpersonating, isMasters, isOutsideAccountGroups } from './identity-tests';
import { isInventedAnswer, isRefusedAfterAllow, isCallerChanging, isStageBeforeArrival, isStageTwice, isWithoutAnswer } from './request-tests';
import { inTestOrder, isTestId, type TestId } from './test-id';
import { marksOfUri } from './uri-tests';
import { marksOfImpersonated, marksOfUser } from './user-tests';

export function firedTests(request: AuditRequest): TestId[] {
  const { best, events } = request;
  const { username, groups } = best.user;
  const { code, message } = best;
  const decision = best.annotations?.find(([key]) => key === 'authorization.k8s.io/decision')?.[1] ?? null;
  const impersonated = { impersonatedUsername: best.impersonatedUser?.username ?? null, impersonatedGroups: best.impersonatedUser?.groups ?? null };
  const addresses = best.sourceIps ?? [];
  const list = addressFacts(addresses);
  const isFlawed = best.auditId !== null && !isServerMadeAuditId(best.auditId);
  const fired: readonly (readonly [TestId, boolean])[] = [
    ['A1', isFlawed],
    ['A4', isFlawed && best.auditId.length > 36],
    ['F5', isFlawed && isHostileText(best.auditId)],
    ['S1', list.claimed.length > 0],
    ['S2', looksLikeKubectlProxy(addresses, best.userAgent)],
    ['S3', list.s3NotStock],
    ['S4', list.s4Bogon],
    ['I1', isMasters(groups)],
    ['I3', isOutsideAccountGroups(username, groups)],
    ['I7', isExposedAnonymous({ username, groups, code, uriPath: best.requestUri === null ? null : uriPath(best.requestUri) })],
    ['I8', isFailedLogin(username, code)],
    ['M1', isImpersonating(impersonated)],
    ['M2', isDeniedImpersonation({ ...impersonated, code, decision, message })],
    ['R1', isInventedAnswer(message, code)],
    ['R2', isRefusedAfterAllow(code, decision)],
    ['C1', events.some((event) => isStageBeforeArrival(event.receivedAt, event.stageAt))],
    ['G2', isWithoutAnswer(events.map((event) => event.stage))],
    ['G5', isStageTwice(events)],
    ['G8', isCallerChanging(events)],
  ];
  const marks = [
    ...(best.requestUri === null ? [] : marksOfUri(best.requestUri)), ...marksOfUser(best.user), ...(best.impersonatedUser === null ? [] : marksOfImpersonated(best.impersonatedUser)),
    ...(best.userAgent === null ? [] : marksOfAgent(best.userAgent)), ...(best.annotations === null ? [] : marksOfAnnotations(best.annotations)),
  ];
  return inTestOrder([...fired.flatMap(([id, holds]) => (holds ? [id] : [])), ...marks.flatMap(({ mark }) => (isTestId(mark) ? [mark] : []))]);
}
