import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { escapeHostileText } from '../base/hostile-text';
import { formatCount } from '../base/number';
import { IconButton } from './button';
import { FacetRow, type FacetValue } from './facet-row';
import styles from './facet-list.module.css';
import { Icon } from './icon';
import { MarkGlyph } from './mark';
import type { MarkKind } from './mark-kind';
import { TextField } from './text-field';

export interface FacetListProps {
  readonly label: string;
  /** Shown in place of the label where it is more than text. */
  readonly heading?: ReactNode;
  readonly mark?: { readonly kind: MarkKind; readonly title: string } | undefined;
  readonly values: readonly FacetValue[];
  /** How many different values there are, shown or not. */
  readonly total: number | undefined;
  /** What a value is, as in `6 of 61 shapes`. */
  readonly noun?: string | undefined;
  readonly collapsed?: boolean;
  readonly onCollapse?: ((collapsed: boolean) => void) | undefined;
  readonly search?: string | undefined;
  /** Without it there is no search. */
  readonly onSearch?: ((search: string) => void) | undefined;
  /** Pressing a value: include it, or take it back. */
  readonly onToggle: (value: FacetValue) => void;
  readonly onOnly: (value: FacetValue) => void;
  readonly onExclude: (value: FacetValue) => void;
  readonly onMenu?: ((value: FacetValue, anchor: DOMRect) => void) | undefined;
  readonly onMore?: (() => void) | undefined;
  readonly loading?: boolean;
  /** How many values are expected while there is none. */
  readonly expected?: number;
}

/** One facet: who vouches for it, its values by count, and what to do with each. */
export function FacetList(props: FacetListProps) {
  const { label, heading, mark, values, total, noun, collapsed = false, onCollapse, search = '', onSearch, onMore, loading = false, expected = 3 } = props;
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [searching, setSearching] = useState(false);
  const [current, setCurrent] = useState(0);
  const shownSearch = searching || search !== '';
  const hasMore = !collapsed && onMore !== undefined && total !== undefined && total > values.length;
  const [most, setMost] = useState({ rows: 0, more: false });
  // Once seen, the room stays: a filter that leaves one value of five must not pull up what is read or pointed at below.
  if (!collapsed && !loading && search === '' && (Math.min(values.length, expected) > most.rows || (hasMore && !most.more))) {
    setMost({ rows: Math.max(most.rows, Math.min(values.length, expected)), more: most.more || hasMore });
  }
  const reachable = Math.min(current, Math.max(0, values.length - 1));

  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(values.length - 1, Math.max(0, reachable + step));
    setCurrent(next);
    list.current?.querySelectorAll<HTMLElement>('[data-facet-value]')[next]?.focus();
  };

  const count = total === undefined ? undefined : `${formatCount(Math.min(values.length, total))} of ${formatCount(total)}${noun === undefined ? '' : ` ${noun}`}`;
  return (
    <section className={styles.facet} aria-labelledby={id}>
      <header className={styles.head}>
        {mark === undefined ? <span className={styles.noMark} /> : <MarkGlyph kind={mark.kind} label={mark.title} />}
        <h3 className={styles.title}>
          <button type="button" id={id} className={styles.fold} aria-expanded={!collapsed} onClick={() => onCollapse?.(!collapsed)} disabled={onCollapse === undefined}>
            <span className={styles.name}>{heading ?? label}</span>
            {collapsed ? <Icon name="right" size={10} /> : null}
          </button>
        </h3>
        {onSearch === undefined || collapsed ? null : (
          <span className={styles.tool}>
            <IconButton
              label={`Search ${label}`}
              pressed={shownSearch}
              onClick={() => {
                setSearching(!shownSearch);
                if (shownSearch) onSearch('');
              }}
            >
              <Icon name="search" />
            </IconButton>
          </span>
        )}
        <span className={styles.of} aria-label={count === undefined ? undefined : `${count}${noun === undefined ? ' values' : ''}`}>
          {count}
        </span>
      </header>
      {shownSearch && !collapsed && onSearch !== undefined ? (
        <div className={styles.search}>
          <TextField label={`Search ${label}`} hideLabel type="search" mono value={search} onChange={onSearch} placeholder={`Find in ${escapeHostileText(label)}`} ref={(input) => { if (search === '') input?.focus(); }} />
        </div>
      ) : null}
      {collapsed ? null : (
        <div className={styles.body} style={{ '--rows': String(most.rows), '--more': most.more ? '1' : '0' }}>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys of the buttons inside */}
          <ul ref={list} className={styles.values} onKeyDown={onKeyDown} aria-busy={loading}>
            {values.map((value, index) => (
              <FacetRow
                key={value.key}
                value={value}
                reachable={index === reachable}
                onReach={() => setCurrent(index)}
                onToggle={props.onToggle}
                onOnly={props.onOnly}
                onExclude={props.onExclude}
                onMenu={props.onMenu}
              />
            ))}
            {loading && values.length === 0 ? Array.from({ length: expected + 1 }, (_, i) => <li key={i} className={styles.skeleton} style={{ '--w': `${72 / (1 + i / 2)}%` }} />) : null}
          </ul>
          {!loading && values.length === 0 ? <p className={styles.nothing}>{search === '' ? 'No values' : 'No value matches'}</p> : null}
          {hasMore ? (
            <button type="button" className={styles.more} onClick={onMore} aria-label={`Show more values of ${label}`}>
              Show more
            </button>
          ) : null}
        </div>
      )}
    </section>
  );
}
