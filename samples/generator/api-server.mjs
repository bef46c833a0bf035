/**
 * One kube-apiserver's audit pipeline: turns a call into the records that a stock server would write for it, each at the
 * moment it would be written. Which stage may carry what is decided here and nowhere else.
 */
import { timestamp } from './clock.mjs';
import { uriText } from './go-json.mjs';
import { OK } from './status.mjs';
import { pathOf, refOf } from './target.mjs';

/** @typedef {import('./identity.mjs').Client} Client */
/** @typedef {import('./target.mjs').ObjectTarget} ObjectTarget */
/** @typedef {'RequestReceived' | 'ResponseStarted' | 'ResponseComplete' | 'Panic'} Stage */
/** @typedef {{ readonly line: string, readonly plant: string, readonly stage: Stage }} PlantedRecord a record the story refers to */
/** @typedef {string | PlantedRecord} AuditRecord one line, without its newline */

/**
 * @typedef {object} Call
 * @property {string} verb
 * @property {ObjectTarget} [target] absent for paths that are no resource
 * @property {string} [path] instead of a target, or to ask for the target in an unusual way
 * @property {string} [query] without the question mark, encoded
 * @property {import('./status.mjs').Status} [status]
 * @property {number} [took] microseconds until the response was complete; Infinity for a session that outlives the log
 * @property {number} [started] microseconds until the response began; makes the call long-running. Never under AUTHENTICATED
 * @property {boolean} [quiet] the policy omits RequestReceived for this kind of call
 * @property {'unauthenticated' | 'panic'} [end]
 * @property {string} [annotations] finished JSON for the stages after authorization; '' for none
 * @property {string} [early] finished JSON for RequestReceived: only what authentication left
 * @property {boolean} [unimpersonated] impersonation was refused, so nobody was impersonated
 * @property {string} [auditId] the client's own
 * @property {'Metadata' | 'Request' | 'RequestResponse'} [level]
 * @property {string} [requestObject] finished JSON
 * @property {string} [responseObject] finished JSON
 * @property {string} [plant] the step of the story this call belongs to
 */

/** Bodies of a call at level RequestResponse. @typedef {(call: Call, at: number) => { requestObject?: string, responseObject?: string }} Bodies */

/** The server stamps a request before it authenticates the caller and writes the line after; other stages are written at once. */
const AUTHENTICATION = 180;
const AUTHENTICATED = 600;
const WRITE = 25;

export class ApiServer {
  #random;
  #queue;
  #bodies;

  /**
   * @param {import('./random.mjs').Random} random
   * @param {import('./queue.mjs').Queue<AuditRecord | (() => void)>} queue
   * @param {Bodies} [bodies] given when the policy logs at RequestResponse
   */
  constructor(random, queue, bodies) {
    this.#random = random;
    this.#queue = queue;
    this.#bodies = bodies;
  }

  /** @param {number} received @param {Client} client @param {Call} call */
  call(received, client, call) {
    const random = this.#random;
    const { target, status = OK } = call;
    const nameInBody = call.verb === 'create' && target !== undefined && target.subresource === undefined;
    const level = call.level ?? (this.#bodies === undefined || target === undefined ? 'Metadata' : 'RequestResponse');
    const path = call.path ?? (target === undefined ? '/' : pathOf(target, nameInBody));
    const uri = uriText(call.query === undefined ? path : `${path}?${call.query}`);
    const opening = `{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"${level}","auditID":"${call.auditId ?? random.uuid()}","stage":"`;
    const question = `","requestURI":"${uri}","verb":"${call.verb}",${client.head}`;
    const closing = `,"requestReceivedTimestamp":"${timestamp(received)}","stageTimestamp":"`;
    const ref = target === undefined ? '' : `,"objectRef":${refOf(target, false, nameInBody)}`;

    if (call.end === 'unauthenticated') {
      const time = received + (call.took ?? random.between(150, 900));
      const line = `${opening}ResponseStarted${question}${client.tail}${ref},"responseStatus":${status.json}${closing}${timestamp(time)}"}`;
      this.#write(time + WRITE, line, call.plant, 'ResponseStarted');
      return;
    }

    if (!client.quiet && call.quiet !== true) {
      const early = target === undefined ? '' : `,"objectRef":${refOf(target, true, nameInBody)}`;
      const noted = call.early === undefined ? '' : `,"annotations":${call.early}`;
      const line = `${opening}RequestReceived${question}${client.tail}${early}${closing}${timestamp(received)}"${noted}}`;
      this.#write(received + AUTHENTICATION + random.int(AUTHENTICATED - AUTHENTICATION), line, call.plant, 'RequestReceived');
    }

    const impersonating = call.unimpersonated === true ? '' : client.impersonating;
    const noted = call.annotations ?? client.allow;
    const ending = noted === '' ? '}' : `,"annotations":${noted}}`;
    const answer = `${question}${impersonating}${client.tail}${ref},"responseStatus":`;
    const took = call.took ?? random.between(700, 9000);

    if (call.started !== undefined) {
      const time = received + call.started;
      // Headers go out before anyone knows how the request ends.
      const soFar = call.end === 'panic' || status.code === 200 ? OK : status;
      const line = `${opening}ResponseStarted${answer}${soFar.json}${closing}${timestamp(time)}"${ending}`;
      this.#write(time + WRITE, line, call.plant, 'ResponseStarted');
    }
    if (took === Infinity) return;

    const time = received + took;
    const stage = call.end === 'panic' ? 'Panic' : 'ResponseComplete';
    let bodies = '';
    if (level !== 'Metadata') {
      const made = level === 'RequestResponse' && this.#bodies !== undefined ? this.#bodies(call, received) : call;
      const requestObject = call.requestObject ?? made.requestObject;
      const responseObject = call.responseObject ?? made.responseObject;
      if (requestObject !== undefined) bodies += `,"requestObject":${requestObject}`;
      if (responseObject !== undefined && level === 'RequestResponse') bodies += `,"responseObject":${responseObject}`;
    }
    const line = `${opening}${stage}${answer}${status.json}${bodies}${closing}${timestamp(time)}"${ending}`;
    this.#write(time + WRITE + random.int(40), line, call.plant, stage);
  }

  /** @param {number} time @param {string} line @param {string | undefined} plant @param {Stage} stage */
  #write(time, line, plant, stage) {
    this.#queue.push(time, plant === undefined ? line : { line, plant, stage });
  }
}
