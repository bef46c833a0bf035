import type { KeyboardEvent } from 'react';
import { escapeHostileText, shorten } from '../base/hostile-text';
import { formatCount } from '../base/number';
import { cx } from './class-names';
import styles from './facet-list.module.css';
import { HostileText } from './hostile-text';
import { Icon } from './icon';
import { Mark } from './mark';
import type { MarkKind } from './mark-kind';

export interface FacetValue {
  readonly key: string;
  /** `undefined`: the field is absent. */
  readonly text: string | undefined;
  /** Shown in place of the text, as `none`, `empty`, or a shorter spelling. */
  readonly shown?: string | undefined;
  readonly count: number | undefined;
  /** 0 to 1, the width of the bar. */
  readonly share: number;
  readonly state?: 'selected' | 'excluded' | undefined;
  /** Where there is too little room, the middle is left out: paths differ at their ends. */
  readonly bothEnds?: boolean | undefined;
  /** A line under the value, where values of one facet differ in who vouches for them. */
  readonly mark?: MarkKind | undefined;
}

interface FacetRowProps {
  readonly value: FacetValue;
  readonly reachable: boolean;
  readonly onReach: () => void;
  readonly onToggle: (value: FacetValue) => void;
  readonly onOnly: (value: FacetValue) => void;
  readonly onExclude: (value: FacetValue) => void;
  readonly onMenu: ((value: FacetValue, anchor: DOMRect) => void) | undefined;
}

export function FacetRow({ value, reachable, onReach, onToggle, onOnly, onExclude, onMenu }: FacetRowProps) {
  const plain = escapeHostileText(shorten(value.shown ?? value.text ?? 'none', 120));
  const text = value.bothEnds === true ? <BothEnds text={value.shown ?? value.text ?? 'none'} /> : <HostileText text={value.shown ?? value.text ?? 'none'} maxLength={200} />;
  const tabIndex = reachable ? 0 : -1;
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key === 'x' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      onExclude(value);
    }
    if (onMenu !== undefined && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      event.preventDefault();
      onMenu(value, event.currentTarget.getBoundingClientRect());
    }
  };
  return (
    <li
      className={cx(styles.row, value.state === 'selected' && styles.selected, value.state === 'excluded' && styles.excluded)}
      data-zero={value.count === 0 ? '' : undefined}
      style={{ '--w': `${Math.min(1, Math.max(0, value.share)) * 100}%` }}
      onContextMenu={(event) => {
        if (onMenu === undefined) return;
        event.preventDefault();
        onMenu(value, new DOMRect(event.clientX, event.clientY, 0, 0));
      }}
    >
      <button
        type="button"
        className={styles.value}
        data-facet-value=""
        tabIndex={tabIndex}
        aria-pressed={value.state === 'selected'}
        aria-label={`${plain}, ${value.count === undefined ? 'counting' : formatCount(value.count)}${value.state === 'excluded' ? ', excluded' : ''}`}
        title={plain}
        onFocus={onReach}
        onKeyDown={onKeyDown}
        onClick={() => onToggle(value)}
      >
        <span className={cx(styles.text, (value.text === undefined || value.text === '') && styles.none)}>{value.mark === undefined ? text : <Mark kind={value.mark}>{text}</Mark>}</span>
      </button>
      <span className={styles.actions}>
        <button type="button" className={styles.action} tabIndex={tabIndex} aria-label={`Only ${plain}`} title="Only this value" onClick={() => onOnly(value)}>
          only
        </button>
        <button type="button" className={styles.action} tabIndex={tabIndex} aria-label={`Exclude ${plain}`} title="Exclude this value (x)" onClick={() => onExclude(value)}>
          <Icon name="minus" size={10} />
        </button>
      </span>
      <span className={styles.count} aria-hidden="true">
        {value.count === undefined ? '…' : formatCount(value.count)}
      </span>
    </li>
  );
}

const END = 14;

/** Two spans in a row of which only the first shrinks; together they are the whole text. */
function BothEnds({ text }: { readonly text: string }) {
  if (text.length <= END * 2) return <HostileText text={text} />;
  // Not between the halves of a character.
  const at = /[\udc00-\udfff]/.test(text.charAt(text.length - END)) ? text.length - END - 1 : text.length - END;
  return (
    <span className={styles.bothEnds}>
      <span className={styles.pathStart}>
        <HostileText text={text.slice(0, at)} maxLength={200} />
      </span>
      <span className={styles.pathEnd}>
        <HostileText text={text.slice(at)} />
      </span>
    </span>
  );
}
