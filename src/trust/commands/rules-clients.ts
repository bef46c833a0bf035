/** What other programs do: curl, browsers, libraries, kubeadm, scanners, and a script that explores with a pod's token. */
import { isLoopback } from '../address-tests';
import type { CommandRule } from './command-rule';
import { API_SERVER, curlLine } from './raw-line';
import { requestShape } from './request-shape';
import { allAfter, type Step } from './steps';

const PROXY = 'http://127.0.0.1:8001';
const DISTINCT_READS = 3;
const FAILED_BURST = 3;

/** kubectl proxy adds the loopback address its caller had, after whatever the caller claimed before. */
const claimsOf = ({ asked }: Step): readonly string[] => asked.sourceIps?.slice(0, -1) ?? [];
const throughProxy = (step: Step): boolean => claimsOf(step).some(isLoopback);
const madeUp = (step: Step): boolean => throughProxy(step) && !isLoopback(claimsOf(step)[0] ?? '');
const HEADER_TOO = 'An address stands before the loopback one: the caller also sent X-Forwarded-For of its own.';

const isRead = ({ asked }: Step): boolean => asked.verb === 'get' || asked.verb === 'list';
const isProbe = ({ asked }: Step): boolean => asked.code === 401 && (asked.username === null || asked.username === '');

export const CLIENT_RULES: readonly CommandRule[] = [
  {
    number: 85, title: 'exploration with a pod’s token', kind: 'activity', claims: 'any', confidence: 'medium',
    reason: 'A token that is bound to a pod and was used from more than one TCP peer reads pods, nodes and other things one after the other: somebody explores with a stolen token, or the pod was moved.',
    find: (run, at, step) => {
      const { asked, client } = step;
      if (asked.podName === null || asked.credentialId === null || asked.credentialPeers < 2 || client.kind === 'component' || client.kind === 'kubelet' || !isRead(step)) return undefined;
      const more = allAfter(run, at, isRead);
      const kinds = new Set([at, ...more].map((i) => run.steps[i]?.asked.resource));
      return kinds.size >= DISTINCT_READS && kinds.has('pods') ? { at: [at, ...more], text: `exploration with the token of pod ${asked.podName}` } : undefined;
    },
  },
  {
    number: 83, title: 'scan or stale credential', kind: 'activity', claims: 'any', confidence: 'medium', reason: 'Several failed logins in a row: a scanner, a guess, or a credential that has expired.',
    find: (run, at, step) => {
      if (!isProbe(step)) return undefined;
      const more = allAfter(run, at, isProbe);
      return more.length + 1 < FAILED_BURST ? undefined : { at: [at, ...more], text: `${more.length + 1} failed logins in a row` };
    },
  },
  {
    number: 82, title: 'kubeadm join discovery', kind: 'command', claims: 'any', confidence: 'medium', reason: 'The public description of the cluster, read without or with a bootstrap token: kubeadm join, or somebody looking for the cluster.',
    find: (_, at, { asked, client }) => {
      const open = asked.username === 'system:anonymous' || (asked.username ?? '').startsWith('system:bootstrap:');
      return asked.verb === 'get' && asked.resource === 'configmaps' && asked.namespace === 'kube-public' && asked.name === 'cluster-info' && open
        ? { at: [at], text: 'kubeadm join …', confidence: client.kind === 'kubeadm' ? 'medium' : 'low' } : undefined;
    },
  },
  {
    number: 77, title: 'browser through kubectl proxy', kind: 'activity', claims: 'browser', confidence: 'high', reason: 'The agent of a browser, and a loopback address among the claimed ones: a page opened through kubectl proxy.',
    find: (_, at, step) => (throughProxy(step) ? { at: [at], text: `browser at ${PROXY}${requestShape(step.asked.requestUri).path} (kubectl proxy)`, also: madeUp(step) ? HEADER_TOO : undefined, confidence: madeUp(step) ? 'medium' : 'high' } : undefined),
  },
  {
    number: 75, title: 'curl through kubectl proxy', kind: 'command', claims: 'curl', confidence: 'high', reason: 'The agent of curl, and a loopback address among the claimed ones: kubectl proxy adds it.',
    find: (_, at, step) => (throughProxy(step) ? { at: [at], text: curlLine(step.asked, PROXY), also: `The proxy used the rights of the person who started it.${madeUp(step) ? ` ${HEADER_TOO}` : ''}`, confidence: madeUp(step) ? 'medium' : 'high' } : undefined),
  },
  {
    number: 76, title: 'curl with a token', kind: 'command', claims: 'curl', confidence: 'medium', reason: 'The agent of curl, straight to the API server: typical from inside a pod with its mounted token.',
    find: (_, at, { asked }) => ({ at: [at], text: curlLine(asked, API_SERVER, ...(asked.username === 'system:anonymous' ? ['-k'] : ['-H "Authorization: Bearer …"'])), also: asked.username === 'system:anonymous' ? 'No credential was sent.' : undefined }),
  },
  {
    number: 78, title: 'script with a client library', kind: 'activity', claims: 'sdk', confidence: 'medium', reason: 'The agent is the default one of a library, so a script or a program that does not name itself.',
    find: (_, at, { asked }) => ({ at: [at], text: `script with ${(asked.userAgent ?? '').split('/')[0] ?? 'a library'}` }),
  },
];
