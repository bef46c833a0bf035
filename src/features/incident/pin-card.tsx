/** One pinned request: when, what, and what the responder made of it. */
import { memo, type KeyboardEvent } from 'react';
import type { TimelineEntry } from '../../actions/pins';
import { formatCount } from '../../base/number';
import { shownClock, formatTimestamp } from '../../base/time';
import { IconButton } from '../../ui/button';
import { cx } from '../../ui/class-names';
import { HostileText } from '../../ui/hostile-text';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import styles from './incident.module.css';
import { MarkedSentence } from './marked-sentence';
import { placeOf, sessionWords } from './pin-facts';

export interface PinCardProps {
  readonly entry: TimelineEntry;
  readonly pending: boolean;
  /** It is the request in the inspector. */
  readonly open: boolean;
  /** The card that Tab reaches; arrow keys reach the others. */
  readonly reachable: boolean;
  readonly onOpen: (entry: TimelineEntry) => void;
  readonly onEdit: (pinId: string) => void;
  readonly onUnpin: (pinId: string) => void;
  readonly onFocus: (pinId: string) => void;
  readonly onKey: (event: KeyboardEvent, pinId: string) => void;
}

export const PinCard = memo(function PinCard({ entry, pending, open, reachable, onOpen, onEdit, onUnpin, onFocus, onKey }: PinCardProps) {
  const { pin, request, at } = entry;
  const session = request === undefined ? undefined : sessionWords(request);
  const tabIndex = reachable ? 0 : -1;
  return (
    <div className={cx(styles.card, open && styles.opened, request === undefined && !pending && styles.absent)} data-outcome={request?.outcome} onFocus={() => onFocus(pin.pinId)}>
      <button
        type="button"
        className={styles.face}
        data-pin
        tabIndex={tabIndex}
        aria-current={open ? true : undefined}
        aria-keyshortcuts="e Delete"
        onClick={() => onOpen(entry)}
        onKeyDown={(event) => onKey(event, pin.pinId)}
      >
        <span className={styles.when}>
          {at === undefined ? <span className={styles.noTime}>{pending ? '…' : 'time not known'}</span> : <time dateTime={formatTimestamp(at)} title={`${formatTimestamp(at)}, ${request === undefined ? 'as remembered from when it was pinned' : 'received by the server'}`}>{shownClock(at)}</time>}
          {session === undefined ? null : <span className={styles.session} title="How long the connection stayed open">{session}</span>}
        </span>
        <span className={styles.sentence}>{request === undefined ? <Unloaded entry={entry} pending={pending} /> : <MarkedSentence request={request} short />}</span>
        {entry.differs ? <span className={styles.differs} title="The file has the hash that the pin names, and another record stands at the place of the pin, or none: the pin was changed after it was made, or made by hand.">Not the record that was pinned</span> : null}
        {pin.note === '' ? null : (
          <span className={styles.note}>
            <HostileText text={pin.note.replace(/\s+/g, ' ')} maxLength={400} />
          </span>
        )}
        {pin.phase === undefined && pin.tags.length === 0 ? null : (
          <span className={styles.chips}>
            {pin.phase === undefined ? null : <span className={cx(styles.chip, styles.phase)}>{pin.phase}</span>}
            {pin.tags.map((tag) => (
              <span key={tag} className={styles.chip}>
                <HostileText text={tag} maxLength={40} />
              </span>
            ))}
          </span>
        )}
      </button>
      {pin.note === '' && pin.phase === undefined && pin.tags.length === 0 ? (
        <button type="button" className={styles.addNote} tabIndex={tabIndex} onClick={() => onEdit(pin.pinId)}>
          Add a note <span aria-hidden="true"><Kbd keys="e" /></span>
        </button>
      ) : null}
      <span className={styles.tools}>
        <IconButton label="Edit note, tags and phase" title="Edit note, tags and phase (e)" tabIndex={tabIndex} onClick={() => onEdit(pin.pinId)}>
          <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinejoin="round" aria-hidden="true" focusable="false">
            <path d="M2 10l.5-2.2 5.6-5.6 1.7 1.7-5.6 5.6z" />
          </svg>
        </IconButton>
        <IconButton label="Unpin" title="Unpin (Delete)" tabIndex={tabIndex} onClick={() => onUnpin(pin.pinId)}>
          <Icon name="close" />
        </IconButton>
      </span>
    </div>
  );
});

function Unloaded({ entry, pending }: { readonly entry: TimelineEntry; readonly pending: boolean }) {
  if (pending) return <span className={styles.quiet}>looking it up in the evidence</span>;
  const { name, line, sha256 } = placeOf(entry.pin);
  const seen = entry.pin.seen?.sentence;
  return (
    <span title={`${entry.differs ? `The file with SHA-256 ${sha256} is loaded, and no record begins where the pin says.` : `Add the file with SHA-256 ${sha256} to see this request again.`}${seen === undefined ? '' : ' The sentence is as it was when the request was pinned.'}`}>
      <span className={styles.place}>
        {entry.differs ? 'Nothing at its place' : 'Not loaded'}: <HostileText text={name} maxLength={60} />, line {formatCount(line)}
      </span>
      {seen === undefined ? null : (
        <span className={styles.remembered}>
          <HostileText text={seen} maxLength={300} />
        </span>
      )}
    </span>
  );
}
