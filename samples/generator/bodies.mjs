/** Placeholder until bodies exist. @param {import('./random.mjs').Random} _random @returns {import('./api-server.mjs').Bodies} */
export const bodiesFor = (_random) => () => ({});
