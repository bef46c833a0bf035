/** What was probably typed to cause the request, with how sure that is, why, and which requests belong to it. */
import { useState } from 'react';
import { openRequest } from '../../actions/open-request';
import { showRequestsOfCommand } from '../../actions/show-command';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf } from '../../base/number';
import { shownClock, timestampUs } from '../../base/time';
import { readCommands } from '../../db/read-commands';
import type { AuditRequest } from '../../model/audit-record';
import { requestObjectIn } from '../../model/record-body';
import { uriPath } from '../../model/uri-template';
import { useDbRead } from '../../state/use-db-query';
import type { AskedRequest } from '../../trust/commands/asked-request';
import { CONTRADICTION_TITLE, LIKELY_NOTE, type LikelyCommand } from '../../trust/commands/likely-command';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import styles from './command-section.module.css';
import { CopyButton } from './copy-button';
import { Section } from './section';

const SHOWN = 6;

export function CommandSection({ request, record }: { readonly request: AuditRequest; readonly record: string | undefined }) {
  const { requestId } = request;
  const body = record === undefined || !request.events.some((event) => event.hasRequestObject) ? undefined : requestObjectIn(record);
  const read = useDbRead('likely command', { requestId, hasBody: body !== undefined }, (engine, signal) => readCommands(engine, [requestId], { signal }, body === undefined ? new Map() : new Map([[requestId, body]])));
  const command = read.data?.commands.get(requestId);
  if (read.error !== null) return <p className={styles.note}>The likely command could not be worked out: {read.error.message}</p>;
  // What was read for another request stays away until the own answer is here; its place is kept, for nearly every request has one.
  if (command === undefined && (read.data === undefined || read.isPlaceholderData)) return <Awaited />;
  if (read.data === undefined || command === undefined) return null;
  return <Command command={command} requests={read.data.requests} open={requestId} />;
}

/** As high as most answers are. */
const Awaited = () => (
  <Section title="Likely command">
    <div className={styles.awaited} aria-busy="true" />
  </Section>
);

function Command({ command, requests, open }: { readonly command: LikelyCommand; readonly requests: ReadonlyMap<number, AskedRequest>; readonly open: number }) {
  return (
    <Section title={command.kind === 'command' ? 'Likely command' : 'Likely activity'} aside={<span className={styles.confidence} title={LIKELY_NOTE}>{`${command.confidence} confidence`}</span>}>
      <p className={styles.line}>
        {command.kind === 'command' ? <code className={styles.command}><HostileText text={command.text} maxLength={600} /></code> : <span className={styles.activity}><HostileText text={command.text} maxLength={600} /></span>}
        {command.kind === 'command' ? <CopyButton what="likely command" text={command.text} /> : null}
      </p>
      {command.contradictions.length === 0 ? null : (
        <p className={styles.against}>
          <b>{CONTRADICTION_TITLE}</b> {command.contradictions.join(' ')}
        </p>
      )}
      <p className={styles.note}>
        {command.reason} <span className={styles.caution}>{LIKELY_NOTE}</span>
      </p>
      {command.requestIds.length < 2 ? null : <Members ids={command.requestIds} requests={requests} open={open} />}
    </Section>
  );
}

function Members({ ids, requests, open }: { readonly ids: readonly number[]; readonly requests: ReadonlyMap<number, AskedRequest>; readonly open: number }) {
  const workbench = useWorkbench();
  const [all, setAll] = useState(false);
  const shown = all ? ids : ids.slice(0, SHOWN);
  return (
    <>
      <ol className={styles.members} aria-label="Requests of the likely command">
        {shown.map((id) => (
          <li key={id}>
            <button type="button" className={styles.member} aria-current={id === open} onClick={() => void openRequest(workbench, id)}>
              <Member asked={requests.get(id)} />
            </button>
          </li>
        ))}
      </ol>
      <div>
        {shown.length === ids.length ? null : <Button size="s" onClick={() => setAll(true)}>{`Show all ${countOf(ids.length, 'request')}`}</Button>}
        <Button size="s" variant="quiet" title="Filters by the caller and the time: likely commands are stored nowhere and cannot be filtered by" onClick={() => void showRequestsOfCommand(workbench, open)}>
          Show them in the list
        </Button>
      </div>
    </>
  );
}

function Member({ asked }: { readonly asked: AskedRequest | undefined }) {
  if (asked === undefined) return null;
  const kind = asked.resource === null ? uriPath(asked.requestUri ?? '') : [asked.resource, asked.subresource].filter((part) => part !== null).join('/');
  const object = [asked.namespace, asked.name].filter((part) => part !== null && part !== '').join('/');
  return (
    <>
      <span className={styles.time}>{asked.atUs === null ? 'no time' : shownClock(timestampUs(asked.atUs))}</span>
      <span className={styles.what}>
        <HostileText text={[asked.verb ?? '', kind, object].filter((part) => part !== '').join(' ')} maxLength={160} />
      </span>
      <span className={styles.code}>{asked.code ?? asked.outcome}</span>
    </>
  );
}
