/** Core events: the cluster's own notes about its objects. */

/**
 * @param {import('../random.mjs').Random} random
 * @param {string} namespace
 * @param {string} about the object the event is about
 */
export const eventTarget = (random, namespace, about) => ({ resource: 'events', namespace, name: `${about}.182c${random.hex(12)}` });
