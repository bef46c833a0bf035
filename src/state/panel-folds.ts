/** Which panels are folded. The incident timeline stays folded until there is something on it, unless it was opened by hand. */
import { useCase, usePreferences } from './workbench-core';

export interface Folds {
  readonly left: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
}

export function usePanelFolds(): Folds {
  const panels = usePreferences((state) => state.panels);
  const empty = useCase((state) => state.pins.length === 0);
  const bottom = panels['bottom-folded'];
  return { left: panels['left-folded'] === 1, right: panels['right-folded'] === 1, bottom: bottom === undefined ? empty : bottom === 1 };
}
