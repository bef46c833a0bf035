/** All requests that pass, in lanes over time. */
import { useMemo, useRef, useState } from 'react';
import { openRequest } from '../../actions/open-request';
import { setRange } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import type { Workbench } from '../../actions/workbench';
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { formatCount } from '../../base/number';
import { timestampUs } from '../../base/time';
import { readRows, type RowOf } from '../../db/define-query';
import { gapsQuery } from '../../db/gaps.query';
import { readCommands } from '../../db/read-commands';
import { requestCountQuery, requestExtentQuery } from '../../db/request-list.query';
import type { TimeRange } from '../../model/filter';
import { PIVOT_FIELDS, type PivotField } from '../../model/pivot-field';
import { useDbQuery, useDbRead } from '../../state/use-db-query';
import { useEmptyAnswer } from '../../state/use-empty-answer';
import { useOpenRequestId } from '../../state/use-open-request';
import { useView } from '../../state/workbench-core';
import { AnswerLines } from '../../ui/answer-lines';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Swimlanes, type Swimlane } from '../../ui/swimlanes';
import type { SwimlaneBar } from '../../ui/swimlane-geometry';
import { namesWidth } from '../../ui/swimlane-names';
import type { TimeView } from '../../ui/time-scale';
import { useSize } from '../../ui/use-size';
import { laneChoice } from './lane-fields';
import { laneCharacters, LaneName } from './lane-name';
import { lanesQuery, type LaneOrder } from './lanes.query';
import { laneId, OTHERS, readOneBar, readPicture, type Picture } from './read-picture';
import { sideBars, sideLanes, sideMarkOf } from './side-lanes';
import { requestBesideQuery, sideMarksQuery, sideTotalsQuery } from './side-lanes.query';
import { evidenceSpansQuery } from './timeline-picture.query';
import { TimelineFoot } from './timeline-foot';
import { TimelineHead } from './timeline-head';
import styles from './timeline.module.css';
import { gapsOf, padded, readingWindow } from './timeline-window';

/** Loaded at first; "more" adds as many. */
const LANES = 200;
const ROOM_FOR_LEGEND = 380;
const NO_BARS: readonly SwimlaneBar[] = [];
const NOTHING: TimeView = { fromUs: 0n, toUs: 1n };

export function Timeline() {
  const workbench = useWorkbench();
  const filter = useView((view) => view.filter);
  const wanted = useView((view) => view.lanes);
  const lens = useView((view) => view.lens);
  const openId = useOpenRequestId();
  const { field, note } = laneChoice(wanted, lens);
  const { looks: { order, limit, zoom }, look } = useLooks();

  const count = useDbQuery(requestCountQuery, { filter });
  const extent = useDbQuery(requestExtentQuery, { filter });
  const lanes = useDbQuery(lanesQuery, { filter, field, order, limit });
  const spans = useDbQuery(evidenceSpansQuery, undefined);
  const counted = count.data?.[0];
  const emptyAnswer = useEmptyAnswer(counted?.n === 0);
  const ends = extent.data?.[0];
  const bounds = boundsOf(filter.range, ends?.first_us ?? undefined, ends?.last_us ?? undefined);
  // The bounds until someone zooms; a new range of the filter is shown whole.
  const base = filter.range === undefined ? 'everything' : `${filter.range.fromUs} ${filter.range.toUs}`;
  const view = zoom?.base === base ? zoom.view : bounds;
  const setView = (next: TimeView | undefined) => look({ zoom: next === undefined ? undefined : { view: next, base } });

  const [hovered, setHovered] = useState<string | undefined>(undefined);
  const root = useRef<HTMLDivElement>(null);
  const { height } = useSize(root);
  const chart = useRef<HTMLDivElement>(null);
  const { width } = useSize(chart);
  const keys = (lanes.data ?? []).map((lane) => lane.key);
  const asked = { filter, field, keys };
  const ready = !lanes.isPlaceholderData && !extent.isPlaceholderData && keys.length > 0 && bounds !== undefined && width > 0;
  const rows = useMemo(() => laneRows(field, lanes.data ?? []), [field, lanes.data]);
  const sideTotals = useDbQuery(sideTotalsQuery, undefined).data?.[0];
  const shownLanes = useMemo(() => [...sideLanes(sideTotals), ...rows], [sideTotals, rows]);
  const names = namesWidth(shownLanes, width);
  const window = readingWindow(view ?? NOTHING, bounds ?? NOTHING, width - names);
  const picture = useDbRead<Picture>('timeline picture', { ...asked, window }, (engine, signal) => readPicture(engine, asked, window, signal), { enabled: ready });
  const openBar = useDbRead('timeline open request', { ...asked, openId }, (engine, signal) => readOneBar(engine, asked, openId ?? -1, signal), { enabled: ready && openId !== undefined, keepPrevious: false });

  const hoverNote = useHoverNote(hovered);
  const first = lanes.data?.[0];
  const rest = first === undefined ? 0 : first.lanes - keys.length;
  const sideMarks = useDbQuery(sideMarksQuery, window, { enabled: ready && shownLanes.length > rows.length }).data;
  const bars = useMemo(() => [...withOpen(picture.data?.bars ?? NO_BARS, openBar.data ?? undefined), ...sideBars(sideMarks ?? [])], [picture.data, openBar.data, sideMarks]);
  const [lonely, setLonely] = useState(false);
  const select = async (barId: string): Promise<void> => {
    const mark = sideMarkOf(barId);
    const requestId = mark === undefined ? Number(barId) : (await readRows(workbench.engine, requestBesideQuery, mark))[0]?.request_id;
    setLonely(requestId === undefined);
    if (requestId !== undefined) await openRequest(workbench, requestId);
  };
  const silence = useDbQuery(gapsQuery, undefined).data;
  // Between two files the spans say it already.
  const gaps = useMemo(
    () => [...gapsOf((spans.data ?? []).map(windowOf)), ...(silence ?? []).filter((gap) => !gap.kind.startsWith('seam')).map(windowOf)],
    [spans.data, silence],
  );

  const failure = lanes.error ?? picture.error ?? extent.error ?? count.error;
  if (failure !== null) return <Notice tone="error" title="The timeline could not be read." kept={failure.message} advice="Change the filter or the lanes; the evidence is as it was." />;
  return (
    <div ref={root} className={styles.timeline}>
      <TimelineHead
        field={field}
        wanted={wanted}
        note={note}
        order={order}
        onOrder={(next) => look({ order: next })}
        lanes={{ shown: keys.length, all: first?.lanes ?? 0 }}
        onMore={rest > 0 ? () => look({ limit: limit + LANES }) : undefined}
        onUse={view === undefined ? undefined : () => setRange(workbench, { fromUs: timestampUs(view.fromUs), toUs: timestampUs(view.toUs) })}
        onFit={() => setView(undefined)}
      />
      <div ref={chart} className={styles.chart} aria-busy={picture.isFetching}>
        {counted !== undefined && counted.n === 0 ? (
          <EmptyState title="No request passes the filter"><AnswerLines lines={emptyAnswer} /></EmptyState>
        ) : view === undefined || bounds === undefined || lanes.data === undefined ? null : (
          <Swimlanes
            label={`Requests over time by ${PIVOT_FIELDS[field].label}`}
            lanes={shownLanes}
            view={view}
            bounds={bounds}
            names={names}
            bars={bars}
            density={picture.data?.density}
            gaps={gaps}
            selectedId={openId === undefined ? undefined : String(openId)}
            onViewChange={(next) => setView(next)}
            onSelect={(barId) => void select(barId)}
            onHover={(barId) => setHovered(barId === undefined || sideMarkOf(barId) === undefined ? barId : undefined)}
            hoverNote={hoverNote}
          />
        )}
      </div>
      <TimelineFoot filter={filter} picture={picture.data} untimed={first?.untimed ?? 0} lonely={lonely} roomForLegend={height >= ROOM_FOR_LEGEND} />
    </div>
  );
}

