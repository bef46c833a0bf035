import { useMemo, useState } from 'react';
import { countOf, formatCount } from '../../base/number';
import type { AuditEvent, AuditRequest } from '../../model/audit-record';
import { innerJson } from '../../model/inner-json';
import { markRawRecord, type RawPart } from '../../trust/raw-marks';
import { factsOfRequest } from '../../trust/request-facts';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { Kbd } from '../../ui/kbd';
import { Notice } from '../../ui/notice';
import { CopyButton } from './copy-button';
import { indented, rawWindow } from './raw-layout';
import type { RawRecord } from './raw-record';
import styles from './raw-section.module.css';
import { RawText } from './raw-text';
import { Section } from './section';
import { Segments } from './segments';
import { eventName } from './stage-rows';

export type RawLayout = 'as-is' | 'indented';

export interface RawSectionProps {
  readonly request: AuditRequest;
  readonly event: AuditEvent;
  readonly record: RawRecord | undefined;
  readonly error: Error | null;
  readonly layout: RawLayout;
  readonly onLayout: (layout: RawLayout) => void;
  readonly onSelect: (eventId: number) => void;
}

export function RawSection({ request, event, record, error, layout, onLayout, onSelect }: RawSectionProps) {
  return (
    <Section
      title="Raw record"
      aside={
        <>
          <Segments
            label="Layout of the record"
            value={layout}
            onChange={onLayout}
            segments={[{ id: 'as-is', label: 'As in the file' }, { id: 'indented', label: 'Indented' }]}
          />
          {record === undefined ? null : <CopyButton what="the record exactly as in the file" text={record.text} />}
        </>
      }
    >
      {request.events.length < 2 ? null : (
        <div className={styles.which}>
          <Segments
            label="Record"
            value={event.eventId}
            onChange={onSelect}
            segments={request.events.map(({ eventId }) => ({ id: eventId, label: <HostileText text={eventName(request, eventId)} maxLength={32} /> }))}
          />
          <span className={styles.keys} aria-hidden="true" title="Keys: the record before, the record after">
            <Kbd keys="[" /> <Kbd keys="]" />
          </span>
        </div>
      )}
      {event.place.evidenceSha256 === '' ? (
        <p className={styles.pending}>The file is still being read. Its records can be shown when it is complete.</p>
      ) : error !== null ? (
        <Notice tone="error" title={error.message} kept="What was loaded from it stays." advice="Add the file again if it was moved or changed." />
      ) : record === undefined ? (
        <div className={styles.skeleton} aria-label="Reading the record" role="status" />
      ) : (
        <Record key={record.eventId} request={request} record={record} layout={layout} />
      )}
    </Section>
  );
}

const FIRST_WINDOW = 65_536;
const NEXT_WINDOW = 1_048_576;
/** Marking reads the record twice; above this it would be felt. */
const MARKED_UP_TO = 2_097_152;

function Record({ request, record, layout }: { readonly request: AuditRequest; readonly record: RawRecord; readonly layout: RawLayout }) {
  const [budget, setBudget] = useState(FIRST_WINDOW);
  const { lossy } = record;
  const inner = useMemo(() => (record.text.length > MARKED_UP_TO ? undefined : innerJson(record.text)), [record.text]);
  // As in the file it has the escapes of what it stands in; laid out, it is what they say.
  const text = layout === 'indented' && inner !== undefined ? inner : record.text;
  const tooLong = text.length > MARKED_UP_TO;
  const parts = useMemo<readonly RawPart[]>(() => (tooLong ? [{ text, verdict: undefined }] : markRawRecord(text, factsOfRequest(request))), [text, tooLong, request]);
  const part = useMemo(() => rawWindow(parts, budget), [parts, budget]);
  const drawn = useMemo(() => (layout === 'indented' ? indented(part.parts) : part.parts), [layout, part]);
  const left = part.total - part.shown;
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls must be reachable by keyboard */}
      <pre className={styles.raw} tabIndex={0} role="region" aria-label={layout === 'indented' ? 'Record, indented' : 'Record as in the file'}>
        <RawText parts={drawn} />
      </pre>
      {left === 0 ? null : (
        <div className={styles.more}>
          <span>{`${formatCount(part.shown)} of ${countOf(part.total, 'character')} shown`}</span>
          <Button size="s" onClick={() => setBudget(part.total <= NEXT_WINDOW ? NEXT_WINDOW * 32 : budget + NEXT_WINDOW)}>
            {part.total <= NEXT_WINDOW ? `Show all ${formatCount(Math.ceil(part.total / 1024))} KiB` : 'Show 1 MiB more'}
          </Button>
        </div>
      )}
      {inner === undefined ? null : (
        <p className={styles.note}>{layout === 'indented' ? 'In the file the record stands inside a string or a cell; its escapes are undone here.' : 'The record stands inside a string or a cell of the file; indented, its escapes are undone.'}</p>
      )}
      {tooLong ? <p className={styles.note}>Marks are left out of records above 2 MiB; the fields above have them.</p> : null}
      {layout === 'indented' ? <p className={styles.note}>White space between tokens is not the file’s. Copy takes the record as in the file.</p> : null}
      {lossy ? <p className={styles.note}>Some bytes are no UTF-8 and stand here as U+FFFD (�). The command below cuts out the exact bytes.</p> : null}
    </>
  );
}
