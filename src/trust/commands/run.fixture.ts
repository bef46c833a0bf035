/**
 * Runs of requests in the notation of a network trace, for tests:
 *
 *     +0 GET /api/v1/namespaces/dev/pods/web 404
 *     +120 POST /api/v1/namespaces/dev/pods?fieldManager=kubectl-run as web
 *
 * Milliseconds since the first, method, URI, then the name that only the body had (`as`), the code (200 if not said).
 */
import { must } from '../../base/assert';
import { requestTarget } from '../../ingest/envelopes/request-path';
import type { AskedRequest } from './asked-request';

export const AGENTS = {
  kubectl: 'kubectl/v1.32.3 (linux/amd64) kubernetes/32cc146',
  old: 'kubectl/v1.17.3 (darwin/amd64) kubernetes/06ad960',
  helm: 'Helm/3.17.1', curl: 'curl/8.5.0', browser: 'Mozilla/5.0 (X11; Linux x86_64)', kubelet: 'kubelet/v1.32.4 (linux/amd64) kubernetes/59526cd',
  scheduler: 'kube-scheduler/v1.32.4 (linux/amd64) kubernetes/59526cd/scheduler', leader: 'kube-controller-manager/v1.32.4 (linux/amd64) kubernetes/59526cd/leader-election',
  python: 'OpenAPI-Generator/31.0.0/python', prometheus: 'Prometheus/3.2.1', kubeadm: 'kubeadm/v1.32.4 (linux/amd64) kubernetes/59526cd', operator: 'my-operator/v0.0.0 (linux/amd64) kubernetes/$Format', none: null,
} as const;
export type Agent = keyof typeof AGENTS;

export interface RunOverrides {
  readonly username?: string | null;
  readonly sourceIps?: readonly string[];
  readonly body?: unknown;
  readonly podName?: string;
  readonly credentialPeers?: number;
  readonly durationUs?: bigint;
  readonly queryLogged?: boolean;
}

const partOf = (objectRef: string | undefined, key: string): string | null => {
  const value: unknown = objectRef === undefined ? undefined : JSON.parse(objectRef);
  const found = typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
  return typeof found === 'string' ? found : null;
};

export function runOf(agent: Agent, lines: string, over: RunOverrides = {}): AskedRequest[] {
  return lines.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line, i) => {
    const match = must(/^\+(\d+) ([A-Z]+) (\S+)(?: as (\S+))?(?: (\d{3}))?$/.exec(line), line);
    const [, ms, method = '', uri = '', name, code = '200'] = match;
    const { objectRef, verb } = requestTarget(method, uri);
    const status = Number(code);
    return {
      requestId: i + 1, atUs: 1_750_000_000_000_000n + BigInt(ms ?? '0') * 1000n, verb: verb ?? null, requestUri: uri,
      apiGroup: partOf(objectRef, 'apiGroup'), resource: partOf(objectRef, 'resource'), subresource: partOf(objectRef, 'subresource'),
      namespace: partOf(objectRef, 'namespace'), name: name ?? partOf(objectRef, 'name'), code: status,
      outcome: status === 401 ? 'unauthenticated' : status === 403 ? 'denied' : status >= 400 ? 'failed' : 'allowed',
      durationUs: over.durationUs ?? null, username: over.username === undefined ? 'alice' : over.username, podName: over.podName ?? null, credentialId: 'JTI=1',
      userAgent: AGENTS[agent], sourceIps: over.sourceIps ?? ['203.0.113.7'], queryLogged: over.queryLogged ?? true, credentialPeers: over.credentialPeers ?? 1,
      ...(over.body === undefined ? {} : { body: over.body }),
    };
  });
}
