/** What is drawn, what is not, and what the marks mean. */
import { useState } from 'react';
import { setRange } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { formatDuration, timestampUs } from '../../base/time';
import type { Filter } from '../../model/filter';
import { OUTCOMES } from '../../model/stage';
import { useDbQuery } from '../../state/use-db-query';
import { Icon } from '../../ui/icon';
import { LONG_PER_LANE, MOST_BARS, type Picture } from './read-picture';
import { reachInQuery } from './timeline-picture.query';
import styles from './timeline.module.css';

interface TimelineFootProps {
  readonly filter: Filter;
  readonly picture: Picture | undefined;
  readonly untimed: number;
  /** A mark of Falco or the kubelet was pressed that no request stands beside. */
  readonly lonely: boolean;
  /** Without room the legend comes when asked for. */
  readonly roomForLegend: boolean;
}

export function TimelineFoot({ filter, picture, untimed, lonely, roomForLegend }: TimelineFootProps) {
  const [wished, setLegend] = useState<boolean | undefined>(undefined);
  const legend = wished ?? roomForLegend;
  const workbench = useWorkbench();
  const { range } = filter;
  const earlier = useDbQuery(reachInQuery, { filter }, { enabled: range !== undefined, keepPrevious: false }).data?.[0];
  return (
    <div className={styles.foot}>
      <div className={styles.line}>
        <div className={styles.status}>
          <span>{picture === undefined ? 'Reading the requests' : pictureWords(picture)}</span>
          {untimed === 0 ? null : <span>{countOf(untimed, 'request')} without a time cannot be placed here.</span>}
          {lonely ? <span role="status">No request about that pod within minutes of the mark; the SQL tab has it in falco_alerts or kubelet_entries.</span> : null}
          {range === undefined || earlier === undefined || earlier.n === 0 || earlier.first_us === null ? null : (
            <span>
              {countOf(earlier.n, 'request')} began before the filter’s time range and {earlier.n === 1 ? 'reaches' : 'reach'} into it.{' '}
              <button type="button" className={styles.link} onClick={() => setRange(workbench, { fromUs: timestampUs(earlier.first_us ?? range.fromUs), toUs: range.toUs })}>
                Widen the range
              </button>
            </span>
          )}
        </div>
        <button type="button" className={styles.legendSwitch} aria-expanded={legend} onClick={() => setLegend(!legend)}>
          Legend <Icon name={legend ? 'down' : 'up'} size={9} />
        </button>
      </div>
      {legend ? <Legend /> : null}
    </div>
  );
}

function pictureWords({ density, requests, bars }: Picture): string {
  if (density === undefined) return `${countOf(requests, 'request')} in and around this window, one bar each.`;
  const long = bars.length === 0 ? '' : `; the longest ${LONG_PER_LANE} of each lane are also bars`;
  return `${formatCount(requests)} requests in and around this window as density, ${formatDuration(density.bucketUs).replace(/\.0+ /, ' ')} a cell${long}. One bar each below ${formatCount(MOST_BARS)}: zoom in.`;
}

const STAGE_MARKS = [
  { kind: 'start', label: 'received' },
  { kind: 'step', label: 'started' },
  { kind: 'end', label: 'completed' },
  { kind: 'fault', label: 'panic' },
] as const;

function Legend() {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {OUTCOMES.map((outcome) => (
        <li key={outcome}>
          <span className={styles.tone} data-tone={outcome} />
          {outcome}
        </li>
      ))}
      {STAGE_MARKS.map(({ kind, label }) => (
        <li key={kind}>
          <span className={styles.mark} data-kind={kind} />
          {label}
        </li>
      ))}
      <li>
        <span className={styles.tone} data-tone="third-party" />
        Falco, kubelet
      </li>
      <li>
        <span className={styles.hatch} />
        no evidence
      </li>
    </ul>
  );
}