/** The likely command of the request under the pointer. */
function useHoverNote(hovered: string | undefined): string | undefined {
  const requestId = Number(hovered ?? -1);
  const { data } = useDbRead('likely command of a bar', { requestId }, async (engine, signal) => (await readCommands(engine, [requestId], { signal })).commands.get(requestId) ?? null, { enabled: hovered !== undefined, keepPrevious: false });
  return data === undefined || data === null ? undefined : `likely (${data.confidence} confidence): ${escapeHostileText(shorten(data.text, 160))}`;
}

type LaneRow = RowOf<typeof lanesQuery.columns>;

/** The loaded lanes, and one for all others. */
function laneRows(field: PivotField, lanes: readonly LaneRow[]): readonly Swimlane[] {
  const rows = lanes.map((lane) => ({ id: laneId({ field }, lane.key), label: <LaneName field={field} value={lane.value} />, text: escapeHostileText(shorten(lane.value ?? 'none', 200)), characters: laneCharacters(field, lane.value), total: lane.n }));
  const [first] = lanes;
  if (first === undefined || first.lanes === lanes.length) return rows;
  const words = `${formatCount(first.lanes - lanes.length)} more`;
  return [...rows, { id: OTHERS, label: <em>{words}</em>, text: words, characters: words.length, total: first.requests - lanes.reduce((sum, lane) => sum + lane.n, 0) }];
}

function withOpen(bars: readonly SwimlaneBar[], open: SwimlaneBar | undefined): readonly SwimlaneBar[] {
  return open === undefined || bars.some((bar) => bar.requestId === open.requestId) ? bars : [...bars, open];
}

/** The filter's range, or everything that passes. */
function boundsOf(range: TimeRange | undefined, firstUs: bigint | undefined, lastUs: bigint | undefined): TimeView | undefined {
  if (range !== undefined) return { fromUs: range.fromUs, toUs: range.toUs };
  return firstUs === undefined || lastUs === undefined ? undefined : padded(firstUs, lastUs);
}

interface Looks {
  readonly order: LaneOrder;
  readonly limit: number;
  /** Where someone zoomed to, while the filter's range was `base`. */
  readonly zoom: { readonly view: TimeView; readonly base: string } | undefined;
}

const FIRST_LOOKS: Looks = { order: 'first', limit: LANES, zoom: undefined };
/** Kept while other tabs are looked at, and forgotten with the page. */
const kept = new WeakMap<Workbench, Looks>();

function useLooks() {
  const workbench = useWorkbench();
  const [looks, setLooks] = useState(() => kept.get(workbench) ?? FIRST_LOOKS);
  const look = (part: Partial<Looks>) => {
    const next = { ...looks, ...part };
    kept.set(workbench, next);
    setLooks(next);
  };
  return { looks, look };
}

const windowOf = ({ from_us, to_us }: { readonly from_us: bigint; readonly to_us: bigint }) => ({ fromUs: from_us, toUs: to_us });
