#!/usr/bin/env node
/**
 * Writes a believable audit log. See README.md beside this file.
 *
 *   node samples/generate.mjs --events N [--seed S] [--level Metadata|RequestResponse] [-o FILE|-]
 *   node samples/generate.mjs --incident [--events N] [--seed S] [-o FILE|-]
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { INCIDENT_EVENTS, INCIDENT_SEED, incidentLog } from './generator/incident.mjs';
import { steadyLog } from './generator/steady.mjs';
import { writeLines } from './generator/write-lines.mjs';

const USAGE = `usage: node samples/generate.mjs --events N [--seed S] [--level Metadata|RequestResponse] [-o FILE|-]
       node samples/generate.mjs --incident [--events N] [--seed S] [-o FILE|-]`;

/** @param {string} message @returns {never} */
function refuse(message) {
  process.stderr.write(`${message}\n${USAGE}\n`);
  process.exit(2);
}

/** @param {string} name @param {string | undefined} text @param {number} otherwise */
function wholeNumber(name, text, otherwise) {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) refuse(`--${name} needs a whole number, not "${text}"`);
  return value;
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        events: { type: 'string' },
        seed: { type: 'string' },
        level: { type: 'string', default: 'Metadata' },
        incident: { type: 'boolean', default: false },
        output: { type: 'string', short: 'o', default: '-' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const options = readOptions();
if (options.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const { level } = options;
if (level !== 'Metadata' && level !== 'RequestResponse') refuse(`--level is Metadata or RequestResponse, not "${level}"`);
if (options.incident && level !== 'Metadata') refuse('--incident has a policy of its own; leave --level out');
if (!options.incident && options.events === undefined) refuse('--events is missing');

const lines = options.incident
  ? incidentLog({ events: wholeNumber('events', options.events, INCIDENT_EVENTS), seed: wholeNumber('seed', options.seed, INCIDENT_SEED) })
      .lines
  : steadyLog({ events: wholeNumber('events', options.events, 0), seed: wholeNumber('seed', options.seed, 1), level });

const toStdout = options.output === '-';
const out = toStdout ? process.stdout : createWriteStream(options.output);
// `| head` closes the pipe early; that is the reader's right, not a failure.
out.on('error', (error) => {
  if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE') process.exit(0);
  throw error;
});
await writeLines(lines, out);
if (!toStdout) {
  out.end();
  await once(out, 'finish');
}
