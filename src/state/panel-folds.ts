/** Which panels are folded. */
import { useCase, usePreferences, type WorkbenchCore } from './workbench-core';

export interface Folds {
  readonly left: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
}

/** The incident timeline is folded until something is pinned, unless it was opened by hand. */
export function usePanelFolds(): Folds {
  const panels = usePreferences((state) => state.panels);
  const empty = useCase((state) => state.pins.length === 0);
  const bottom = panels['bottom-folded'];
  return { left: panels['left-folded'] === 1, right: panels['right-folded'] === 1, bottom: bottom === undefined ? empty : bottom === 1 };
}

/** From the first pin on it stays open, also when that pin is taken back: it says so there, with the way to undo it. */
export function keepTimelineOpen({ preferences }: Pick<WorkbenchCore, 'preferences'>): void {
  const { panels } = preferences.getState();
  if (panels['bottom-folded'] === undefined) preferences.setState({ panels: { ...panels, 'bottom-folded': 0 } });
}
