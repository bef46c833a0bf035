/** Each row: the reason, why, and what is special about a request that was allowed and answered with 200. Tried by the rule and by the SQL. */
import type { OutcomeReason } from '../model/outcome-reason';
import type { OutcomeReasonFacts } from './outcome-reason';

const DENIED: Partial<OutcomeReasonFacts> = { code: 403, decision: 'forbid' };
const NOT_ASKED: Partial<OutcomeReasonFacts> = { decision: null, decisionReason: null };

export const OUTCOME_REASON_ROWS: readonly (readonly [reason: OutcomeReason, why: string, facts: Partial<OutcomeReasonFacts>])[] = [
  ['answered', 'a plain success', {}],
  ['answered', 'a redirect', { code: 307 }],
  ['answered', 'a form without stages', { stages: [null] }],
  ['session opened', 'exec over SPDY', { code: 101, verb: 'create', subresource: 'exec' }],
  ['denied by the authorizer', 'RBAC said no', DENIED],
  ['impersonation denied', 'the check before authorization', { ...NOT_ASKED, code: 403, message: 'users "root" is forbidden: User "eve" cannot impersonate resource "users" in API group "" at the cluster scope' }],
  ['denied, no decision recorded', 'a pipeline dropped annotations', { ...NOT_ASKED, code: 403 }],
  ['denied by the authorizer', 'the words alone prove no impersonation', { ...DENIED, message: 'cannot impersonate' }],
  ['login failed', 'no user', { ...NOT_ASKED, code: 401, stages: ['ResponseStarted'] }],
  ['login refused by the backend', 'authorised, then 401', { code: 401 }],
  ['refused by admission', 'a webhook, 403', { code: 403, message: 'admission webhook "deny.example.com" denied the request: no' }],
  ['refused by admission', 'a webhook with a code of its own', { code: 422, message: 'admission webhook "deny.example.com" denied the request: no' }],
  ['refused by admission', 'Pod Security', { code: 403, message: 'pods "x" is forbidden: violates PodSecurity "restricted:latest": privileged' }],
  ['refused by admission', 'a policy', { code: 422, message: "deployments.apps \"x\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no" }],
  ['refused by admission', 'a quota', { code: 403, message: 'pods "x" is forbidden: exceeded quota: q, requested: pods=1' }],
  ['refused after authorization', 'no word of admission', { code: 403, message: 'no' }],
  ['refused after authorization', 'no message', { code: 403 }],
  ['admission webhook failed', 'fail closed', { code: 500, message: 'Internal error occurred: failed calling webhook "a.b.c": timeout' }],
  ['overloaded', 'before authorization', { ...NOT_ASKED, code: 429 }],
  ['told to try again later', 'a disruption budget', { code: 429 }],
  ['timed out', 'the server gave up', { code: 504 }],
  ['invalid time-out parameter', 'refused at the door', { ...NOT_ASKED, code: 400, stages: ['ResponseStarted'] }],
  ['invalid request', 'an object that does not parse', { code: 400 }],
  ['invalid request', 'an object that does not validate', { code: 422 }],
  ['not found', '404', { code: 404 }],
  ['method not allowed', '405', { code: 405 }],
  ['conflict', '409', { code: 409 }],
  ['gone', '410', { code: 410 }],
  ['authorizer failed', 'internal error', { code: 500, decision: 'forbid', decisionReason: 'internal error' }],
  ['unavailable', '503', { code: 503 }],
  ['server error', '500', { code: 500 }],
  ['other failure', '415', { code: 415 }],
  ['server panicked', 'a crash', { code: 500, stages: ['RequestReceived', 'Panic'], message: "APIServer panic'd: nil map" }],
  ['one side hung up', 'abort Handler', { code: 500, stages: ['Panic'], message: "APIServer panic'd: net/http: abort Handler" }],
  ['no answer sent', 'invented', { message: 'Connection closed early' }],
  ['no answer in the evidence', 'only arrived', { ...NOT_ASKED, code: null, stages: ['RequestReceived'] }],
  ['no code recorded', 'complete without a status', { code: null }],
  ['still open', 'a watch', { verb: 'watch', stages: ['RequestReceived', 'ResponseStarted'] }],
];
