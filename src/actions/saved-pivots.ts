/** Saving the view under a name, and carrying saved pivots from one browser to another. */
import { z } from 'zod';
import { err, ok, type Result } from '../base/result';
import type { SavedPivot } from '../model/pin';
import { viewToFragment, fragmentToView } from '../state/view-url';
import type { Workbench } from './workbench';

export function savePivot(workbench: Workbench, name: string, description: string): SavedPivot {
  // What is open is not part of a pivot: it is a way of looking, not a place.
  const view = viewToFragment({ ...workbench.view.getState().view, open: undefined });
  const pivot: SavedPivot = { pivotId: workbench.newId(), name, description, view, savedAtMs: workbench.nowMs() };
  workbench.cases.setState((state) => ({ savedPivots: [...state.savedPivots, pivot] }));
  return pivot;
}

export function openPivot(workbench: Pick<Workbench, 'view'>, pivot: SavedPivot): void {
  workbench.view.show(pivot.view);
}

export function renamePivot(workbench: Workbench, pivotId: string, name: string, description: string): void {
  workbench.cases.setState((state) => ({ savedPivots: state.savedPivots.map((pivot) => (pivot.pivotId === pivotId ? { ...pivot, name, description } : pivot)) }));
}

export function deletePivot(workbench: Workbench, pivotId: string): void {
  workbench.cases.setState((state) => ({ savedPivots: state.savedPivots.filter((pivot) => pivot.pivotId !== pivotId) }));
}

const FORMAT = 'kubewitness-pivots';

const pivotFileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  pivots: z.array(z.object({ name: z.string().min(1).max(500), description: z.string().max(10_000), view: z.string().max(100_000) })).max(10_000),
});

export function exportPivots(workbench: Workbench): void {
  const pivots = workbench.cases.getState().savedPivots.map(({ name, description, view }) => ({ name, description, view }));
  workbench.save('kubewitness-pivots.json', new Blob([JSON.stringify({ format: FORMAT, version: 1, pivots }, null, 2)], { type: 'application/json' }));
}

/** How many were added; pivots with the same name and view as one that is here are left out. */
export function importPivots(workbench: Workbench, text: string): Result<{ readonly added: number; readonly known: number }> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return err('The file is not JSON. Nothing was imported.');
  }
  const file = pivotFileSchema.safeParse(parsed);
  if (!file.success) return err('The file is not a list of saved pivots from Kubewitness. Nothing was imported.');
  const here = workbench.cases.getState().savedPivots;
  const fresh = file.data.pivots
    // Read and written once, so that a hand-made file cannot carry anything the codec does not know.
    .map((pivot) => ({ ...pivot, view: viewToFragment(fragmentToView(pivot.view)) }))
    .filter((pivot) => !here.some((known) => known.name === pivot.name && known.view === pivot.view));
  const added = fresh.map((pivot): SavedPivot => ({ ...pivot, pivotId: workbench.newId(), savedAtMs: workbench.nowMs() }));
  workbench.cases.setState({ savedPivots: [...here, ...added] });
  return ok({ added: added.length, known: file.data.pivots.length - added.length });
}
