/** Correcting a clock by hand: all times of one file move, everything that follows from times is made anew, and every place that shows them says so. */
import { rebuildRequests } from '../db/request-pairing';
import type { Workbench } from './workbench';

export async function shiftTimes(workbench: Pick<Workbench, 'engine' | 'evidence' | 'jobs'>, evidenceId: number, offsetUs: bigint): Promise<void> {
  await workbench.evidence.shift(evidenceId, offsetUs);
  await rebuildRequests(workbench.engine);
  workbench.jobs.setState((jobs) => ({ evidenceVersion: jobs.evidenceVersion + 1 }));
}
