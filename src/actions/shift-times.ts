/** Correcting a clock by hand: all times of one file move, everything that follows from times is made anew, and every place that shows them says so. */
import { readRows } from '../db/define-query';
import { offsetsQuery } from '../db/report-facts';
import { rebuildRequests } from '../db/request-pairing';
import { applyShifts, keepShift } from './clock-shifts';
import type { Workbench } from './workbench';

export async function shiftTimes(workbench: Pick<Workbench, 'cases' | 'engine' | 'evidence' | 'jobs'>, evidenceId: number, offsetUs: bigint): Promise<void> {
  const file = (await readRows(workbench.engine, offsetsQuery, undefined)).find((row) => row.evidence_id === evidenceId);
  if (file === undefined) return;
  keepShift(workbench, file, offsetUs);
  await applyShifts(workbench);
  await rebuildRequests(workbench.engine);
  workbench.jobs.setState((jobs) => ({ evidenceVersion: jobs.evidenceVersion + 1 }));
}
