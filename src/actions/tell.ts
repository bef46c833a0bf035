/** Says something above the work, where it stays until it is dismissed. */
import type { LoadNotice } from '../state/jobs-store';
import type { Workbench } from './workbench';

export function tell(workbench: Pick<Workbench, 'jobs' | 'newId'>, notice: Omit<LoadNotice, 'id'>): void {
  const id = workbench.newId();
  workbench.jobs.setState((jobs) => ({ notices: [...jobs.notices, { ...notice, id }].slice(-20) }));
}

export const reasonText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
