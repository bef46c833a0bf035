/** All keys on one page, written from the commands and the parts' own keys. */
import { useRef } from 'react';
import { useWorkbench } from '../../actions/use-workbench';
import { Dialog } from '../../ui/dialog';
import { Kbd } from '../../ui/kbd';
import type { Command, DialogName } from './command';
import { commandList } from './command-list';
import { chordText, isMac } from './key-chords';
import styles from './keys-help.module.css';
import { OTHER_KEYS, type KeyGroup, type KeyLine } from './other-keys';

export interface KeysHelpProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onDialog: (dialog: DialogName | undefined) => void;
}

const mac = isMac(navigator.platform);

/** The tabs share a line; everything else has its own. */
function keyLines(commands: readonly Command[]): KeyLine[] {
  const keyed = commands.flatMap(({ id, keys, label }) => (keys === undefined ? [] : [{ isTab: id.startsWith('tab-'), keys: chordText(keys, mac), label }]));
  const tabs = keyed.filter(({ isTab }) => isTab);
  return [{ keys: tabs.map(({ keys }) => keys), does: tabs.map(({ label }) => label).join(', ') }, ...keyed.filter(({ isTab }) => !isTab).map(({ keys, label }) => ({ keys: [keys], does: label }))];
}

export function KeysHelp({ open, onOpenChange, onDialog }: KeysHelpProps) {
  const workbench = useWorkbench();
  const list = useRef<HTMLDivElement>(null);
  const everywhere: KeyGroup = {
    title: 'Everywhere',
    lines: keyLines(commandList(workbench, { showDialog: onDialog })),
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" description="Letters work wherever no text is being typed. Every other command is in the palette." size="l" initialFocus={list}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <div ref={list} className={styles.columns} role="region" aria-label="List of keys" tabIndex={0}>
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
