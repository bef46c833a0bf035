/** The field and the list under it: a combobox whose list is always open. */
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Workbench } from '../../actions/workbench';
import { countOf, formatCount } from '../../base/number';
import { filterSentence } from '../../model/filter';
import { PIVOT_FIELDS } from '../../model/pivot-field';
import { useCase, useJobs } from '../../state/workbench-core';
import { HostileText } from '../../ui/hostile-text';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import { LiveRegion } from '../../ui/live-region';
import type { DialogName, PaletteStep } from './command';
import { commandList } from './command-list';
import { chordText, isMac } from './key-chords';
import { choose, isChoosable, NOTHING_HELD, type Held } from './palette-acts';
import { rootGroups, stepGroups, type PaletteItem } from './palette-items';
import { PaletteList } from './palette-list';
import styles from './palette.module.css';
import { useValueHits } from './use-value-hits';

export interface PaletteProps {
  readonly workbench: Workbench;
  readonly onDialog: (dialog: DialogName | undefined) => void;
  readonly onClose: () => void;
}

export function Palette({ workbench, onDialog, onClose }: PaletteProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [step, setStep] = useState<PaletteStep | undefined>(undefined);
  const [active, setActive] = useState(0);
  const hasEvidence = useJobs((jobs) => jobs.hasEvidence);
  const loading = useJobs((jobs) => jobs.load.phase !== 'idle');
  const caseState = useCase((state) => state);
  const { hits, total, pending } = useValueHits(query, step, hasEvidence);
  const shownHits = useDeferredValue(hits);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the list is made from stores that these stand for
  const commands = useMemo(() => commandList(workbench, { showDialog: onDialog }), [workbench, onDialog, hasEvidence, loading, caseState]);
  const groups = useMemo(() => (step === undefined ? rootGroups(query, commands, shownHits, hasEvidence) : stepGroups(step, query, shownHits)), [step, query, commands, shownHits, hasEvidence]);
  const items = groups.flatMap((group) => group.items);
  const at = Math.min(active, Math.max(0, items.length - 1));
  const current = items[at];

  const go = (next: PaletteStep | undefined, text = ''): void => {
    setStep(next);
    setQuery(text);
    setActive(0);
    field.current?.focus();
  };
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at, query, step]);

  const run = (item: PaletteItem, held: Held): void => {
    if (!isChoosable(item)) return;
    if (item.kind === 'command' && item.command.act.kind === 'run') {
      const { run: act } = item.command.act;
      // The file picker opens only while the browser still counts this as a press of the person's; everything else waits for the focus to be back.
      if (item.command.id === 'add-evidence') act();
      onClose();
      if (item.command.id !== 'add-evidence') afterClosing(act);
      return;
    }
    const next = choose(workbench, item, held);
    if (next === undefined) onClose();
    else go(next, next.kind === 'name' && next.of === 'case' ? caseState.name : '');
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (event.key === 'Enter' && current !== undefined) run(current, { alt: event.altKey, mod: event.ctrlKey || event.metaKey });
    else if (move !== undefined) setActive(turn(move, items.length, Math.abs(move - at) === 1));
    else if (event.key === 'Backspace' && query === '' && step !== undefined) go(back(step));
    else if (event.key === 'Escape' && step !== undefined) {
      // The first Escape leaves the question, the next one the palette.
      go(undefined);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };

  return (
    <div className={styles.palette}>
      <div className={styles.head}>
        {step === undefined ? (
          <span className={styles.lead}>
            <Icon name="search" size={14} />
          </span>
        ) : (
          <button type="button" className={styles.step} onClick={() => go(back(step))} title="Back">
            {stepLabel(step)}
          </button>
        )}
        <input
          ref={field}
          className={styles.field}
          role="combobox"
          aria-label={step === undefined ? 'Command or value' : stepLabel(step)}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={current === undefined ? undefined : `${id}-${at}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder(step, hasEvidence)}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <PaletteList id={id} groups={groups} active={at} valuesOnly={step?.kind === 'value'} onActive={setActive} onChoose={(item) => run(item, NOTHING_HELD)} />
      {items.length === 0 ? <Nothing step={step} query={query} pending={pending} /> : null}
      {step?.kind === 'name' && step.of === 'pivot' ? (
        <p className={styles.note}>
          Saves what is shown now: <HostileText text={filterSentence(workbench.view.getState().view.filter)} maxLength={200} />
        </p>
      ) : null}
      <footer className={styles.foot}>
        <Hints item={current} step={step} />
        {total === undefined || step?.kind !== 'value' ? null : (
          <span className={styles.total}>
            {formatCount(hits.length)} of {countOf(total, 'value')}
          </span>
        )}
      </footer>
      <LiveRegion message={query === '' ? '' : pending ? '' : countOf(items.length, 'entry', 'entries')} />
    </div>
  );
}

/** Base UI gives the focus back when the dialog closes; what moves the focus goes after that. */
function afterClosing(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

const back = (step: PaletteStep): PaletteStep | undefined => (step.kind === 'value' ? { kind: 'field', sense: step.sense } : undefined);

/** Single steps go round; pages stop at the ends. */
function turn(to: number, count: number, round: boolean): number {
  if (count === 0) return 0;
  return round ? (to + count) % count : Math.min(count - 1, Math.max(0, to));
}

function stepLabel(step: PaletteStep): string {
  if (step.kind === 'name') return step.of === 'pivot' ? 'Save this pivot as' : 'Rename the case to';
  const verb = step.sense === 'include' ? 'Include' : 'Exclude';
  return step.kind === 'field' ? verb : `${PIVOT_FIELDS[step.field].label} ${step.sense === 'include' ? 'is' : 'is not'}`;
}

function placeholder(step: PaletteStep | undefined, hasEvidence: boolean): string {
  if (step?.kind === 'field') return 'a field';
  if (step?.kind === 'value') return 'a value, * for any characters';
  if (step?.kind === 'name') return 'a name';
  return hasEvidence ? 'A command, a user, an address, a resource' : 'A command';
}

function Nothing({ step, query, pending }: { readonly step: PaletteStep | undefined; readonly query: string; readonly pending: boolean }) {
  if (step?.kind === 'name') return query.trim() === '' ? <p className={styles.nothing}>Type a name, then Enter.</p> : null;
  return (
    <p className={styles.nothing}>
      {pending ? 'Looking' : step?.kind === 'value' ? 'No value of this field contains that. A * stands for any characters.' : 'No command is called that.'}
    </p>
  );
}

function Hints({ item, step }: { readonly item: PaletteItem | undefined; readonly step: PaletteStep | undefined }) {
  const exclude = item?.kind === 'value' && item.sense === 'exclude';
  return (
    <span className={styles.hints}>
      {item === undefined ? null : (
        <span>
          <Kbd keys="Enter" /> {item.kind !== 'value' ? (item.kind === 'field' ? 'choose' : item.kind === 'name' ? 'save' : item.kind === 'text' ? 'search' : 'run') : exclude ? 'exclude' : 'include'}
        </span>
      )}
      {item?.kind === 'value' ? (
        <>
          <span>
            <Kbd keys="Alt Enter" /> {exclude ? 'include' : 'exclude'}
          </span>
          <span>
            <Kbd keys={chordText('Mod+Enter', isMac(navigator.platform))} /> follow alone
          </span>
        </>
      ) : (
        <span>
          <Kbd keys="↑" /> <Kbd keys="↓" /> move
        </span>
      )}
      <span>
        <Kbd keys="Esc" /> {step === undefined ? 'close' : 'back'}
      </span>
    </span>
  );
}
