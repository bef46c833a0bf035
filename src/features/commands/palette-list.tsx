/** The palette's entries in groups. */
import type { ReactNode } from 'react';
import { shortenMiddle } from './shorten-middle';
import { formatCount } from '../../base/number';
import { PIVOT_FIELDS, type PivotField } from '../../model/pivot-field';
import { verdictOfPivot, verdictOfPivotValue } from '../../trust/value-verdict';
import { TRUST_MARKS } from '../../trust/marks';
import { HostileText } from '../../ui/hostile-text';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import { Mark, MarkGlyph } from '../../ui/mark';
import { chordText, isMac } from './key-chords';
import { isChoosable } from './palette-acts';
import type { PaletteGroup, PaletteItem } from './palette-items';
import styles from './palette.module.css';

export interface PaletteListProps {
  readonly id: string;
  readonly groups: readonly PaletteGroup[];
  readonly active: number;
  /** The field was asked for before and is not repeated. */
  readonly valuesOnly: boolean;
  readonly onActive: (index: number) => void;
  readonly onChoose: (item: PaletteItem) => void;
}

export function PaletteList({ id, groups, active, valuesOnly, onActive, onChoose }: PaletteListProps) {
  const starts = groups.map((_, at) => groups.slice(0, at).reduce((sum, group) => sum + group.items.length, 0));
  return (
    <div id={`${id}-list`} className={styles.list} role="listbox" aria-label="Commands and values" tabIndex={-1}>
      {groups.map((group, at) => (
        <div key={group.title} role="group" aria-labelledby={`${id}-group-${at}`} className={styles.group}>
          <p id={`${id}-group-${at}`} className={styles.title}>
            {group.title}
          </p>
          {group.items.map((item, place) => {
            const index = (starts[at] ?? 0) + place;
            return (
              // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the combobox's
              <div
                key={item.id}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                className={styles.item}
                aria-selected={index === active}
                aria-disabled={!isChoosable(item)}
                onPointerMove={() => {
                  if (index !== active) onActive(index);
                }}
                // The field keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(item)}
              >
                <Entry item={item} valuesOnly={valuesOnly} />
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

const mac = isMac(navigator.platform);

function Entry({ item, valuesOnly }: { readonly item: PaletteItem; readonly valuesOnly: boolean }) {
  switch (item.kind) {
    case 'command': {
      const { label, detail, checked, unavailable, keys } = item.command;
      return (
        <>
          <span className={styles.mark}>{checked === true ? <Icon name="check" /> : null}</span>
          <span className={styles.label}>
            <Found text={label} ranges={item.ranges} />
            {detail === undefined ? null : (
              <>
                {' '}
                <b className={styles.detail}>
                  <HostileText text={detail} maxLength={80} />
                </b>
              </>
            )}
          </span>
          {unavailable === undefined ? null : <span className={styles.hint}>{unavailable}</span>}
          {keys === undefined ? null : <Kbd keys={chordText(keys, mac)} />}
        </>
      );
    }
    case 'field':
      return (
        <>
          <span className={styles.mark}>{glyphOf(item.field)}</span>
          <span className={styles.label}>{PIVOT_FIELDS[item.field].label}</span>
          <span className={styles.hint}>{PIVOT_FIELDS[item.field].group}</span>
        </>
      );
    case 'value':
      return (
        <>
          <span className={styles.mark}>{glyphOf(item.field)}</span>
          <span className={styles.label}>
            {valuesOnly ? null : (
              <span className={styles.quiet}>
                {PIVOT_FIELDS[item.field].label} {item.sense === 'exclude' ? 'is not' : 'is'}{' '}
              </span>
            )}
            <Value item={item} limit={valuesOnly ? 60 : 46} />
            {item.title === undefined ? null : <span className={styles.quiet}> {item.title}</span>}
          </span>
          {item.count === undefined ? null : <span className={styles.count}>{formatCount(item.count)}</span>}
        </>
      );
    case 'text':
      return (
        <>
          <span className={styles.mark}>
            <Icon name="search" />
          </span>
          <span className={styles.label}>
            <span className={styles.quiet}>any text contains </span>
            <code>
              <HostileText text={item.text} maxLength={80} />
            </code>
          </span>
        </>
      );
    case 'name':
      return (
        <>
          <span className={styles.mark}>
            <Icon name="check" />
          </span>
          <span className={styles.label}>
            <span className={styles.quiet}>{item.of === 'pivot' ? 'Save as ' : 'Rename to '}</span>
            <b className={styles.detail}>
              <HostileText text={item.text} maxLength={80} />
            </b>
          </span>
        </>
      );
  }
}

function Value({ item, limit }: { readonly item: Extract<PaletteItem, { readonly kind: 'value' }>; readonly limit: number }) {
  const { value, field } = item;
  if (value.kind === 'none') return <em>none</em>;
  const shown = value.text === '' ? '(empty)' : value.text;
  const judged = verdictOfPivotValue(field, value.text);
  return judged !== undefined ? (
    <Mark kind={judged.verdict} title={judged.reason}>
      <HostileText text={shortenMiddle(shown, limit)} />
    </Mark>
  ) : (
    <code>
      <HostileText text={shortenMiddle(shown, limit)} />
    </code>
  );
}

function glyphOf(field: PivotField): ReactNode {
  const verdict = verdictOfPivot(field)?.verdict;
  if (verdict === undefined) return null;
  return <MarkGlyph kind={verdict} label={TRUST_MARKS[verdict].title} />;
}

/** The letters that were found, heavier than the rest. */
function Found({ text, ranges }: { readonly text: string; readonly ranges: readonly (readonly [number, number])[] }) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(from, start), <b key={start} className={styles.found}>{text.slice(start, end)}</b>);
    from = end;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
