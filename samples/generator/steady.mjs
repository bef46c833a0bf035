/** A log of exactly so many events from a cluster where nothing remarkable happens. */
import { ApiServer } from './api-server.mjs';
import { bodiesFor } from './bodies.mjs';
import { START } from './clock.mjs';
import { Cluster } from './cluster.mjs';
import { Queue } from './queue.mjs';
import { Random } from './random.mjs';
import { play, scheduleHabits, scheduleHeartbeats, usualHabits } from './timeline.mjs';
import { heartbeats } from './traffic/heartbeats.mjs';
import { trouble } from './traffic/trouble.mjs';

/** A cluster of this size writes about this many records per second; beyond the longest span the rate grows instead. */
const USUAL_RATE = 60;
const LONGEST_SPAN = 6 * 3600;

/** Measured over many seeds: records per second from heartbeats, and per habit. Only the span depends on them, not the count. */
const HEARTBEAT_RATE = 3.3;
const RECORDS_PER_HABIT = 2.15;

/**
 * @param {{ events: number, seed: number, level: 'Metadata' | 'RequestResponse' }} options
 * @returns {Generator<string>} one line at a time, without newlines
 */
export function* steadyLog({ events, seed, level }) {
  const random = new Random(seed);
  /** @type {import('./timeline.mjs').Agenda} */
  const agenda = new Queue();
  const cluster = new Cluster(random);
  const server = new ApiServer(random, agenda, level === 'RequestResponse' ? bodiesFor(random) : undefined);
  const rate = Math.max(USUAL_RATE, events / LONGEST_SPAN);

  scheduleHeartbeats(agenda, random, heartbeats(server, cluster, random, 'all'), START, Infinity);
  const world = { server, cluster, random, nodes: cluster.nodes, pods: cluster.pods };
  scheduleHabits(agenda, random, [...usualHabits(world), ...trouble(world)], (rate - HEARTBEAT_RATE) / RECORDS_PER_HABIT, START, Infinity);

  let left = events;
  if (left <= 0) return;
  for (const { record } of play(agenda, Infinity)) {
    yield typeof record === 'string' ? record : record.line;
    left -= 1;
    if (left === 0) return;
  }
}
