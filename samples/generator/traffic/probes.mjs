/** Anonymous health checks: harmless, constant, and the reason why "anonymous" alone proves nothing. */

/** @param {import('./world.mjs').World} world @returns {import('./world.mjs').Habit[]} */
export function probes({ server, cluster, random }) {
  return [
    [
      5,
      (time) =>
        server.call(time, random.pick(cluster.loadBalancers), {
          verb: 'get',
          path: random.chance(0.8) ? '/readyz' : '/healthz',
          took: random.between(300, 2200),
        }),
    ],
    [2, (time) => server.call(time, cluster.controlPlane[0].probe, { verb: 'get', path: '/livez', took: random.between(300, 2200) })],
  ];
}
