/** The incident timeline: what was pinned, in time order, with what the responder made of it, and the way out as a report. */
import { useState } from 'react';
import { restorePin, type TimelineEntry } from '../../actions/pins';
import { useWorkbench } from '../../actions/use-workbench';
import { formatCount } from '../../base/number';
import { formatClockSeconds, formatDate } from '../../base/time';
import { usePanelFolds } from '../../state/panel-folds';
import { useCase, useWorkbenchCore } from '../../state/workbench-core';
import { Button, IconButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import { LiveRegion } from '../../ui/live-region';
import { CaseName } from './case-name';
import { ExportMenu } from './export-menu';
import styles from './incident.module.css';
import { PinEditor } from './pin-editor';
import { PinStrip } from './pin-strip';
import { ReportPreview } from './report-preview';
import { useTimeline } from './use-timeline';

export function IncidentPanel() {
  const { preferences } = useWorkbenchCore();
  const folded = usePanelFolds().bottom;
  const { entries, pending } = useTimeline();
  const [editing, setEditing] = useState<string | undefined>(undefined);
  const [previewing, setPreviewing] = useState(false);
  const edited = entries.find((entry) => entry.pin.pinId === editing);
  const fold = (): void => preferences.setState({ panels: { ...preferences.getState().panels, 'bottom-folded': folded ? 0 : 1 } });
  return (
    <section className={styles.panel} aria-label="Incident timeline">
      <header className={styles.head}>
        <IconButton label={folded ? 'Show incident timeline' : 'Fold incident timeline'} aria-expanded={!folded} data-fold onClick={fold}>
          <Icon name={folded ? 'up' : 'down'} />
        </IconButton>
        <h2 className={styles.title}>Incident timeline</h2>
        <p className={styles.summary}>{summary(entries)}</p>
        <Undo />
        <span className={styles.space} />
        <CaseName />
        <Button size="s" disabled={entries.length === 0} onClick={() => setPreviewing(true)}>
          Preview report
        </Button>
        <ExportMenu />
      </header>
      {folded ? null : entries.length === 0 ? <Empty /> : <PinStrip entries={entries} pending={pending} onEdit={setEditing} />}
      {edited === undefined ? null : <PinEditor key={edited.pin.pinId} entry={edited} onClose={() => setEditing(undefined)} />}
      {previewing ? <ReportPreview onClose={() => setPreviewing(false)} /> : null}
      <LiveRegion message={`${formatCount(entries.length)} pinned`} />
    </section>
  );
}

/** `7 pinned · 2022-06-17 12:01:14 – 12:36:02 UTC` */
function summary(entries: readonly TimelineEntry[]): string {
  const times = entries.flatMap((entry) => (entry.at === undefined ? [] : [entry.at]));
  const [first, last] = [times[0], times.at(-1)];
  if (entries.length === 0) return '';
  const count = `${formatCount(entries.length)} pinned`;
  if (first === undefined || last === undefined) return count;
  const start = `${formatDate(first)} ${formatClockSeconds(first)}`;
  if (first === last) return `${count} · ${start} UTC`;
  return `${count} · ${start} – ${formatDate(first) === formatDate(last) ? '' : `${formatDate(last)} `}${formatClockSeconds(last)} UTC`;
}

/** A pin that was taken away can come back until the next one goes. */
function Undo() {
  const workbench = useWorkbench();
  const last = useCase((state) => state.unpinned.at(-1)?.pinId);
  const [dismissed, setDismissed] = useState<string | undefined>(undefined);
  if (last === undefined || last === dismissed) return null;
  return (
    <span className={styles.undo}>
      Unpinned.
      <Button variant="quiet" size="s" onClick={() => restorePin(workbench, last)}>
        Undo
      </Button>
      <IconButton label="Dismiss" onClick={() => setDismissed(last)}>
        <Icon name="close" size={10} />
      </IconButton>
    </span>
  );
}

const Empty = () => (
  <p className={styles.empty}>
    <b>Nothing is pinned yet.</b> Press <Kbd keys="p" /> on a request, or choose “Pin” in the menu of a cell. Pins line up here in time order, with the time between them; note what each one means, and hand it on as a report.
  </p>
);
