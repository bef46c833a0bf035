/** Saving the view under a name, and carrying saved pivots from one browser to another. */
import { err, ok, type Result } from '../base/result';
import type { SavedPivot } from '../model/pin';
import { parsePivotFile, pivotFileText } from '../model/pivot-file';
import { fragmentToView, readLink, viewToFragment } from '../state/view-url';
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

/** Puts a deleted pivot back where it was. */
export function restorePivot(workbench: Pick<Workbench, 'cases'>, pivot: SavedPivot, index: number): void {
  workbench.cases.setState(({ savedPivots }) => (savedPivots.some((known) => known.pivotId === pivot.pivotId) ? {} : { savedPivots: savedPivots.toSpliced(index, 0, pivot) }));
}

const LARGEST_FILE = 10_000_000;

export function exportPivots(workbench: Workbench): void {
  const { savedPivots: pivots } = workbench.cases.getState();
  workbench.save('kubewitness-pivots.json', new Blob([pivotFileText(pivots)], { type: 'application/json' }));
}

export interface ImportedPivots {
  readonly added: number;
  /** Left out because a pivot with the same name and view is here. */
  readonly known: number;
  /** Left out because this version cannot read all of their view; with fewer conditions they would show something else. */
  readonly left: number;
}

export async function importPivotFile(workbench: Workbench, file: File): Promise<Result<ImportedPivots>> {
  if (file.size > LARGEST_FILE) return err('The file is larger than 10 MB, which no list of saved pivots is. Nothing was imported.');
  let text: string;
  try {
    text = await file.text();
  } catch {
    return err('The browser could not read the file. Nothing was imported.');
  }
  if (text.startsWith('PK')) return err('This is a zip file. If it is a case, open it with Export, “Open case file…”. Nothing was imported.');
  return importPivots(workbench, text);
}

export function importPivots(workbench: Workbench, text: string): Result<ImportedPivots> {
  const file = parsePivotFile(text);
  if (!file.ok) return file;
  const { savedPivots } = workbench.cases.getState();
  const all = [...savedPivots];
  const whole = file.value.filter((pivot) => readLink(pivot.view).trouble === undefined);
  for (const pivot of whole) {
    // Read and written once, so that a hand-made file cannot carry anything the codec does not know.
    const view = viewToFragment({ ...fragmentToView(pivot.view), open: undefined });
    if (all.some((known) => known.name === pivot.name && known.view === view)) continue;
    all.push({ ...pivot, view, pivotId: workbench.newId(), savedAtMs: workbench.nowMs() });
  }
  workbench.cases.setState({ savedPivots: all });
  const added = all.length - savedPivots.length;
  return ok({ added, known: whole.length - added, left: file.value.length - whole.length });
}
