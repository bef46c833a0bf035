/** The command palette: everything the app can do, and every value it can filter by, by typing a few letters. */
import { useWorkbench } from '../../actions/use-workbench';
import { Dialog } from '../../ui/dialog';
import type { DialogName } from './command';
import { Palette } from './palette';

export interface CommandsProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onDialog: (dialog: DialogName | undefined) => void;
}

export function Commands({ open, onOpenChange, onDialog }: CommandsProps) {
  const workbench = useWorkbench();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Commands" bare>
      <Palette workbench={workbench} onDialog={onDialog} onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}
