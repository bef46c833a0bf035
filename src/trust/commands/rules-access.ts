/** Rights and credentials: auth can-i, whoami, tokens, certificate requests, RBAC. Facts: kubectl pkg/cmd/auth, cmd/create/create_token.go (1.24), cmd/certificates. */
import type { AskedRequest } from './asked-request';
import type { CommandRule } from './command-rule';
import { inNamespace, isCore, line, objectWords, scope } from './command-line';
import { created, managerOf, numberIn } from './rules-write';
import { allAfter, before, isGetOf, isSome, type Step } from './steps';

const BURST = 10;
/** OpenShift serves the same objects under its own group too; other extensions have roles of another kind. */
const RBAC_GROUPS = new Set(['rbac.authorization.k8s.io', 'authorization.openshift.io']);
const RBAC = new Set(['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings']);
const isReview = (resource: string) => ({ asked }: Step): boolean => asked.verb === 'create' && asked.resource === resource && asked.subresource === null;

/** A value of the body by its path, where the body is at hand and has one. */
export function bodyText(body: unknown, ...path: readonly string[]): string | undefined {
  let at: unknown = body;
  for (const key of path) at = typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined;
  return typeof at === 'string' ? at : undefined;
}

function canI(asked: AskedRequest): { text: string; also: string | undefined } {
  const { body } = asked;
  const about = (key: string) => bodyText(body, 'spec', 'resourceAttributes', key) ?? '';
  const path = bodyText(body, 'spec', 'nonResourceAttributes', 'path');
  if (path !== undefined) return { text: line('kubectl auth can-i', [bodyText(body, 'spec', 'nonResourceAttributes', 'verb') ?? 'get', path]), also: undefined };
  if (about('verb') === '') return { text: 'kubectl auth can-i …', also: 'Which right was asked for stands in the body only.' };
  const resource = [about('resource'), about('group')].filter((word) => word !== '').join('.');
  // kubectl fills in the namespace it works in; without one it was -A (kubectl pkg/cmd/auth/cani.go).
  const reach = scope({ ...asked, resource: about('resource'), namespace: about('namespace') });
  const subresource = about('subresource') === '' ? [] : ['--subresource', about('subresource')];
  return { text: line('kubectl auth can-i', [about('verb'), about('name') === '' ? resource : `${resource}/${about('name')}`, ...subresource, ...reach]), also: undefined };
}

/** To what a token is bound, and for how long (kubectl pkg/cmd/create/create_token.go). */
function boundTo(body: unknown): string[] {
  const [kind, name, uid] = [bodyText(body, 'spec', 'boundObjectRef', 'kind'), bodyText(body, 'spec', 'boundObjectRef', 'name'), bodyText(body, 'spec', 'boundObjectRef', 'uid')];
  const seconds = numberIn(body, 'spec', 'expirationSeconds');
  const flag = (text: string, value: string | undefined): string[] => (value === undefined ? [] : [text, value]);
  return [...flag('--bound-object-kind', kind), ...flag('--bound-object-name', name), ...flag('--bound-object-uid', uid), ...flag('--duration', seconds === undefined ? undefined : `${seconds}s`)];
}

/** What a write to RBAC was made with; the manager says it. Without one only kubectl since 1.19 tells something by that. */
function rbacCommand({ asked, client, ...step }: Step): string | undefined {
  const manager = managerOf({ asked, client, ...step });
  if (manager === 'kubectl-create') return created(asked);
  if (manager.startsWith('kubectl-client-side-apply') || manager === 'kubectl') return line('kubectl apply -f …', inNamespace(asked));
  const own = /^kubectl-(edit|patch|replace|label|annotate|set)/.exec(manager)?.[1];
  if (own !== undefined) return line(`kubectl ${own}`, objectWords(asked));
  if (manager !== '' || client.kind !== 'kubectl') return undefined;
  if (client.minor !== undefined && client.minor >= 19) return 'kubectl auth reconcile -f …';
  return asked.verb === 'create' ? created(asked) : line('kubectl apply -f …', inNamespace(asked));
}

