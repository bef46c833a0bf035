/**
 * The steps of the sample incident, in the order a responder would tell them. The generator marks the records of each step
 * with its id; where they end up in the file is found out when the file is written.
 */

/**
 * @typedef {object} Step
 * @property {string} id
 * @property {'attack' | 'noise'} kind noise is what a real log holds as well and what must not be mistaken for the attack
 * @property {string} question what the responder asks
 * @property {string} answer
 */

/** @type {readonly Step[]} */
export const STEPS = [
  {
    id: 'guess',
    kind: 'attack',
    question: 'Who tried credentials that do not work?',
    answer: 'Six 401s from 172.20.39.107 within a minute. Each is a lone ResponseStarted without a user: nobody was authenticated.',
  },
  {
    id: 'legacy-token',
    kind: 'attack',
    question: 'Which credential worked but could do nothing?',
    answer: 'A Secret-based token of web/legacy-deploy, three 403s. The legacy-token annotation says it never expires.',
  },
  {
    id: 'probe',
    kind: 'attack',
    question: 'When did the same peer notice that it needs no credential?',
    answer: 'As system:anonymous it reads /version, then /api and /apis, which only authenticated users may read by default.',
  },
  {
    id: 'why-allowed',
    kind: 'attack',
    question: 'Why may an anonymous caller do that?',
    answer: 'ClusterRoleBinding cluster-system-anonymous gives cluster-admin to system:anonymous. Its creation is older than this log.',
  },
  {
    id: 'secrets',
    kind: 'attack',
    question: 'Which secrets were read, and by whom?',
    answer: 'All of them: one cluster-wide list, then ci/runner-token and kube-system/cloud-key by name, after a miss on cloud-keys.',
  },
  {
    id: 'forged-source',
    kind: 'attack',
    question: 'Did the calls come from 8.8.8.8?',
    answer: 'No. 8.8.8.8 and 127.0.0.1 were sent by the caller. The server saw 172.20.39.107.',
  },
  {
    id: 'lorem',
    kind: 'attack',
    question: 'Are the records with audit ID "Lorem" one request?',
    answer: 'No, three different requests. The client chose the ID, so a tool that removes duplicates by audit ID loses two of them.',
  },
  {
    id: 'forged-agent',
    kind: 'attack',
    question: 'Did kubectl v1.30.1 make these calls?',
    answer: 'It says so, but kubectl lists with limit=500. The same peer said curl/7.68.0 a minute before.',
  },
  {
    id: 'exec-long',
    kind: 'attack',
    question: 'How long was the first interactive shell open?',
    answer: 'Eighteen minutes, across the gap in the log: the verb is get, the code 101.',
  },
  {
    id: 'exec-token',
    kind: 'attack',
    question: 'What was read in the pod?',
    answer:
      'Its service account token, by a one-shot exec whose command line is in the URI. This one is verb create and says kubectl v1.28.4, which is how that version does it.',
  },
  { id: 'exec-open', kind: 'attack', question: 'Is anybody still inside?', answer: 'Yes. The second shell has no ResponseComplete.' },
  {
    id: 'runner-issued',
    kind: 'noise',
    question: 'Where does the runner token come from?',
    answer: 'The kubelet of worker-05 had it issued for pod runner-7d9f; the credential ID joins issue and use.',
  },
  {
    id: 'runner-at-home',
    kind: 'noise',
    question: 'What does the runner usually do, and from where?',
    answer: 'It reads and patches deployments from its pod address 10.244.35.31.',
  },
  {
    id: 'runner-outside',
    kind: 'attack',
    question: 'Was the token used outside its pod?',
    answer: 'Yes, from 203.0.113.77 with the same credential ID: rights review, secrets in ci (200), secrets in dev (403).',
  },
  {
    id: 'token-issued',
    kind: 'attack',
    question: 'Which new credential was minted?',
    answer: 'A token for ci/deployer, bound to no pod. issued-credential-id names it.',
  },
  {
    id: 'impersonation-denied',
    kind: 'attack',
    question: 'Who tried to become system:admin?',
    answer: 'ci/runner, refused: a 403 without authorization annotations and without impersonatedUser.',
  },
  {
    id: 'impersonation',
    kind: 'attack',
    question: 'Did Argo CD list the nodes and the pods of kube-system at 08:24?',
    answer: 'No. ci/deployer did, impersonating it. Only records after RequestReceived say so.',
  },
  {
    id: 'netchk-create',
    kind: 'attack',
    question: 'What was created?',
    answer: 'kube-system/netchk: privileged, host PID, the host root file system, pinned to control-plane node cp-1.',
  },
  {
    id: 'netchk-echo',
    kind: 'noise',
    question: 'Did it run?',
    answer: 'Yes: the kubelet of cp-1 read it, had a token issued for it and reported its status.',
  },
  {
    id: 'netchk-exec',
    kind: 'attack',
    question: 'Was it used?',
    answer: 'A chroot shell on the host for five and a half minutes. From here on the control plane is lost.',
  },
  {
    id: 'clean-up',
    kind: 'attack',
    question: 'What did they remove?',
    answer: 'The pod and, as anonymous again, one event by name and the events of ci and kube-system as collections.',
  },
  {
    id: 'discovery',
    kind: 'noise',
    question: 'Did anyone on our side see it?',
    answer: 'maria@corp.example reads the binding at 08:45. She does not remove it while the log lasts.',
  },
  {
    id: 'health-checks',
    kind: 'noise',
    question: 'Who else uses the anonymous door?',
    answer: 'Load balancer and kubelet health checks: anonymous too, allowed by system:public-info-viewer, harmless.',
  },
  {
    id: 'gap',
    kind: 'noise',
    question: 'What happened between 08:26 and 08:29?',
    answer: 'Nobody knows. The audit volume was full: one line is cut, then every heartbeat is missing.',
  },
  {
    id: 'expired-tokens',
    kind: 'noise',
    question: 'And the other 401s?',
    answer: 'A burst of fourteen from 10.20.0.77 with an expired token: one client retrying, at even intervals.',
  },
  {
    id: 'overload',
    kind: 'noise',
    question: 'What are the 429s?',
    answer: 'Twelve requests of kube-state-metrics shed by priority and fairness: code only, never authorized.',
  },
  {
    id: 'abort-handler',
    kind: 'noise',
    question: 'Did the server crash?',
    answer: 'No. abort Handler is how a proxied watch ends when its client leaves.',
  },
  {
    id: 'real-panic',
    kind: 'noise',
    question: 'And this panic?',
    answer: 'A real one: a nil pointer while patching an application. Nothing to do with the attack.',
  },
  {
    id: 'closed-early',
    kind: 'noise',
    question: 'Did the list with code 200 succeed?',
    answer: 'Unknown. Connection closed early means that no answer was written.',
  },
  {
    id: 'admission-refused',
    kind: 'noise',
    question: 'Why is this 403 allowed?',
    answer: 'The authorizer allowed it, an admission webhook refused it.',
  },
  {
    id: 'failed-open',
    kind: 'noise',
    question: 'Which guard did not run?',
    answer: 'validate.policy.corp.example could not be reached and fails open; the mutating webhook did run and changed the pod.',
  },
  {
    id: 'stale-token',
    kind: 'noise',
    question: 'Who uses an old token?',
    answer: 'data/legacy-agent: an old client that never re-reads its token file, from its usual pod.',
  },
  {
    id: 'kubectl-proxy',
    kind: 'noise',
    question: 'Why does jonas come from 127.0.0.1?',
    answer: 'kubectl proxy on his machine: loopback first, his usual peer last.',
  },
  {
    id: 'portal',
    kind: 'noise',
    question: 'Who else impersonates?',
    answer: 'The portal acts as the person who is logged in; that is its job.',
  },
  { id: 'maria-exec', kind: 'noise', question: 'Is every exec hostile?', answer: 'No. maria looked into a cart pod for forty seconds.' },
  { id: 'endless-watch', kind: 'noise', question: 'Is a missing end always an open shell?', answer: 'No. Watches stay open as well.' },
];
