/** What choosing an item of the palette does. */
import { renameCase } from '../../actions/pins';
import { follow, search, toggleValue } from '../../actions/pivot';
import { savePivot } from '../../actions/saved-pivots';
import type { Workbench } from '../../actions/workbench';
import type { PaletteStep } from './command';
import type { PaletteItem } from './palette-items';

/** Held with Enter: Alt turns include into exclude and back, Ctrl or ⌘ leaves the filter behind and follows the value. */
export interface Held {
  readonly alt: boolean;
  readonly mod: boolean;
}

export const NOTHING_HELD: Held = { alt: false, mod: false };

/** The next question, or undefined when the item was carried out. */
export function choose(workbench: Workbench, item: PaletteItem, held: Held): PaletteStep | undefined {
  switch (item.kind) {
    case 'command':
      if (item.command.act.kind === 'ask') return item.command.act.step;
      item.command.act.run();
      return undefined;
    case 'field':
      return { kind: 'value', field: item.field, sense: item.sense };
    case 'value':
      if (held.mod) follow(workbench, item.field, item.value);
      else toggleValue(workbench, item.field, item.value, held.alt ? (item.sense === 'include' ? 'exclude' : 'include') : item.sense);
      return undefined;
    case 'text':
      search(workbench, item.text);
      return undefined;
    case 'name':
      if (item.of === 'pivot') savePivot(workbench, item.text, '');
      else renameCase(workbench, item.text);
      return undefined;
  }
}

export const isChoosable = (item: PaletteItem): boolean => item.kind !== 'command' || item.command.unavailable === undefined;
