/** Shifts set by hand are kept in the case, by the hash of their file, and made again wherever that file is loaded under that case. */
import { countOf } from '../base/number';
import { shorten } from '../base/hostile-text';
import { readRows } from '../db/define-query';
import { offsetsQuery } from '../db/report-facts';
import { rebuildRequests } from '../db/request-pairing';
import { shiftedByHand, type ClockShift } from '../model/time-offset';
import { tell } from './tell';
import type { Workbench } from './workbench';

/** Writes a shift into the case; zero takes it out. */
export function keepShift(workbench: Pick<Workbench, 'cases'>, file: { readonly sha256: string; readonly name: string }, offsetUs: bigint): void {
  workbench.cases.setState(({ clockShifts }) => {
    const others = clockShifts.filter((shift) => shift.evidenceSha256 !== file.sha256);
    return { clockShifts: offsetUs === 0n ? others : [...others, { evidenceSha256: file.sha256, evidenceName: file.name, offsetUs: String(offsetUs) }] };
  });
}

type ShiftingWorkbench = Pick<Workbench, 'cases' | 'engine' | 'evidence'>;

/** One after the other: a shift is made from where the times are, so two at once would add up. */
const running = new WeakMap<object, Promise<unknown>>();

/** Brings loaded files to the shifts of the case; the sentences that say which were moved. The caller pairs the requests anew. */
export function applyShifts(workbench: ShiftingWorkbench): Promise<readonly string[]> {
  const before = running.get(workbench.evidence) ?? Promise.resolve();
  const now = before.catch(() => undefined).then(() => applyNow(workbench));
  running.set(workbench.evidence, now);
  return now;
}

async function applyNow(workbench: ShiftingWorkbench): Promise<readonly string[]> {
  const { clockShifts } = workbench.cases.getState();
  const stated = new Map(clockShifts.map((shift) => [shift.evidenceSha256, BigInt(shift.offsetUs)]));
  const moved: string[] = [];
  for (const { evidence_id, name, sha256, offset_us } of await readRows(workbench.engine, offsetsQuery, undefined)) {
    const wanted = stated.get(sha256) ?? 0n;
    if (wanted === offset_us) continue;
    await workbench.evidence.shift(evidence_id, wanted);
    moved.push(wanted === 0n ? `Times of ${shorten(name, 80)} are as logged again.` : `Times of ${shorten(name, 80)} are ${shiftedByHand(wanted)}, as the case says.`);
  }
  return moved;
}

export function tellShifts(workbench: Workbench, moved: readonly string[]): void {
  if (moved.length === 0) return;
  const shown = moved.slice(0, 5).join(' ');
  tell(workbench, { tone: 'info', title: `Times of ${countOf(moved.length, 'file')} were set by the case`, detail: `${shown}${moved.length > 5 ? ` And ${moved.length - 5} more.` : ''} The records themselves have the times as logged.` });
}

/** Follows the case, however its shifts change: undone, read from a case file, or changed in another tab. */
export function followClockShifts(workbench: Workbench): () => void {
  let seen: readonly ClockShift[] = workbench.cases.getState().clockShifts;
  let following = Promise.resolve();
  return workbench.cases.subscribe(({ clockShifts }) => {
    if (clockShifts === seen) return;
    seen = clockShifts;
    following = following.then(() => follow(workbench));
  });
}

async function follow(workbench: Workbench): Promise<void> {
  const { jobs, engine } = workbench;
  // A file on its way in has its times set, and is paired, at its end.
  if (!jobs.getState().hasEvidence || jobs.getState().load.phase !== 'idle') return;
  try {
    const moved = await applyShifts(workbench);
    if (moved.length === 0) return;
    await rebuildRequests(engine);
    jobs.setState((state) => ({ evidenceVersion: state.evidenceVersion + 1 }));
    tellShifts(workbench, moved);
  } catch (error) {
    tell(workbench, { tone: 'error', title: 'The times could not be set as the case says', detail: `${error instanceof Error ? error.message : String(error)} The evidence panel says by how much each file is shifted.` });
  }
}
