/**
 * responseStatus as the server writes it: metav1.Status in field order metadata, status, message, reason, details, code.
 * Every text here is finished JSON, ready to be put into a record.
 */
import { goJson } from './go-json.mjs';

/** @typedef {{ readonly code: number, readonly json: string }} Status */

/** Success carries the code and nothing else. @param {number} code @returns {Status} */
const success = (code) => ({ code, json: `{"metadata":{},"code":${code}}` });

export const OK = success(200);
export const CREATED = success(201);
export const SWITCHED = success(101);

/** The overload 429 is plain text, not a Status object, so only its code is recorded. */
export const OVERLOADED = success(429);

/**
 * @param {number} code
 * @param {string} reason
 * @param {string} message
 * @param {object} [details]
 * @returns {Status}
 */
export const failure = (code, reason, message, details) => ({
  code,
  json: `{"metadata":{},"status":"Failure","message":${goJson(message)},"reason":"${reason}"${
    details === undefined ? '' : `,"details":${goJson(details)}`
  },"code":${code}}`,
});

export const UNAUTHORIZED = failure(401, 'Unauthorized', 'Unauthorized');

/** Invented by the audit filter when the handler wrote nothing. @type {Status} */
export const CLOSED_EARLY = { code: 200, json: '{"metadata":{},"status":"Success","message":"Connection closed early","code":200}' };

/** @param {string} what @returns {Status} */
export const panicked = (what) => failure(500, 'InternalError', `APIServer panic'd: ${what}`);

/**
 * @typedef {object} Target what a request is about, as the URL says it
 * @property {string} resource
 * @property {string} [group]
 * @property {string} [version]
 * @property {string} [namespace]
 * @property {string} [name]
 * @property {string} [subresource]
 */

/** metav1.StatusDetails in field order. @param {Target} target */
const details = (target) => ({
  ...(target.name === undefined ? {} : { name: target.name }),
  ...(target.group === undefined || target.group === '' ? {} : { group: target.group }),
  kind: target.resource,
});

/** `deployments.apps`, `secrets`. @param {Target} target */
const qualified = (target) => (target.group ? `${target.resource}.${target.group}` : target.resource);

/** @param {Target} target */
export const notFound = (target) => failure(404, 'NotFound', `${qualified(target)} ${goJson(target.name)} not found`, details(target));

/** @param {Target} target */
export const alreadyExists = (target) =>
  failure(409, 'AlreadyExists', `${qualified(target)} ${goJson(target.name)} already exists`, details(target));

/** @param {Target} target */
export const conflict = (target) =>
  failure(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(target)} ${goJson(target.name)}: the object has been modified; please apply your changes to the latest version and try again`,
    details(target),
  );

/**
 * A refusal by the authorizer.
 * @param {string} username
 * @param {string} verb
 * @param {Target} target
 * @param {string} [why] what the authorizer adds, such as the Node authorizer's missing relationship
 */
export function forbidden(username, verb, target, why) {
  const resource = target.subresource === undefined ? target.resource : `${target.resource}/${target.subresource}`;
  const where = target.namespace === undefined ? 'at the cluster scope' : `in the namespace "${target.namespace}"`;
  const what = target.name === undefined ? qualified(target) : `${qualified(target)} "${target.name}"`;
  const said = `User "${username}" cannot ${verb} resource "${resource}" in API group "${target.group ?? ''}" ${where}`;
  return failure(403, 'Forbidden', `${what} is forbidden: ${said}${why === undefined ? '' : `: ${why}`}`, details(target));
}

/** A refusal on a path that is no resource. @param {string} username @param {string} verb @param {string} path */
export const forbiddenPath = (username, verb, path) =>
  failure(403, 'Forbidden', `forbidden: User "${username}" cannot ${verb} path "${path}"`, {});
