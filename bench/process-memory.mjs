// @ts-check
/* global setInterval, clearInterval */
/** Memory of the browser: the proportional set size of all its processes, so that shared pages count once. Linux only. */
import { readFileSync, readdirSync } from 'node:fs';

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Every process below `ancestor`, with its name. @param {number} ancestor */
function descendants(ancestor) {
  /** @type {Map<number, { pid: number, name: string }[]>} */
  const children = new Map();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const match = /^\d+ \((.*)\) \S (\d+)/s.exec(read(`/proc/${entry}/stat`));
    if (match === null) continue;
    const parent = Number(match[2]);
    children.set(parent, [...(children.get(parent) ?? []), { pid: Number(entry), name: match[1] ?? '' }]);
  }
  /** @type {{ pid: number, name: string }[]} */
  const found = [];
  const waiting = [ancestor];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const child of children.get(next) ?? []) {
      found.push(child);
      waiting.push(child.pid);
    }
  }
  return found;
}

/** Bytes of all Chromium processes that this process started. */
export function chromiumBytes() {
  let total = 0;
  for (const { pid, name } of descendants(process.pid)) {
    if (!/chrom/i.test(name)) continue;
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1];
    total += 1024 * Number(kilobytes ?? 0);
  }
  return total;
}

/** Samples until stopped; undefined where there is no /proc. @param {number} everyMs */
export function watchMemory(everyMs) {
  if (process.platform !== 'linux') return { stop: () => undefined };
  let peak = chromiumBytes();
  const timer = setInterval(() => {
    peak = Math.max(peak, chromiumBytes());
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.max(peak, chromiumBytes());
    },
  };
}
