/** The signals of a request, gravest first, with what to say about each. */
import type { AuditRequest } from '../../model/audit-record';
import { factsOfRequest } from '../../trust/request-facts';
import { inTestOrder, type TestId } from '../../trust/test-id';
import { TRUST_TESTS, type TrustTest } from '../../trust/tests';

const GRAVITY: Readonly<Record<TrustTest['severity'], number>> = { contradiction: 0, warning: 1, note: 2 };

/** `raw`: what the text of the open record shows in addition. */
export function firedTestsOf(request: AuditRequest, raw: readonly TestId[] = []): TrustTest[] {
  return inTestOrder([...factsOfRequest(request).signals, ...raw]).map((id) => TRUST_TESTS[id]).sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
}
