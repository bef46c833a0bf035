/** The keys that hold everywhere; each runs the command that carries it. */
import { useEffect, useEffectEvent } from 'react';
import { useWorkbench } from '../../actions/use-workbench';
import type { DialogName } from './command';
import { commandList } from './command-list';
import { isChord } from './key-chords';
import { focusGrid, isKeyboardTaken, takesText } from './page-places';

export interface GlobalKeysProps {
  readonly dialog: DialogName | undefined;
  readonly onDialog: (dialog: DialogName | undefined) => void;
}

export function GlobalKeys({ dialog, onDialog }: GlobalKeysProps) {
  const workbench = useWorkbench();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (isChord(event, 'Mod+K')) {
      // Never the browser's own search bar, whatever is open.
      event.preventDefault();
      if (dialog === 'palette') onDialog(undefined);
      else if (dialog !== undefined || !isKeyboardTaken()) onDialog('palette');
      return;
    }
    if (isKeyboardTaken()) return;
    if (takesText(document.activeElement)) {
      if (event.key === 'Escape') leaveField();
      return;
    }
    const command = commandList(workbench, { showDialog: onDialog }).find(({ keys }) => keys !== undefined && isChord(event, keys));
    if (command?.act.kind !== 'run') return;
    event.preventDefault();
    if (command.unavailable === undefined) command.act.run();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return null;
}

/** Out of a field and back to the work. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  focusGrid();
}
