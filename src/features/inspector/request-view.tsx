import { useMemo, useRef, useState } from 'react';
import { useWorkbench } from '../../actions/use-workbench';
import { togglePin } from '../../actions/pins';
import type { AuditRequest } from '../../model/audit-record';
import { isBornUnseen, objectBirthQuery } from '../../db/object-birth.query';
import { serverVersionQuery, versionRange } from '../../db/server-versions.query';
import { objectBirth } from '../../trust/object-birth';
import type { TestId } from '../../trust/tests';
import { useDbQuery, useDbRead } from '../../state/use-db-query';
import { LiveRegion } from '../../ui/live-region';
import { BesideSection } from './beside-section';
import { CommandSection } from './command-section';
import { EvidenceSection } from './evidence-section';
import { FieldGroups } from './field-groups';
import { firedTestsOf } from './fired-signals';
import type { InspectorLook } from './inspector-look';
import { hasPlace } from './pinned';
import { readRawRecord } from './raw-record';
import { RawSection } from './raw-section';
import { RequestSentence } from './request-head';
import styles from './request-view.module.css';
import { SignalList } from './signal-list';
import { eventName, stepEvent } from './stage-rows';
import { StageSection } from './stage-section';
import { useRegionKeys } from './use-region-keys';

/** One request, from the sentence down to the bytes. */
export function RequestView({ request, look, region }: { readonly request: AuditRequest; readonly look: InspectorLook; readonly region: HTMLElement | null }) {
  const workbench = useWorkbench();
  const [selected, setSelected] = useState(request.best.eventId);
  const rawPlace = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  // The list of events can change while evidence is still being read.
  const event = request.events.find(({ eventId }) => eventId === selected) ?? request.best;
  const raw = useDbRead('raw record', { eventId: event.eventId, at: event.place }, () => readRawRecord(workbench, event), { enabled: event.place.evidenceSha256 !== '' });
  const record = raw.data?.eventId === event.eventId ? raw.data : undefined;
  const server = versionRange(useDbQuery(serverVersionQuery, { sha256: event.place.evidenceSha256 }).data?.[0]);
  const birth = useMemo(() => (record === undefined ? undefined : objectBirth(record.text)), [record]);
  const born = useDbQuery(objectBirthQuery, { sha256: event.place.evidenceSha256, resource: birth?.resource ?? '', apiGroup: birth?.apiGroup ?? '', namespace: birth?.namespace ?? '', name: birth?.name ?? '', createdUs: birth?.createdUs ?? 0n }, { enabled: birth !== undefined, keepPrevious: false }).data?.[0];
  const unseen: readonly TestId[] = birth !== undefined && born !== undefined && isBornUnseen(born) ? ['H18'] : [];
  const tests = firedTestsOf(request, unseen);

  const step = (by: number) => {
    const next = stepEvent(request, event.eventId, by);
    setSelected(next);
    setSaid(`${eventName(request, next)}, record ${request.events.findIndex(({ eventId }) => eventId === next) + 1} of ${request.events.length}`);
  };
  useRegionKeys(region, {
    '[': () => step(-1),
    ']': () => step(1),
    p: () => {
      if (hasPlace(request)) void togglePin(workbench, request.requestId);
    },
  });

  return (
    <div className={styles.view}>
      <LiveRegion message={said} />
      <RequestSentence request={request} />
      <CommandSection request={request} record={record?.text} />
      {tests.length === 0 ? null : <SignalList request={request} tests={tests} />}
      <StageSection
        request={request}
        selected={event.eventId}
        onSelect={(eventId) => {
          setSelected(eventId);
          rawPlace.current?.scrollIntoView({ block: 'nearest' });
        }}
      />
      <BesideSection request={request} />
      <FieldGroups request={request} server={server} fullReasons={look.fullReasons} onFullReasons={look.setFullReasons} />
      <div ref={rawPlace} className={styles.raw}>
        <RawSection request={request} event={event} record={record} error={raw.error} layout={look.layout} onLayout={look.setLayout} onSelect={setSelected} />
      </div>
      <EvidenceSection request={request} event={event} record={record} />
    </div>
  );
}
