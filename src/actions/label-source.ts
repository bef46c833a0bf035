/** Naming the server or cluster a file is from. Silence and seams are told per source, so they are told anew. */
import { rebuildRequests } from '../db/request-pairing';
import type { Workbench } from './workbench';

/** An empty label takes the label away. */
export async function labelSource(workbench: Pick<Workbench, 'engine' | 'evidence' | 'jobs'>, evidenceId: number, label: string): Promise<void> {
  const trimmed = label.trim();
  await workbench.evidence.label(evidenceId, trimmed === '' ? null : trimmed);
  await rebuildRequests(workbench.engine);
  workbench.jobs.setState((jobs) => ({ evidenceVersion: jobs.evidenceVersion + 1 }));
}
