/**
 * The sample incident: fifty minutes of one of three API servers, with the story planted in ordinary traffic and with the
 * hole that a full audit volume leaves.
 */
import { ApiServer } from './api-server.mjs';
import { at, SECOND, START } from './clock.mjs';
import { Cluster } from './cluster.mjs';
import { Queue } from './queue.mjs';
import { Random } from './random.mjs';
import { attack } from './story/attack.mjs';
import { noise } from './story/noise.mjs';
import { play, scheduleHabits, scheduleHeartbeats, usualHabits } from './timeline.mjs';
import { heartbeats, homeNodes } from './traffic/heartbeats.mjs';

export const INCIDENT_EVENTS = 3600;
export const INCIDENT_SEED = 20260314;

const END = at('08:50:00');

/** While the volume is full nothing reaches the file; the record being written when it fills up is cut. */
const FULL = at('08:26:03.5');
const WRITABLE = at('08:29:07.2');
const CUT_AT = 0.55;

/** Records that are there whatever the rate: heartbeats of cp-1's clients, and the story with its noise. */
const FIXED_RECORDS = 2450;
const RECORDS_PER_HABIT = 2.45;

/** @typedef {{ step: string, stage: import('./api-server.mjs').Stage, line: number, text: string }} Planted */

/**
 * @typedef {object} IncidentLog
 * @property {Generator<string>} lines
 * @property {Planted[]} planted filled while the lines are read; complete after the last one
 * @property {{ cutLine: number, lastLineBefore: number, firstLineAfter: number }} gap filled while the lines are read
 */

/**
 * @param {{ events?: number, seed?: number }} [options] events is approximate: the length of the story is fixed, only its density varies
 * @returns {IncidentLog}
 */
export function incidentLog({ events = INCIDENT_EVENTS, seed = INCIDENT_SEED } = {}) {
  const random = new Random(seed);
  /** @type {import('./timeline.mjs').Agenda} */
  const agenda = new Queue();
  const cluster = new Cluster(random);
  const server = new ApiServer(random, agenda);
  /** @type {Planted[]} */
  const planted = [];
  const gap = { cutLine: 0, lastLineBefore: 0, firstLineAfter: 0 };

  // The story is written in round times; no real clock reads them.
  /** @type {import('./story/attack.mjs').Stage} */
  const stage = { server: { call: (time, client, call) => server.call(time + random.between(11, 8999), client, call) }, cluster, random };
  attack(stage);
  noise(stage);
  scheduleHeartbeats(agenda, random, heartbeats(server, cluster, random, 'one server'), START, END);
  const perSecond = Math.max(0.05, (events - FIXED_RECORDS) / RECORDS_PER_HABIT / ((END - START - (WRITABLE - FULL)) / SECOND));
  const world = { server, cluster, random, nodes: homeNodes(cluster), pods: cluster.pods };
  scheduleHabits(agenda, random, usualHabits(world), perSecond, START, END);

  function* lines() {
    let line = 0;
    for (const { time, record } of play(agenda, END)) {
      const text = typeof record === 'string' ? record : record.line;
      if (time >= FULL && time < WRITABLE) {
        if (gap.cutLine > 0) continue;
        gap.lastLineBefore = line;
        gap.cutLine = line += 1;
        yield text.slice(0, Math.floor(text.length * CUT_AT));
        continue;
      }
      line += 1;
      if (time >= WRITABLE && gap.firstLineAfter === 0) gap.firstLineAfter = line;
      if (typeof record !== 'string') {
        for (const step of record.plant.split('+')) planted.push({ step, stage: record.stage, line, text });
      }
      yield text;
    }
  }

  return { lines: lines(), planted, gap };
}
