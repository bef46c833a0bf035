/**
 * Runs the cluster: heartbeats at their fixed intervals, habits at random moments with the rate asked for, and hands out
 * the records in the order a server would write them.
 */
import { addons } from './traffic/addons.mjs';
import { controlPlane } from './traffic/control-plane.mjs';
import { kubelets } from './traffic/kubelets.mjs';
import { people } from './traffic/people.mjs';
import { probes } from './traffic/probes.mjs';

/** @typedef {import('./api-server.mjs').AuditRecord} AuditRecord */
/** @typedef {import('./queue.mjs').Queue<AuditRecord | (() => void)>} Agenda */

/**
 * @param {Agenda} agenda
 * @param {import('./random.mjs').Random} random
 * @param {readonly import('./traffic/heartbeats.mjs').Heartbeat[]} beats
 * @param {number} from
 * @param {number} until
 */
export function scheduleHeartbeats(agenda, random, beats, from, until) {
  for (const { every, beat } of beats) {
    const next = (/** @type {number} */ time) => {
      if (time >= until) return;
      agenda.push(time, () => {
        beat(time);
        next(time + every + random.between(0, 9000)); // timers drift by the time the request itself took
      });
    };
    next(from + random.int(every));
  }
}

/** Everything a cluster does on an ordinary day. @param {import('./traffic/world.mjs').World} world */
export const usualHabits = (world) => [...kubelets(world), ...controlPlane(world), ...addons(world), ...probes(world), ...people(world)];

/**
 * @param {Agenda} agenda
 * @param {import('./random.mjs').Random} random
 * @param {readonly import('./traffic/world.mjs').Habit[]} habits
 * @param {number} perSecond habits started per second
 * @param {number} from
 * @param {number} until
 */
export function scheduleHabits(agenda, random, habits, perSecond, from, until) {
  /** @type {number[]} */
  const bounds = [];
  let total = 0;
  for (const [weight] of habits) bounds.push((total += weight));
  const next = (/** @type {number} */ time) => {
    if (time >= until) return;
    agenda.push(time, () => {
      const draw = random.fraction() * total;
      habits[bounds.findIndex((bound) => draw < bound)][1](time);
      next(time + Math.round(random.wait(1_000_000 / perSecond)));
    });
  };
  next(from + Math.round(random.wait(1_000_000 / perSecond)));
}

/**
 * @param {Agenda} agenda
 * @param {number} until records written later than this are not in the log
 * @returns {Generator<{ time: number, record: AuditRecord }>}
 */
export function* play(agenda, until) {
  for (let next = agenda.pop(); next !== undefined && next.time < until; next = agenda.pop()) {
    if (typeof next.item === 'function') next.item();
    else yield { time: next.time, record: next.item };
  }
}
