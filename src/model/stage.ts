/** Kubernetes audit stages in the order a request passes them (k8s.io/apiserver pkg/apis/audit/v1/types.go). */
export const STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] as const;
export type Stage = (typeof STAGES)[number];

export const isStage = (text: string | null | undefined): text is Stage => STAGES.some((stage) => stage === text);

/** Audit levels a policy can ask for, least first. */
export const LEVELS = ['None', 'Metadata', 'Request', 'RequestResponse'] as const;
export type Level = (typeof LEVELS)[number];

export const isLevel = (text: string | null | undefined): text is Level => LEVELS.some((level) => level === text);

/**
 * What became of a request, in words.
 * - allowed: a response below 400
 * - denied: an authorizer (or the impersonation check) said no
 * - unauthenticated: 401, no identity was established
 * - refused: authorised, then refused by admission or the backend (403 with decision allow)
 * - failed: any other answer of 400 and above, or a panic
 * - open: a long-running request (watch, exec, attach, port-forward, proxy, log) with no end in the evidence
 * - unknown: no answer in the evidence, or the server sent none ("Connection closed early")
 */
export const OUTCOMES = ['allowed', 'denied', 'unauthenticated', 'refused', 'failed', 'unknown', 'open'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const isOutcome = (text: string): text is Outcome => OUTCOMES.some((outcome) => outcome === text);

/**
 * Requests that stay open by design, as kube-apiserver configures them
 * (k8s.io/apiserver pkg/server/filters/longrunning.go; cmd/kube-apiserver options).
 */
export const LONG_RUNNING_VERBS = ['watch', 'proxy'] as const;
export const LONG_RUNNING_SUBRESOURCES = ['attach', 'exec', 'proxy', 'log', 'portforward'] as const;

export function isLongRunning(verb: string | null, subresource: string | null): boolean {
  return LONG_RUNNING_VERBS.some((v) => v === verb) || LONG_RUNNING_SUBRESOURCES.some((s) => s === subresource);
}
