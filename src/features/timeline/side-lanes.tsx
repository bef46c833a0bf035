/** The lanes above the requests: who else was watching. */
import type { RowOf } from '../../db/define-query';
import { countOf } from '../../base/number';
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { MarkGlyph } from '../../ui/mark';
import type { SwimlaneBar } from '../../ui/swimlane-geometry';
import type { Swimlane } from '../../ui/swimlanes';
import { isSideLane, SIDE_LANES, type SideLane, type SideMark, type sideMarksQuery, type sideTotalsQuery } from './side-lanes.query';
import styles from './timeline.module.css';

const NAMES: Readonly<Record<SideLane, string>> = { falco: 'Falco alerts', kubelet: 'kubelet log' };

const laneId = (lane: SideLane): string => `beside ${lane}`;

export function sideLanes(totals: RowOf<(typeof sideTotalsQuery)['columns']> | undefined): readonly Swimlane[] {
  if (totals === undefined) return [];
  return SIDE_LANES.filter((lane) => totals[lane] > 0).map((lane) => ({
    id: laneId(lane), text: `${NAMES[lane]}, not the API server’s`, characters: NAMES[lane].length + 2, total: totals[lane],
    label: <span className={styles.side}><MarkGlyph kind="third-party" label="not the API server’s word" /> {NAMES[lane]}</span>,
  }));
}

/** Marks as bars; their name leads back to what they stand for. */
export function sideBars(marks: readonly RowOf<(typeof sideMarksQuery)['columns']>[]): readonly SwimlaneBar[] {
  return marks.flatMap(({ lane, from_us, to_us, n, words }) => {
    if (!isSideLane(lane)) return [];
    const first = escapeHostileText(shorten(words ?? '', 160));
    const label = n === 1 ? first : `${lane === 'falco' ? countOf(n, 'alert') : countOf(n, 'entry', 'entries')}, the first: ${first}`;
    return [{ lane: laneId(lane), requestId: `${laneId(lane)} ${from_us} ${to_us}`, from: Number(from_us), to: Number(to_us), marks: [], tone: 'third-party' as const, label }];
  });
}

/** What a pressed bar stands for; undefined for a request. */
export function sideMarkOf(barId: string): SideMark | undefined {
  const [, lane = '', from, to] = /^beside (\w+) (-?\d+) (-?\d+)$/.exec(barId) ?? [];
  return isSideLane(lane) && from !== undefined && to !== undefined ? { lane, fromUs: BigInt(from), toUs: BigInt(to) } : undefined;
}
