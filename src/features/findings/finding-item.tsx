/** One trust test that fired: what it says, how often, since when, and the way to its requests. */
import { useId, useState } from 'react';
import { changeView, toggleValue } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { shownClock, formatDate, formatTimestamp, type TimestampUs } from '../../base/time';
import type { RowOf } from '../../db/define-query';
import { exactly, sameValue, type Filter } from '../../model/filter';
import { useView } from '../../state/workbench-core';
import { FIELD_LEDGER } from '../../trust/field-ledger';
import type { TrustTest } from '../../trust/tests';
import { topicId } from '../../trust/topic';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Mark, MarkGlyph } from '../../ui/mark';
import type { findingsQuery } from './findings.query';
import styles from './findings.module.css';

const EFFECTS: Readonly<Record<TrustTest['effect'], string>> = { 'raises': 'raises trust in', 'lowers': 'lowers trust in', 'changes-interpretation': 'changes how to read' };

export function FindingItem({ test, row }: { readonly test: TrustTest; readonly row: RowOf<typeof findingsQuery.columns> }) {
  const workbench = useWorkbench();
  const filter = useView((view) => view.filter);
  const value = exactly(test.id);
  const id = useId();
  const [open, setOpen] = useState(false);
  const included = isChosen(filter, test.id, false);
  return (
    <li className={styles.item} data-severity={test.severity}>
      <div className={styles.title}>
        <span className={styles.id}>{test.id}</span>
        <h3 className={styles.name}>{test.title}</h3>
        <span className={styles.severity}>{test.severity}</span>
      </div>
      <p className={styles.counts}>
        <strong>{formatCount(row.requests)}</strong> of {countOf(row.all_requests, 'request')}
        <span className={styles.events}>{row.events === row.requests && row.all_events === row.all_requests ? '' : `${formatCount(row.events)} of ${countOf(row.all_events, 'event')}`}</span>
      </p>
      <div className={styles.words}>
        <p>{test.explanation}</p>
        <p className={styles.about}>
          <MarkGlyph kind={test.verdict} />
          {EFFECTS[test.effect]} <Mark kind={test.verdict} prose>{FIELD_LEDGER[test.field].label}</Mark>
          <button type="button" className={styles.more} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            <Icon name={open ? 'down' : 'right'} size={10} /> What else makes it fire
          </button>
        </p>
        <div id={id} className={styles.details} hidden={!open}>
          <p>{test.falsePositives}</p>
          <p className={styles.source}>Read in {test.source}</p>
        </div>
      </div>
      <div className={styles.side}>
        {row.first_us === null || row.last_us === null ? null : <Seen first={row.first_us} last={row.last_us} />}
        <span className={styles.actions}>
          <Button
            size="s"
            aria-label={`Show requests of ${test.id}`}
            onClick={() => {
              if (!included) toggleValue(workbench, 'test', value, 'include');
              changeView(workbench, { tab: 'requests' });
            }}
          >
            Show requests
          </Button>
          <Button size="s" variant="quiet" aria-label={`How ${test.id} is decided`} onClick={() => changeView(workbench, { explain: topicId({ kind: 'test', id: test.id }) })}>
            How it is decided
          </Button>
          <Button size="s" variant="quiet" aria-label={`Exclude requests of ${test.id}`} onClick={() => toggleValue(workbench, 'test', value, 'exclude')}>
            Exclude
          </Button>
        </span>
      </div>
    </li>
  );
}

const isChosen = (filter: Filter, id: string, negated: boolean): boolean =>
  filter.clauses.some((clause) => clause.kind === 'field' && clause.field === 'test' && clause.enabled && clause.negated === negated && clause.values.some((value) => sameValue(value, exactly(id))));

function Seen({ first, last }: { readonly first: TimestampUs; readonly last: TimestampUs }) {
  const sameDay = formatDate(first) === formatDate(last);
  return (
    <span className={styles.seen}>
      {sameDay ? <span>{formatDate(first)} UTC</span> : null}
      <span>
        <time dateTime={formatTimestamp(first)}>{sameDay ? '' : `${formatDate(first)} `}{shownClock(first)}</time>
        {first === last ? null : <> – <time dateTime={formatTimestamp(last)}>{sameDay ? '' : `${formatDate(last)} `}{shownClock(last)}</time></>}
        {sameDay ? '' : ' UTC'}
      </span>
    </span>
  );
}
