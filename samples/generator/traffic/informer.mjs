/** List-and-watch, as every controller built on client-go does it. */
import { resourceVersion } from '../cluster.mjs';
import { SECOND } from '../clock.mjs';
import { OK } from '../status.mjs';
import { pathOf } from '../target.mjs';

/**
 * One watch of five to ten minutes, ended by the server when its time is up.
 * @param {import('../api-server.mjs').ApiServer} server
 * @param {import('../random.mjs').Random} random
 * @param {number} time
 * @param {import('../identity.mjs').Client} client
 * @param {import('../target.mjs').ObjectTarget} target a name makes it a watch of one object through a field selector
 * @param {string} [fieldSelector] encoded, when it selects by something other than the name
 */
export function watch(server, random, time, client, target, fieldSelector) {
  const seconds = random.between(300, 599);
  const rest = seconds % 60;
  const timeout = `${Math.floor(seconds / 60)}m${rest}s`;
  const selector = fieldSelector ?? (target.name === undefined ? undefined : `metadata.name%3D${target.name}`);
  server.call(time, client, {
    verb: 'watch',
    target,
    path: pathOf(target, true),
    query: `allowWatchBookmarks=true${selector === undefined ? '' : `&fieldSelector=${selector}`}&resourceVersion=${resourceVersion(time - random.int(40 * SECOND))}&timeout=${timeout}&timeoutSeconds=${seconds}&watch=true`,
    status: OK,
    started: random.between(800, 4000),
    // Most run their full time; some end early because a pod went away or a connection broke.
    took: random.chance(0.9) ? seconds * SECOND + random.between(400, 4000) : random.between(20, seconds) * SECOND,
  });
}
