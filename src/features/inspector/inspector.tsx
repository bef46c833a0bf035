/** The open request, from a plain sentence down to its bytes in the file. */
import { useState } from 'react';
import { useWorkbench } from '../../actions/use-workbench';
import { valueMenu } from '../../actions/value-menu';
import { requestAtPlaceQuery } from '../../db/find-place';
import { readRequests } from '../../db/read-request';
import { useDbQuery, useDbRead } from '../../state/use-db-query';
import { useKnownRow } from '../../state/use-known-row';
import { useOpenRequestId } from '../../state/use-open-request';
import { useJobs, useView } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Kbd } from '../../ui/kbd';
import { ContextMenu } from '../../ui/menu';
import { Notice } from '../../ui/notice';
import { InspectorBar } from './inspector-bar';
import { useInspectorLook } from './inspector-look';
import { InspectorSkeleton } from './inspector-skeleton';
import styles from './inspector.module.css';
import { RequestView } from './request-view';
import { RowView } from './row-view';
import { ValueMenuContext, type ValueMenuRequest } from './value-menu-context';

export function Inspector() {
  const requestId = useOpenRequestId();
  const place = useView((view) => view.open);
  const [region, setRegion] = useState<HTMLElement | null>(null);
  return (
    <section ref={setRegion} className={styles.inspector} aria-label="Inspector">
      {requestId !== undefined ? <OpenRequest requestId={requestId} region={region} /> : place === undefined ? <NothingOpen /> : <LinkedPlace sha256Prefix={place.sha256Prefix} byteOffset={place.byteOffset} />}
    </section>
  );
}

function OpenRequest({ requestId, region }: { readonly requestId: number; readonly region: HTMLElement | null }) {
  const look = useInspectorLook();
  const { data, error, isPlaceholderData, refetch } = useDbRead('inspected request', { requestId }, async (engine, signal) => (await readRequests(engine, [requestId], { signal, ahead: true }))[0] ?? null);
  const request = data?.requestId === requestId ? data : undefined;
  const row = useKnownRow(requestId, request === undefined);
  return (
    <ValueMenuHost>
      <InspectorBar request={request} row={row} />
      <div className={styles.scroll} key={requestId} aria-busy={request === undefined && error === null}>
        {error !== null ? (
          <div className={styles.message}>
            <Notice tone="error" urgent title={`The request could not be read: ${error.message}`} kept="The evidence stays loaded." actions={<Button onClick={() => void refetch()}>Try again</Button>} />
          </div>
        ) : request !== undefined ? (
          <RequestView key={requestId} request={request} look={look} region={region} />
        ) : data === null && !isPlaceholderData ? (
          <Gone />
        ) : row !== undefined ? (
          <RowView row={row} />
        ) : (
          <InspectorSkeleton />
        )}
      </div>
    </ValueMenuHost>
  );
}

/** One menu for all values. */
function ValueMenuHost({ children }: { readonly children: React.ReactNode }) {
  const workbench = useWorkbench();
  const [asked, setAsked] = useState<ValueMenuRequest>();
  const [open, setOpen] = useState(false);
  const sections = asked === undefined ? [] : valueMenu(workbench, asked.target).map((section) => ({ ...section, entries: section.entries.filter((entry) => entry.id !== 'open') }));
  return (
    <ValueMenuContext
      value={(request) => {
        setAsked(request);
        setOpen(true);
      }}
    >
      {children}
      <ContextMenu label="Value" anchor={open ? asked?.anchor : undefined} sections={sections} onClose={() => setOpen(false)} returnFocus={() => asked?.from ?? null} />
    </ValueMenuContext>
  );
}

function NothingOpen() {
  return (
    <EmptyState title="No request is open">
      <p>
        Press a row, or move with <Kbd keys="j" /> and <Kbd keys="k" /> and open with <Kbd keys="Enter" />.
      </p>
      <p>
        Here you see what it did, who vouches for every value, its stages, and the record as it stands in the file.
      </p>
    </EmptyState>
  );
}

/** A row id of before: the evidence it came from was removed. */
function Gone() {
  return <EmptyState title="This request is no longer loaded">Its evidence was removed. Add the file again to see it.</EmptyState>;
}

function LinkedPlace({ sha256Prefix, byteOffset }: { readonly sha256Prefix: string; readonly byteOffset: number }) {
  const { isPending } = useDbQuery(requestAtPlaceQuery, { sha256Prefix, byteOffset }, { keepPrevious: false });
  const reading = useJobs((jobs) => jobs.load.phase !== 'idle');
  return (
    <>
      <InspectorBar request={undefined} />
      {isPending || reading ? (
        <InspectorSkeleton />
      ) : (
        <EmptyState title="The linked request is not in the loaded evidence">
          <p>
            It stands at byte {byteOffset.toLocaleString('en-US')} of a file whose SHA-256 begins with <code className={styles.hash}>{sha256Prefix}</code>. Add that file to see it.
          </p>
        </EmptyState>
      )}
    </>
  );
}
