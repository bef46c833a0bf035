/** Turns the planted records into what a reader and the end-to-end tests need: where each step is, and what it looks like. */
import { STEPS } from './steps.mjs';

/**
 * @typedef {object} StoryRequest one request of a step
 * @property {number[]} lines 1-based
 * @property {string[]} stages
 * @property {string} auditId
 * @property {string} verb
 * @property {string} requestUri
 * @property {string | null} user
 * @property {string | null} impersonatedUser
 * @property {string} peer
 * @property {string[]} claimed
 * @property {string | null} userAgent
 * @property {number | null} code
 */

/**
 * @typedef {object} StoryStep
 * @property {string} step
 * @property {'attack' | 'noise'} kind
 * @property {string} question
 * @property {string} answer
 * @property {number[]} lines
 * @property {string | null} user of the first request
 * @property {string | null} requestUri of the first request
 * @property {StoryRequest[]} requests
 */

/** @typedef {{ events: number, lines: number, gap: { cutLine: number, lastLineBefore: number, firstLineAfter: number }, steps: StoryStep[] }} Story */

/**
 * @param {import('../incident.mjs').IncidentLog} log read to its end
 * @param {number} lines
 * @returns {Story}
 */
export function tellStory(log, lines) {
  const steps = STEPS.map(({ id, kind, question, answer }) => {
    const planted = log.planted.filter(({ step }) => step === id);
    const requests = groupIntoRequests(planted);
    return {
      step: id,
      kind,
      question,
      answer,
      lines: id === 'gap' ? [log.gap.lastLineBefore, log.gap.cutLine, log.gap.firstLineAfter] : planted.map(({ line }) => line),
      user: requests[0]?.user ?? null,
      requestUri: requests[0]?.requestUri ?? null,
      requests,
    };
  });
  return { events: lines - 1, lines, gap: { ...log.gap }, steps };
}

/** @param {readonly import('../incident.mjs').Planted[]} planted @returns {StoryRequest[]} */
function groupIntoRequests(planted) {
  /** @type {Map<string, StoryRequest>} */
  const requests = new Map();
  for (const { line, stage, text } of planted) {
    const event = JSON.parse(text);
    // Not by audit ID alone: three of these requests share one.
    const key = JSON.stringify([event.auditID, event.requestReceivedTimestamp, event.verb, event.requestURI, event.user.username]);
    let request = requests.get(key);
    if (request === undefined) {
      request = {
        lines: [],
        stages: [],
        auditId: event.auditID,
        verb: event.verb,
        requestUri: event.requestURI,
        user: event.user.username ?? null,
        impersonatedUser: null,
        peer: event.sourceIPs.at(-1),
        claimed: event.sourceIPs.slice(0, -1),
        userAgent: event.userAgent ?? null,
        code: null,
      };
      requests.set(key, request);
    }
    request.lines.push(line);
    request.stages.push(stage);
    request.code = event.responseStatus?.code ?? request.code;
    request.impersonatedUser = event.impersonatedUser?.username ?? request.impersonatedUser;
  }
  return [...requests.values()];
}

/** `728–729, 785`. @param {readonly number[]} lines */
function ranges(lines) {
  const parts = [];
  for (let index = 0; index < lines.length; index += 1) {
    const from = lines[index];
    while (lines[index + 1] === lines[index] + 1) index += 1;
    parts.push(from === lines[index] ? `${from}` : `${from}–${lines[index]}`);
  }
  return parts.join(', ');
}

/** The README's table of one kind of step. @param {Story} story @param {'attack' | 'noise'} kind */
export const storyTable = (story, kind) =>
  [
    '| question | answer | lines |',
    '| --- | --- | --- |',
    ...story.steps.filter((step) => step.kind === kind).map((step) => `| ${step.question} | ${step.answer} | ${ranges(step.lines)} |`),
  ].join('\n');
