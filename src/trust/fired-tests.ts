/**
 * Every test that one request decides by itself. G1 needs like requests to compare with and is left to the
 * database; A2 uses the count of requests with the same ID, which the request brings along.
 */
import type { AuditRequest } from '../model/audit-record';
import { uriPath } from '../model/uri-template';
import { addressFacts, looksLikeKubectlProxy } from './address-tests';
import { isServerMadeAuditId } from './audit-id-tests';
import { isDeniedImpersonation, isExposedAnonymous, isFailedLogin, isImpersonating, isMasters, serviceAccountMismatch } from './identity-tests';
import { isInventedAnswer, isRefusedAfterAllow, isCallerChanging, isStageBeforeArrival, isStageTwice, isWithoutAnswer } from './request-tests';
import { TEST_IDS, type TestId } from './test-id';

export function firedTests(request: AuditRequest): TestId[] {
  const { best, events } = request;
  const { username, uid, groups } = best.user;
  const { code, message } = best;
  const decision = best.annotations?.find(([key]) => key === 'authorization.k8s.io/decision')?.[1] ?? null;
  const impersonated = { impersonatedUsername: best.impersonatedUser?.username ?? null, impersonatedGroups: best.impersonatedUser?.groups ?? null };
  const addresses = best.sourceIps ?? [];
  const list = addressFacts(addresses);
  const fired: Readonly<Record<TestId, boolean>> = {
    A1: best.auditId !== null && !isServerMadeAuditId(best.auditId),
    A2: request.auditIdSharedBy > 1,
    S1: list.claimed.length > 0,
    S2: looksLikeKubectlProxy(addresses, best.userAgent),
    S3: list.s3NotStock,
    S4: list.s4Bogon,
    I1: isMasters(groups),
    I3: serviceAccountMismatch(username, uid, groups),
    I7: isExposedAnonymous({ username, groups, code, uriPath: best.requestUri === null ? null : uriPath(best.requestUri) }),
    I8: isFailedLogin(username, code),
    M1: isImpersonating(impersonated),
    M2: isDeniedImpersonation({ ...impersonated, code, decision, message }),
    R1: isInventedAnswer(message),
    R2: isRefusedAfterAllow(code, decision),
    C1: events.some((event) => isStageBeforeArrival(event.receivedAt, event.stageAt)),
    G1: false,
    G2: isWithoutAnswer(events.map((event) => event.stage)),
    G5: isStageTwice(events),
    G8: isCallerChanging(events),
  };
  return TEST_IDS.filter((id) => fired[id]);
}
