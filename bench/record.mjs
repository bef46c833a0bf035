// @ts-check
/** bench/RESULTS.md: one section for each size, the ratios once more for programs, and the comparison with what stood there. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export const RESULTS = new URL('RESULTS.md', import.meta.url);
const WORSE = 1.1;

const HEAD = `# Benchmark results

Made by \`npm run bench\`; what is measured and how is in [docs/performance.md](../docs/performance.md). Ratios come first, because machines differ.
`;

/** @typedef {Readonly<Record<string, number>>} Ratios smaller is better */

/** @param {number} events */
const heading = (events) => `## ${events.toLocaleString('en-US')} events`;

function sections() {
  if (!existsSync(RESULTS)) return [];
  return readFileSync(RESULTS, 'utf8').split(/^(?=## )/m).slice(1);
}

/** The ratios recorded for this size. @param {number} events @returns {Ratios | undefined} */
export function recordedRatios(events) {
  const section = sections().find((text) => text.startsWith(`${heading(events)}\n`));
  const json = /<!-- ratios (\{.*\}) -->/.exec(section ?? '')?.[1];
  return json === undefined ? undefined : JSON.parse(json);
}

/** What got worse by more than a tenth, in words. @param {Ratios} before @param {Ratios} now */
export function regressions(before, now) {
  return Object.entries(now).flatMap(([name, ratio]) => {
    const old = before[name];
    if (old === undefined || !(ratio > old * WORSE)) return [];
    return [`${name} got worse: ${old.toFixed(2)} before, ${ratio.toFixed(2)} now (${((ratio / old - 1) * 100).toFixed(0)} % more).`];
  });
}

/** @param {number} events @param {string} text @param {Ratios} ratios */
export function record(events, text, ratios) {
  const own = `${heading(events)}\n\n${text}\n\n<!-- ratios ${JSON.stringify(ratios)} -->\n`;
  const others = sections().filter((section) => !section.startsWith(`${heading(events)}\n`));
  const size = (/** @type {string} */ section) => Number((/^## ([\d,]+)/.exec(section)?.[1] ?? '0').replaceAll(',', ''));
  const all = [own, ...others.map((section) => `${section.trimEnd()}\n`)].sort((a, b) => size(b) - size(a));
  writeFileSync(RESULTS, `${HEAD}\n${all.join('\n')}`);
}
