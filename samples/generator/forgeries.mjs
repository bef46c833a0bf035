/**
 * Forgeries planted in a clean log: each as an attacker, or someone with the file in hand, would make it. What is planted
 * and which test has to find it comes back with the lines, so that a test can hold the program to it.
 */
import { goJson } from './go-json.mjs';
import { MINUTE, SECOND, timestamp } from './clock.mjs';
import { loneEffects } from './lone-effects.mjs';
import { Random } from './random.mjs';

/** @typedef {{ test: string, how: string, line: number }} Plant 1-based line that the test has to name */
/** @typedef {Record<string, any>} Record_ a record taken apart */

const CREDENTIAL = 'authentication.kubernetes.io/credential-id';
const POD = 'authentication.kubernetes.io/pod-name';
const STRANGER = '203.0.113.77';

/** @param {string} line */
const micros = (line) => Date.parse(/"stageTimestamp":"([^"]+)\.\d{6}Z"/.exec(line)?.[1] + 'Z') * 1000 + Number(/"stageTimestamp":"[^"]+\.(\d{6})Z"/.exec(line)?.[1] ?? 0);

/** A finished request at a moment, with what is forged about it. @param {Random} random @param {number} time @param {Record_} special */
function record(random, time, special) {
  const { annotations, ...rest } = special;
  const made = {
    kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: random.uuid(), stage: 'ResponseComplete', requestURI: '/api/v1/namespaces/shop/pods?limit=500', verb: 'list',
    user: { username: 'mallory@corp.example', groups: ['developers', 'system:authenticated'] }, impersonatedUser: undefined, sourceIPs: ['172.20.33.99'],
    userAgent: 'kubectl/v1.31.2 (linux/amd64) kubernetes/5864a46', objectRef: { resource: 'pods', namespace: 'shop', apiVersion: 'v1' }, responseStatus: { metadata: {}, code: 200 }, ...rest,
    requestReceivedTimestamp: timestamp(time - 4210), stageTimestamp: timestamp(time),
    annotations: annotations ?? { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': 'RBAC: allowed by RoleBinding "dev/shop" of ClusterRole "view" to Group "developers"' },
  };
  return goJson(made);
}

/**
 * @param {readonly string[]} clean
 * @param {number} seed
 * @returns {{ lines: string[], plants: Plant[] }}
 */
export function forge(clean, seed) {
  const random = new Random(seed);
  /** @type {{ line: string, plants: { test: string, how: string }[] }[]} */
  let log = clean.map((line) => ({ line, plants: [] }));
  const find = (/** @type {RegExp} */ pattern) => JSON.parse(clean.find((line) => pattern.test(line)) ?? '{}');
  const podUser = find(/"stage":"ResponseComplete".*"authentication\.kubernetes\.io\/pod-name"/).user;
  const person = find(/"username":"[^":]+@[^"]+".*"credential-id"|"username":"[^":]+@[^"]+"/).user;
  const benign = find(/"verb":"list".*"stage":"ResponseComplete"|"stage":"ResponseComplete".*"verb":"list"/).auditID;
  const account = { username: 'system:serviceaccount:shop:cart', uid: random.uuid(), groups: ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'] };
  const secrets = { requestURI: '/api/v1/namespaces/shop/secrets?limit=500', objectRef: { resource: 'secrets', namespace: 'shop', apiVersion: 'v1' } };
  const minted = `JTI=${random.uuid()}`;

  /** @type {[test: string, how: string, special: Record_][]} */
  const inserted = [
    ['A1', 'audit ID chosen', { auditID: 'kube-apiserver-internal' }],
    ['A2', 'audit ID of a benign request', { auditID: benign, ...secrets }],
    ['A4', 'audit ID of 100 KB', { auditID: 'f'.repeat(100_000) }],
    ['S1', 'chain of forwarded addresses', { sourceIPs: ['8.8.8.8', '9.9.9.9', '172.20.33.99'] }],
    ['S4', 'inside address behind a public peer', { sourceIPs: ['10.20.0.11', '93.184.215.14'] }],
    ['S1', 'X-Real-Ip before the peer', { sourceIPs: ['198.51.100.7', '172.20.33.99'] }],
    ['S2', 'kubectl proxy', { sourceIPs: ['127.0.0.1', '172.20.33.99'], userAgent: 'curl/8.5.0' }],
    ['S3', 'address with a port', { sourceIPs: ['172.20.33.99:4431'] }],
    ['P2', 'token of a pod, from outside', { user: podUser, sourceIPs: [STRANGER], userAgent: 'curl/8.5.0' }],
    ['I5', 'person asserted by a front proxy', { user: { username: person.username, groups: person.groups }, sourceIPs: [STRANGER] }],
    ['I2', 'certificate named like an account', { user: { ...account, extra: { [CREDENTIAL]: [`X509SHA256=${random.hex(64)}`] } } }],
    ['I3', 'account without its groups', { user: { username: account.username, groups: ['system:authenticated'] } }],
    ['I10', 'name made up', { user: { username: 'system:cluster-root', groups: ['system:authenticated'] } }],
    ['I11', 'name that looks like another', { user: { username: 'system:аdmin', groups: ['system:authenticated'] } }],
    ['P8', 'pod facts on a person', { user: { username: 'mallory@corp.example', groups: ['system:authenticated'], extra: { [POD]: ['cart-0'] } } }],
    ['M3', 'masters by impersonation', { impersonatedUser: { username: 'breakglass', groups: ['system:masters', 'system:authenticated'] } }],
    ['P3', 'token minted through the API', { user: { ...account, extra: { [CREDENTIAL]: [minted] } }, requestURI: '/version', verb: 'get', objectRef: undefined }],
    ['U1', 'path hidden by encoding', { requestURI: '/api/v1/namespaces/shop/%73ecrets', objectRef: { resource: 'secrets', namespace: 'shop', apiVersion: 'v1' } }],
    ['U8', 'object rewritten', { requestURI: '/api/v1/namespaces/shop/secrets/cloud-key', verb: 'get', objectRef: { resource: 'configmaps', namespace: 'shop', name: 'cloud-key', apiVersion: 'v1' } }],
    ['U3', 'token in the URI', { requestURI: '/api/v1/pods?access_token=eyJhbGciOi' }],
    ['K1', 'script that says kubectl', { requestURI: '/api/v1/secrets', objectRef: { resource: 'secrets', apiVersion: 'v1' } }],
    ['K5', 'person who says scheduler', { userAgent: 'kube-scheduler/v1.32.4 (linux/amd64) kubernetes/59526cd' }],
    ['N4', 'decision before it was made', { stage: 'RequestReceived', responseStatus: undefined }],
    ['F5', 'terminal codes in the agent', { userAgent: '\u001b[2J\u001b[1;1Hkubectl' }],
    ['L1', 'level None', { level: 'None' }],
  ];
  const places = inserted.map((_, i) => Math.floor(clean.length * (0.2 + (0.5 * i) / inserted.length)) + random.int(50));
  const put = (/** @type {number} */ at, /** @type {string} */ line, /** @type {{ test: string, how: string }[]} */ plants) => log[at] && (log[at] = { ...log[at], line: `${log[at].line}\n${line}`, plants });
  inserted.forEach(([test, how, special], i) => put(places[i], record(random, micros(clean[places[i]]) + 13, special), [{ test, how }]));

  // The issue that the minted token came from.
  put(Math.floor(clean.length * 0.15), record(random, micros(clean[Math.floor(clean.length * 0.15)]) + 13, {
    requestURI: '/api/v1/namespaces/shop/serviceaccounts/cart/token', verb: 'create', objectRef: { resource: 'serviceaccounts', namespace: 'shop', name: 'cart', apiVersion: 'v1', subresource: 'token' },
    responseStatus: { metadata: {}, code: 201 },
    annotations: { 'authentication.kubernetes.io/issued-credential-id': minted, 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': 'RBAC: allowed by RoleBinding "dev/shop" of ClusterRole "edit" to Group "developers"' },
  }), []);

  // Effects without their cause, where the log is long enough on both sides to be expected to have it.
  let next = Math.floor(clean.length * 0.42);
  const since = micros(clean[next]);
  const hasRoom = since - micros(clean[0]) > 10 * MINUTE && micros(clean[clean.length - 1]) - since > 12 * MINUTE;
  if (hasRoom) for (const { after, special, plants } of loneEffects(random)) {
    while (next < clean.length - 1 && (micros(clean[next]) < since + after || log[next].plants.length > 0 || log[next].line !== clean[next])) next += 1;
    put(next, record(random, micros(clean[next]) + 13, special), plants);
  }

  // A second certificate for a name that is in use.
  const node = find(/"username":"system:node:worker-01"/).user;
  const second = Math.floor(clean.length * 0.75);
  put(second, record(random, micros(clean[second]) + 13, { user: { ...node, extra: { [CREDENTIAL]: [`X509SHA256=${random.hex(64)}`] } }, sourceIPs: [STRANGER] }), [{ test: 'I6', how: 'second certificate of a node' }]);

  // A line of another hour, and one whose times nobody measured to the microsecond.
  const injected = Math.floor(clean.length * 0.77);
  put(injected, record(random, micros(clean[injected]) - 3600 * SECOND, {}), [{ test: 'H3', how: 'line injected' }]);
  const rounded = Math.floor(clean.length * 0.78);
  const whole = Math.floor(micros(clean[rounded]) / SECOND) * SECOND;
  put(rounded, record(random, whole, {}).replace(/("requestReceivedTimestamp":"[^.]+)\.\d{6}Z/, '$1.000000Z'), [{ test: 'F3', how: 'line typed by hand' }]);

  // Lines that went through an editor or a script, which write JSON in ways of their own.
  /** @type {[test: string, how: string, special: Record_, written: (line: string) => string][]} */
  const rewritten = [
    ['F1', 'keys sorted by a script', {}, (line) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).sort(([a], [b]) => (a < b ? -1 : 1))))],
    ['F2', 'ampersand as a script writes it', { requestURI: '/api/v1/namespaces/shop/pods?labelSelector=app%3Dcart&limit=500' }, (line) => line.replaceAll('\\u0026', '&')],
    ['F4', 'status as little as one needs', { responseStatus: { code: 200 } }, (line) => line],
  ];
  rewritten.forEach(([test, how, special, written], i) => {
    const place = Math.floor(clean.length * (0.79 + i / 100));
    put(place, written(record(random, micros(clean[place]) + 13, special)), [{ test, how }]);
  });

  // A minute of one node's lease taken out.
  const from = Math.floor(clean.length * 0.5);
  const began = micros(clean[from]);
  const isBeat = (/** @type {string} */ line) => line.includes('/leases/worker-03"') || line.includes('/leases/worker-03?');
  let isDone = false;
  log = log.flatMap((entry, i) => {
    if (i < from || isDone || !isBeat(entry.line)) return [entry];
    if (micros(entry.line) - began < 60 * SECOND) return entry.plants.length === 0 ? [] : [entry];
    isDone = true;
    return [{ ...entry, plants: [...entry.plants, { test: 'H1', how: 'lines of one node removed' }] }];
  });

  // From here on the clock is five seconds behind.
  const step = Math.floor(log.length * 0.9);
  const stepped = micros(log[step].line);
  log = log.map((entry, i) => (i < step ? entry : {
    line: entry.line.replaceAll(/"(requestReceivedTimestamp|stageTimestamp)":"([^"]+)"/g, (text, key, time) => {
      const us = micros(`"stageTimestamp":"${time}"`);
      return us < stepped - SECOND ? text : `"${key}":"${timestamp(us - 5 * SECOND)}"`;
    }),
    plants: i === step ? [...entry.plants, { test: 'H4', how: 'clock set back' }] : entry.plants,
  }));

  /** @type {string[]} */
  const lines = [];
  /** @type {Plant[]} */
  const plants = [];
  for (const entry of log) {
    lines.push(...entry.line.split('\n'));
    for (const plant of entry.plants) plants.push({ ...plant, line: lines.length });
  }
  return { lines, plants };
}
