/** All keys on one page, written from the commands and the parts' own keys. */
import { useWorkbench } from '../../actions/use-workbench';
import { Dialog } from '../../ui/dialog';
import { Kbd } from '../../ui/kbd';
import type { DialogName } from './command';
import { commandList } from './command-list';
import { chordText, isMac } from './key-chords';
import styles from './keys-help.module.css';
import { OTHER_KEYS, type KeyGroup } from './other-keys';

export interface KeysHelpProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onDialog: (dialog: DialogName | undefined) => void;
}

const mac = isMac(navigator.platform);

export function KeysHelp({ open, onOpenChange, onDialog }: KeysHelpProps) {
  const workbench = useWorkbench();
  const everywhere: KeyGroup = {
    title: 'Everywhere',
    lines: commandList(workbench, { showDialog: onDialog }).flatMap(({ keys, label }) => (keys === undefined ? [] : [{ keys: [chordText(keys, mac)], does: label }])),
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" description="Letters work wherever no text is being typed. Every other command is in the palette." size="l">
      <div className={styles.columns}>
        {[everywhere, ...OTHER_KEYS].map((group) => (
          <section key={group.title} className={styles.group} aria-label={group.title}>
            <h3 className={styles.title}>{group.title}</h3>
            <dl className={styles.lines}>
              {group.lines.map((line) => (
                <div key={`${line.keys.join()} ${line.does}`} className={styles.line}>
                  <dt className={styles.keys}>
                    {line.keys.map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dt>
                  <dd>{line.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
