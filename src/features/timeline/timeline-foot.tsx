/** What is drawn, what is not, and what the marks mean. */
import { setRange } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { formatDuration, timestampUs } from '../../base/time';
import type { Filter } from '../../model/filter';
import { OUTCOMES } from '../../model/stage';
import { useDbQuery } from '../../state/use-db-query';
import { MOST_BARS, MOST_LONG, type Picture } from './read-picture';
import { reachInQuery } from './timeline-picture.query';
import styles from './timeline.module.css';

interface TimelineFootProps {
  readonly filter: Filter;
  readonly picture: Picture | undefined;
  readonly untimed: number;
}

export function TimelineFoot({ filter, picture, untimed }: TimelineFootProps) {
  const workbench = useWorkbench();
  const { range } = filter;
  const earlier = useDbQuery(reachInQuery, { filter }, { enabled: range !== undefined, keepPrevious: false }).data?.[0];
  return (
    <div className={styles.foot}>
      <p className={styles.status}>
        <span>{picture === undefined ? 'Reading the requests' : pictureWords(picture)}</span>
        {untimed === 0 ? null : <span>{countOf(untimed, 'request')} without a time cannot be placed here.</span>}
        {range === undefined || earlier === undefined || earlier.n === 0 || earlier.first_us === null ? null : (
          <span>
            {countOf(earlier.n, 'request')} began before the filter’s time range and {earlier.n === 1 ? 'reaches' : 'reach'} into it.{' '}
            <button type="button" className={styles.link} onClick={() => setRange(workbench, { fromUs: timestampUs(earlier.first_us ?? range.fromUs), toUs: range.toUs })}>
              Widen the range
            </button>
          </span>
        )}
      </p>
      <Legend />
    </div>
  );
}

function pictureWords({ density, requests, bars, longLeftOut }: Picture): string {
  if (density === undefined) return `${countOf(requests, 'request')} around this window, each drawn as a bar.`;
  const cell = `${formatCount(requests)} requests around this window, as density: a cell is ${formatDuration(density.bucketUs)} wide`;
  const long = bars.length === 0 ? '' : longLeftOut === 0 ? `; ${formatCount(bars.length)} long ones are bars` : `; the ${formatCount(MOST_LONG)} longest are bars, further long ones are only counted`;
  return `${cell}${long}. Up to ${formatCount(MOST_BARS)} are drawn one by one: zoom in.`;
}

const STAGE_MARKS = [
  { kind: 'start', label: 'received' },
  { kind: 'step', label: 'response started' },
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
        <span className={styles.hatch} />
        no evidence
      </li>
    </ul>
  );
}
