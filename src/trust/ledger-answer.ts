import { APISERVER, KUBEWITNESS, type LedgerEntry } from './ledger-entry';

const STATUS = `${APISERVER} pkg/audit/request.go LogResponseObject; message of failures since 1.24`;
const AUTHORIZATION = `${APISERVER} pkg/endpoints/filters/authorization.go, since 1.11`;

/** What the server answered and why. */
export const LEDGER_ANSWER = {
  code: {
    label: 'responseStatus.code', verdict: 'observed', writtenBy: 'the server, as it wrote the response', source: `${APISERVER} pkg/endpoints/filters/audit.go processCode`, tests: ['R1', 'R2'],
    reason: 'The server recorded the status it sent itself; after a server-side timeout the client may have seen 504 instead.',
    attack: 'Having an answer that was never sent, or a backend’s answer, read as success or failure.',
  },
  status: {
    label: 'responseStatus.status', verdict: 'observed', writtenBy: 'the server', source: STATUS, tests: ['R1'],
    reason: 'The server recorded this together with the status code it sent.',
    attack: 'Having an answer that was never sent read as success.',
  },
  reason: {
    label: 'responseStatus.reason', verdict: 'observed', writtenBy: 'the part of the server that refused', source: STATUS, tests: ['R1'],
    reason: 'The server’s short word for the error it returned.',
    attack: 'Having a backend’s refusal read as the API server’s.',
  },
  message: {
    label: 'responseStatus.message', verdict: 'derived', writtenBy: 'the part of the server, webhook or policy that refused', source: STATUS, tests: ['R1', 'M2'],
    reason: 'The server’s error text, which can quote names the caller chose and text a webhook or policy supplied.',
    attack: 'Writing text for the analyst through names that the error quotes: false accusations, markup, terminal codes.',
    byVersion: [
      { until: 23, says: 'Failures carry a status and a reason, and no message.' },
      { from: 24, says: 'Failures carry message and details.' },
    ],
  },
  response_object: {
    label: 'responseObject', verdict: 'observed', writtenBy: 'the server', source: STATUS, tests: [],
    reason: 'What the server returned, in the form the client asked for; a Table carries only part of each object.',
    attack: 'Concluding that values were read, or not read, from a form of answer that does not show it.',
  },
  decision: {
    label: 'authorization decision', verdict: 'observed', writtenBy: 'the server’s authorization filter', source: AUTHORIZATION, tests: ['R2', 'M2'],
    reason: 'The server recorded its own decision, which is about the impersonated user where there is one.',
    attack: 'Reading a permission of the borrowed identity as the caller’s own.',
    byVersion: [
      { until: 10, says: 'Not recorded, so its absence says nothing.' },
      { from: 11, says: 'Recorded for every request that reached authorization; absent after a failed login, an overload and a denied impersonation.' },
    ],
  },
  decision_reason: {
    label: 'authorization reason', verdict: 'observed', writtenBy: 'the authorizer that decided', source: AUTHORIZATION, tests: ['I1'],
    reason: 'The authorizer’s own account of its decision; RBAC names the binding it used, other authorizers may stay silent.',
    attack: 'A webhook authorizer that names a binding which does not exist.',
    byVersion: [
      { until: 10, says: 'Not recorded, so its absence says nothing.' },
      { from: 11, says: 'Recorded with every decision, and empty where system:masters, the Node authorizer or AlwaysAllow decided.' },
    ],
  },
  annotations: {
    label: 'annotations', verdict: 'third-party', writtenBy: 'server, webhooks and policies, key by key', source: `${APISERVER} pkg/audit/context.go addAuditAnnotationLocked`, tests: [],
    reason: 'The server vouches for its own keys only; any other key was supplied by a webhook, a policy or the distribution.',
    attack: 'A webhook or policy named like the server’s own prefix, which adds keys that look like the server’s word.',
  },
  outcome: {
    label: 'outcome', verdict: 'observed', writtenBy: 'Kubewitness, from code, decision and stages', source: KUBEWITNESS, tests: ['R1', 'R2', 'M2', 'I7'],
    reason: 'Worked out from the status code and the authorization decision, both of which the server recorded itself.',
    attack: 'A refused attempt counted as done, or a done one as refused, because of the code alone.',
  },
  outcome_reason: {
    label: 'outcome in detail', verdict: 'observed', writtenBy: 'Kubewitness, from code, decision, message and stages', source: KUBEWITNESS, tests: ['R1', 'R2', 'R4', 'R5', 'R8', 'M2', 'G2', 'G3'],
    reason: 'Worked out from the status code, the authorization decision, the stages and, for refusals, the wording of the server’s message.',
    attack: 'A guard that was down, a borrowed name that was denied or a shed request, lost among ordinary failures.',
  },
} as const satisfies Record<string, LedgerEntry>;
