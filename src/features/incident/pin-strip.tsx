/** The pins side by side, with the time between them. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { openRequest } from '../../actions/open-request';
import { unpin, type TimelineEntry } from '../../actions/pins';
import { useWorkbench } from '../../actions/use-workbench';
import { formatDate } from '../../base/time';
import { useOpenRequestId } from '../../state/use-open-request';
import styles from './incident.module.css';
import { PinCard } from './pin-card';

export interface PinStripProps {
  readonly entries: readonly TimelineEntry[];
  readonly pending: ReadonlySet<string>;
  readonly onEdit: (pinId: string) => void;
}

export function PinStrip({ entries, pending, onEdit }: PinStripProps) {
  const workbench = useWorkbench();
  const openId = useOpenRequestId();
  const strip = useRef<HTMLOListElement>(null);
  const [active, setActive] = useState<string | undefined>(undefined);
  const openPinId = entries.find((entry) => entry.request !== undefined && entry.request.requestId === openId)?.pin.pinId;
  const reachable = [active, openPinId].find((pinId) => entries.some((entry) => entry.pin.pinId === pinId)) ?? entries[0]?.pin.pinId;

  // A request that is opened or pinned elsewhere comes into view here.
  useEffect(() => {
    if (openPinId === undefined) return;
    strip.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [openPinId]);

  // The strip goes sideways, and most wheels turn only the other way.
  useEffect(() => {
    const list = strip.current;
    if (list === null) return undefined;
    const turn = (event: WheelEvent): void => {
      if (event.deltaX !== 0 || event.shiftKey || event.ctrlKey || list.scrollWidth <= list.clientWidth) return;
      event.preventDefault();
      list.scrollBy({ left: event.deltaY });
    };
    list.addEventListener('wheel', turn, { passive: false });
    return () => list.removeEventListener('wheel', turn);
  }, []);

  const focusCard = (index: number): void => {
    const cards = strip.current?.querySelectorAll<HTMLElement>('[data-pin]') ?? [];
    cards[Math.max(0, Math.min(index, cards.length - 1))]?.focus();
  };
  const remove = (pinId: string): void => {
    const index = entries.findIndex((entry) => entry.pin.pinId === pinId);
    unpin(workbench, pinId);
    // The next card takes the place of the one that went, also for the keyboard.
    requestAnimationFrame(() => focusCard(index));
  };
  const onKey = (event: KeyboardEvent, pinId: string): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = entries.findIndex((entry) => entry.pin.pinId === pinId);
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined) focusCard(to);
    else if (event.key === 'e') onEdit(pinId);
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(pinId);
    else return;
    event.preventDefault();
  };

  return (
    <ol ref={strip} className={styles.strip} aria-label="Pinned requests in time order">
      {entries.map((entry, i) => (
        <li key={entry.pin.pinId} className={styles.item}>
          {i === 0 ? null : <Gap entry={entry} before={entries[i - 1]} />}
          <PinCard
            entry={entry}
            pending={pending.has(entry.pin.pinId)}
            open={entry.pin.pinId === openPinId}
            reachable={entry.pin.pinId === reachable}
            onOpen={(chosen) => {
              if (chosen.request === undefined) onEdit(chosen.pin.pinId);
              else void openRequest(workbench, chosen.request.requestId);
            }}
            onEdit={onEdit}
            onUnpin={remove}
            onFocus={setActive}
            onKey={onKey}
          />
        </li>
      ))}
    </ol>
  );
}

function Gap({ entry, before }: { readonly entry: TimelineEntry; readonly before: TimelineEntry | undefined }) {
  const newDay = entry.at !== undefined && before?.at !== undefined && formatDate(entry.at) !== formatDate(before.at);
  return (
    <span className={styles.gap}>
      <span className={styles.gapWords}>{unbroken(entry.gap ?? '')}</span>
      {newDay ? <span className={styles.day}>{formatDate(entry.at)}</span> : null}
    </span>
  );
}

/** A number stays with its unit: `4 min 12 s` on one line, `later` below it. */
const unbroken = (words: string): string => words.replace(/(\d|min|h|d) (?=\d|(?:µs|ms|s|min|h|d)\b)/g, '$1\u00a0');
