import { countOf, formatCount } from '../../base/number';
import type { AuditEvent, AuditRequest } from '../../model/audit-record';
import { useDbQuery } from '../../state/use-db-query';
import { FIELD_LEDGER } from '../../trust/field-ledger';
import { HostileText } from '../../ui/hostile-text';
import { evidenceOfEventQuery } from './container.query';
import { CopyButton } from './copy-button';
import { cutCommand } from './cut-command';
import styles from './evidence-section.module.css';
import type { RawRecord } from './raw-record';
import { Section } from './section';
import { eventName } from './stage-rows';
import { Value } from './value';

export interface EvidenceSectionProps {
  readonly request: AuditRequest;
  readonly event: AuditEvent;
  readonly record: RawRecord | undefined;
}

/** Where the selected record stands, and how anybody can cut it out of the file. */
export function EvidenceSection({ request, event, record }: EvidenceSectionProps) {
  const { place } = event;
  const { data } = useDbQuery(evidenceOfEventQuery, { eventId: event.eventId });
  const { reason, verdict } = FIELD_LEDGER.evidence;
  const container = data?.[0]?.container ?? undefined;
  const command = container === undefined ? undefined : cutCommand(place, container);
  const path = data?.[0]?.path ?? null;
  return (
    <Section title="Evidence" aside={request.events.length < 2 ? undefined : <HostileText text={eventName(request, event.eventId)} maxLength={32} />}>
      <dl className={styles.place}>
        <dt>file</dt>
        <dd>
          <Value text={place.evidenceName} verdict={verdict} reason={reason} target={{ field: 'evidence', value: { kind: 'exact', text: place.evidenceName }, requestId: request.requestId, reason }} />
          {path === null || path === place.evidenceName ? null : (
            <p className={styles.path}>
              <HostileText text={path} maxLength={400} />
            </p>
          )}
        </dd>
        <dt>place</dt>
        <dd className={styles.numbers}>
          {`line ${formatCount(place.line)} · byte ${formatCount(place.byteOffset)} · ${countOf(place.byteLength, 'byte')}`}
        </dd>
        <dt>record SHA-256</dt>
        <dd>
          <Hash hash={place.recordHash} what="the SHA-256 of the record" />
          <HashCheck record={record} />
        </dd>
        <dt>file SHA-256</dt>
        <dd>{place.evidenceSha256 === '' ? <span className={styles.pending}>known when the file is read to its end</span> : <Hash hash={place.evidenceSha256} what="the SHA-256 of the file" />}</dd>
      </dl>
      {command === undefined ? null : (
        <div className={styles.command}>
          <code>{command}</code>
          <CopyButton what="the command that cuts the record out" text={command} />
        </div>
      )}
    </Section>
  );
}

function Hash({ hash, what }: { readonly hash: string; readonly what: string }) {
  return (
    <span className={styles.hash}>
      <code>{hash}</code>
      <CopyButton what={what} text={hash} />
    </span>
  );
}

function HashCheck({ record }: { readonly record: RawRecord | undefined }) {
  if (record?.hashMatches === undefined) return null;
  return record.hashMatches ? (
    <p className={styles.path}>read back from the file just now: the same</p>
  ) : (
    <p className={styles.differs}>Read back from the file just now: different. The file was changed after it was loaded.</p>
  );
}