export const ACCESS_RULES: readonly CommandRule[] = [
  {
    number: 27, title: 'permission enumeration', kind: 'activity', claims: 'any', confidence: 'medium',
    reason: 'Many questions about the caller’s own rights, one after the other: rakkess, a scanner, or a script around auth can-i.',
    find: (run, at, step) => {
      if (!isReview('selfsubjectaccessreviews')(step)) return undefined;
      const more = allAfter(run, at, isReview('selfsubjectaccessreviews'));
      return more.length + 1 < BURST ? undefined : { at: [at, ...more], text: `${more.length + 1} questions about own rights` };
    },
  },
  {
    number: 24, title: 'kubectl auth can-i', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'A question about a right of the caller. The status says that it was answered, not how: the answer stands in the response.',
    find: (_, at, step) => (isReview('selfsubjectaccessreviews')(step) ? { at: [at], ...canI(step.asked) } : undefined),
  },
  {
    number: 25, title: 'kubectl auth can-i --list', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'All rights of the caller in one namespace.',
    find: (_, at, step) => (isReview('selfsubjectrulesreviews')(step) ? { at: [at], text: line('kubectl auth can-i --list', inNamespace({ ...step.asked, namespace: step.asked.namespace ?? bodyText(step.asked.body, 'spec', 'namespace') ?? null })) } : undefined),
  },
  {
    number: 26, title: 'kubectl auth whoami', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'The caller asked who it is (kubectl 1.26 and later).',
    find: (_, at, step) => (isReview('selfsubjectreviews')(step) ? { at: [at], text: 'kubectl auth whoami' } : undefined),
  },
  {
    number: 28, title: 'kubelet checking a direct caller', kind: 'activity', claims: 'kubelet', confidence: 'high',
    reason: 'The kubelet asks whether somebody who called it directly may. That call itself is in no audit log; answers are kept for minutes, so one question can stand for many calls.',
    find: (_, at, step) => ((isReview('subjectaccessreviews')(step) || isReview('tokenreviews')(step)) && (step.asked.username ?? '').startsWith('system:node:')
      ? { at: [at], text: `${step.asked.username ?? ''} checks a caller of its kubelet` } : undefined),
  },
  {
    number: 55, title: 'refresh of a pod’s token', kind: 'activity', claims: 'kubelet', confidence: 'high', reason: 'The kubelet renews the token that is mounted in a pod.',
    find: (_, at, { asked }) => (asked.verb === 'create' && asked.resource === 'serviceaccounts' && asked.subresource === 'token' && (asked.username ?? '').startsWith('system:node:')
      ? { at: [at], text: `token of ${asked.namespace ?? ''}/${asked.name ?? ''} renewed for a pod` } : undefined),
  },
  {
    number: 54, title: 'kubectl create token', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'A token of a service account was issued to the caller (kubectl 1.24 and later). To what it is bound and for how long stands in the body.',
    find: (_, at, { asked }) => (asked.verb === 'create' && asked.resource === 'serviceaccounts' && asked.subresource === 'token' && asked.name !== null
      ? { at: [at], text: line('kubectl create token', [asked.name, ...inNamespace(asked), ...boundTo(asked.body)]) } : undefined),
  },
  {
    number: 56, title: 'a long-lived token by hand', kind: 'activity', claims: 'any', confidence: 'high', reason: 'The body makes a secret of type service-account-token: the server fills in a token that never expires.',
    find: (_, at, { asked }) => (asked.verb === 'create' && asked.resource === 'secrets' && isCore(asked) && bodyText(asked.body, 'type') === 'kubernetes.io/service-account-token'
      ? { at: [at], text: `long-lived token in secret ${asked.namespace ?? ''}/${asked.name ?? bodyText(asked.body, 'metadata', 'name') ?? ''}` } : undefined),
  },
  {
    number: 58, title: 'kubectl certificate approve / deny', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'The approval of a certificate request was written.',
    find: (run, at, { asked }) => {
      if (asked.resource !== 'certificatesigningrequests' || asked.subresource !== 'approval' || (asked.verb !== 'update' && asked.verb !== 'patch')) return undefined;
      const body = asked.body === undefined ? '' : JSON.stringify(asked.body);
      const verb = body.includes('"Denied"') ? 'deny' : 'approve';
      const read = before(run, at, (one) => isGetOf(asked)(one));
      return { at: [...[read].filter(isSome), at], text: line(`kubectl certificate ${verb}`, [asked.name ?? ''], body === '' ? '# or deny' : ''), also: body === '' ? 'Whether it was approved or denied stands in the body.' : undefined };
    },
  },
  {
    number: 57, title: 'certificate signing request', kind: 'activity', claims: 'any', confidence: 'medium', reason: 'A certificate was asked for: kubectl create -f csr.yaml, or a kubelet that joins or renews.',
    find: (_, at, { asked, client }) => (asked.verb === 'create' && asked.resource === 'certificatesigningrequests' && asked.subresource === null
      ? { at: [at], text: client.kind === 'kubelet' || /^system:(?:node|bootstrap):/.test(asked.username ?? '') ? 'certificate request of a kubelet' : `certificate request ${asked.name ?? ''}` } : undefined),
  },
  {
    number: 59, title: 'change of privileges', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Roles or bindings were written: this changes who may do what.',
    find: (run, at, step) => {
      if (!RBAC.has(step.asked.resource ?? '') || !RBAC_GROUPS.has(step.asked.apiGroup ?? '') || (step.asked.verb !== 'create' && step.asked.verb !== 'update' && step.asked.verb !== 'patch')) return undefined;
      const text = rbacCommand(step);
      if (text === undefined) return undefined;
      return { at: [...[before(run, at, isGetOf(step.asked))].filter(isSome), at], text, confidence: managerOf(step) === '' ? 'medium' : 'high' };
    },
  },
];
