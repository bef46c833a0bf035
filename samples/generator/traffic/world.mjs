/**
 * What every traffic module works with.
 * @typedef {object} World
 * @property {import('../api-server.mjs').ApiServer} server
 * @property {import('../cluster.mjs').Cluster} cluster
 * @property {import('../random.mjs').Random} random
 * @property {readonly import('../cluster.mjs').Node[]} nodes whose kubelets talk to this server
 * @property {readonly import('../cluster.mjs').Pod[]} pods on any node
 */

/** How often, relative to the others, and what happens. @typedef {readonly [weight: number, happen: (time: number) => void]} Habit */

export {};
