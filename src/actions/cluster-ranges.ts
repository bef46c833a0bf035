/** What the responder says of the cluster's addresses: kept in the case, written to the database, and the tests run anew. */
import { err, ok, type Result } from '../base/result';
import { rebuildRequests } from '../db/request-pairing';
import { writeClusterRanges } from '../db/value-marks';
import type { ClusterRange, RangeKind } from '../model/cluster-range';
import { parseRange } from '../trust/cluster-ranges';
import { tell } from './tell';
import type { Workbench } from './workbench';

/** Adds what is typed, several at once if they are parted by spaces or commas. One that cannot be read changes nothing. */
export function addClusterRanges(workbench: Workbench, kind: RangeKind, text: string): Result<number> {
  const typed = text.split(/[\s,;]+/).filter((part) => part !== '');
  const { clusterRanges } = workbench.cases.getState();
  const added: ClusterRange[] = [];
  for (const part of typed) {
    const range = parseRange(part);
    if (!range.ok) return err(`${range.error} Nothing was changed.`);
    if (![...clusterRanges, ...added].some((known) => known.kind === kind && known.text === range.value)) added.push({ kind, text: range.value });
  }
  if (added.length > 0) workbench.cases.setState({ clusterRanges: [...clusterRanges, ...added] });
  return ok(added.length);
}

export function removeClusterRange(workbench: Workbench, { kind, text }: ClusterRange): void {
  const { clusterRanges } = workbench.cases.getState();
  workbench.cases.setState({ clusterRanges: clusterRanges.filter((range) => range.kind !== kind || range.text !== text) });
}

/** Follows the case, however its ranges change: typed, undone, read from a case file, or kept from another day. */
export function followClusterRanges(workbench: Workbench): () => void {
  let written: readonly ClusterRange[] = [];
  let running = Promise.resolve();
  const follow = (): void => {
    const { clusterRanges } = workbench.cases.getState();
    if (clusterRanges === written || (clusterRanges.length === 0 && written.length === 0)) return;
    written = clusterRanges;
    running = running.then(() => apply(workbench, clusterRanges));
  };
  follow();
  return workbench.cases.subscribe(follow);
}

async function apply(workbench: Workbench, ranges: readonly ClusterRange[]): Promise<void> {
  const { jobs, engine } = workbench;
  try {
    await writeClusterRanges(engine, ranges);
    // A file on its way in is paired at its end anyway.
    if (!jobs.getState().hasEvents || jobs.getState().load.phase !== 'idle') return;
    await rebuildRequests(engine);
    jobs.setState((state) => ({ evidenceVersion: state.evidenceVersion + 1 }));
  } catch (error) {
    tell(workbench, { tone: 'error', title: 'The tests could not be run with these addresses', detail: `${error instanceof Error ? error.message : String(error)} The findings are as they were.` });
  }
}
