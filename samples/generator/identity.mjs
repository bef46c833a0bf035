/**
 * Who calls, as the authenticator describes them, and the connection they call over. Both are turned into finished JSON
 * once, because every record repeats them.
 */
import { allowed, annotations } from './annotations.mjs';
import { goJson } from './go-json.mjs';

const CREDENTIAL = 'authentication.kubernetes.io/credential-id';

/**
 * @typedef {object} User in the order the server writes it
 * @property {string} [username]
 * @property {string} [uid]
 * @property {string[]} [groups]
 * @property {Record<string, string[]>} [extra] keys sorted
 */

/**
 * @typedef {object} Client one identity over one connection
 * @property {string} username
 * @property {User} user
 * @property {string} head the record's text from user to userAgent
 * @property {string} impersonating what goes between user and sourceIPs once impersonation was granted
 * @property {string} tail
 * @property {string} allow annotations of an allowed request
 * @property {boolean} quiet the policy omits RequestReceived for this caller
 */

/** A client certificate. @param {import('./random.mjs').Random} random @param {string} username @param {...string} groups @returns {User} */
export const certificate = (random, username, ...groups) => ({
  username,
  groups: [...groups, 'system:authenticated'],
  extra: { [CREDENTIAL]: [`X509SHA256=${random.hex(64)}`] },
});

/** A person, through the company's OIDC provider. @param {import('./random.mjs').Random} random @param {string} username @param {...string} groups @returns {User} */
export const person = (random, username, ...groups) => ({
  username,
  groups: [...groups, 'system:authenticated'],
  extra: { [CREDENTIAL]: [`JTI=${random.uuid()}`] },
});

/** @param {string} namespace */
export const serviceAccountGroups = (namespace) => [
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
  'system:authenticated',
];

/** UIDs of the accounts of each cluster: pods of one account carry one. @type {WeakMap<import('./random.mjs').Random, Map<string, string>>} */
const accountUids = new WeakMap();

/** @param {import('./random.mjs').Random} random @param {string} username */
function accountUid(random, username) {
  const drawn = random.uuid();
  const uids = accountUids.get(random) ?? new Map();
  accountUids.set(random, uids);
  const uid = uids.get(username) ?? drawn;
  uids.set(username, uid);
  return uid;
}

/**
 * A service account token from TokenRequest, bound to a pod or to nothing.
 * @param {import('./random.mjs').Random} random
 * @param {string} namespace
 * @param {string} name
 * @param {{ pod: string, node: string, nodeUid: string }} [bound]
 * @returns {User}
 */
export const serviceAccount = (random, namespace, name, bound) => ({
  username: `system:serviceaccount:${namespace}:${name}`,
  uid: accountUid(random, `${namespace}:${name}`),
  groups: serviceAccountGroups(namespace),
  extra: {
    [CREDENTIAL]: [`JTI=${random.uuid()}`],
    ...(bound === undefined
      ? {}
      : {
          'authentication.kubernetes.io/node-name': [bound.node],
          'authentication.kubernetes.io/node-uid': [bound.nodeUid],
          'authentication.kubernetes.io/pod-name': [bound.pod],
          'authentication.kubernetes.io/pod-uid': [random.uuid()],
        }),
  },
});

/** @type {User} */
export const ANONYMOUS = { username: 'system:anonymous', groups: ['system:unauthenticated'] };

/** Rejected before anyone knew who it was. @type {User} */
export const NOBODY = {};

/**
 * @param {User} user
 * @param {readonly string[]} sourceIps claimed first, peer last
 * @param {string | undefined} userAgent
 * @param {string} reason why its ordinary requests are allowed
 * @param {{ quiet?: boolean, as?: User }} [options]
 * @returns {Client}
 */
export function client(user, sourceIps, userAgent, reason, options = {}) {
  return {
    username: user.username ?? '',
    user,
    head: `"user":${goJson(user)}`,
    impersonating: options.as === undefined ? '' : `,"impersonatedUser":${goJson(options.as)}`,
    tail: `,"sourceIPs":${goJson(sourceIps)}${userAgent === undefined ? '' : `,"userAgent":${goJson(userAgent)}`}`,
    allow: annotations(allowed(reason)),
    quiet: options.quiet ?? false,
  };
}
