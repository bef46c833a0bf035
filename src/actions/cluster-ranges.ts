/** What the responder says of the cluster's addresses: kept in the case, written to the database, and the tests run anew. */
import { err, ok, type Result } from '../base/result';
import { rebuildRequests } from '../db/request-pairing';
import { writeClusterRanges } from '../db/value-marks';
import { formatCount } from '../base/number';
import { MOST_RANGES, type ClusterRange, type RangeKind } from '../model/cluster-range';
import { parseRange } from '../trust/cluster-ranges';
import { tell } from './tell';
import type { Workbench } from './workbench';

/** Adds what is typed, several at once if they are parted by spaces or commas. One that cannot be read changes nothing. */
export function addClusterRanges(workbench: Workbench, kind: RangeKind, text: string): Result<number> {
  const typed = text.split(/[\s,;]+/).filter((part) => part !== '');
  const { clusterRanges } = workbench.cases.getState();
  if (typed.length > MOST_RANGES) return err(`${formatCount(typed.length)} addresses at once are more than the ${formatCount(MOST_RANGES)} that can be stated. Give ranges in place of single addresses. Nothing was changed.`);
  const known = new Set(clusterRanges.filter((range) => range.kind === kind).map((range) => range.text));
  const added: ClusterRange[] = [];
  for (const part of typed) {
    const range = parseRange(part);
    if (!range.ok) return err(`${range.error} Nothing was changed.`);
    if (!known.has(range.value)) added.push({ kind, text: range.value });
    known.add(range.value);
  }
  if (clusterRanges.length + added.length > MOST_RANGES) return err(`With these there would be ${formatCount(clusterRanges.length + added.length)} ranges, and ${formatCount(MOST_RANGES)} can be stated. Nothing was changed.`);
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
    if (clusterRanges.length > MOST_RANGES) {
      // From a case file: nobody typed so many.
      tell(workbench, { tone: 'warning', title: `The case states ${formatCount(clusterRanges.length)} address ranges`, detail: `No more than ${formatCount(MOST_RANGES)} are used, so none of them is: the tests that need addresses say “not tested”. State the cluster’s ranges anew under “Addresses of the cluster”.` });
      workbench.cases.setState({ clusterRanges: [] });
      return;
    }
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
