/** One cell of the grid: the value, with the mark of who vouches for it. */
import type { ReactNode } from 'react';
import { formatDuration, shownBetween, shownClock, timestampUs } from '../../base/time';
import type { RequestRow } from '../../db/read-request-rows';
import { factsOfRow } from '../../db/request-row';
import { shortUser } from '../../model/short-user';
import type { LedgerField } from '../../trust/field-ledger';
import type { Confidence, LikelyCommand } from '../../trust/commands/likely-command';
import { verdictFor, type RequestFacts } from '../../trust/verdict';
import { HostileText } from '../../ui/hostile-text';
import { Mark } from '../../ui/mark';
import { Tag } from '../../ui/tag';
import { commandReason } from './cell-verdict';
import styles from './requests-grid.module.css';

export interface RequestCellProps {
  readonly row: RequestRow;
  readonly columnId: string;
  readonly date: string | undefined;
  readonly command: LikelyCommand | undefined;
}

export function RequestCell({ row, columnId, date, command }: RequestCellProps) {
  const facts = factsOfRow(row);
  switch (columnId) {
    case 'received_at':
      return row.at_us === null ? <Absent /> : (
        <time className={styles.value} title={verdictFor('received_at', facts).reason}>
          {date === undefined ? null : <span className={styles.date}>{date} </span>}
          {shownClock(row.at_us)}
        </time>
      );
    case 'duration_us':
      return row.duration_us === null ? <Absent /> : <span className={styles.value}>{row.at_us === null ? formatDuration(row.duration_us) : shownBetween(row.at_us, timestampUs(row.at_us + row.duration_us))}</span>;
    case 'username':
      return row.impersonating ? (
        <>
          <UserName text={row.username} field="username" facts={facts} />
          <span className={styles.as}> as </span>
          <UserName text={row.effective_username} field="effective_username" facts={facts} />
        </>
      ) : (
        <UserName text={row.username} field="username" facts={facts} />
      );
    case 'effective_username':
      return <UserName text={row.effective_username} field="effective_username" facts={facts} />;
    case 'resource':
      return <ObjectName row={row} facts={facts} />;
    case 'code':
      return row.code === null ? <Absent /> : (
        <span className={styles.code} data-outcome={row.outcome}>
          <Marked text={String(row.code)} field="code" facts={facts} />
        </span>
      );
    case 'claimed_ip': {
      const claimed = row.source_ips?.slice(0, -1) ?? [];
      return claimed.length === 0 ? <Absent /> : <Marked text={claimed.join(', ')} field="claimed_ips" facts={facts} />;
    }
    case 'audit_id':
      return (
        <>
          <Marked text={row.audit_id} field="audit_id" facts={facts} />
          {row.audit_id_shared_by > 1 ? <span className={styles.shared}> ×{row.audit_id_shared_by}</span> : null}
        </>
      );
    case 'test':
      return row.tests === null ? <Absent /> : <span className={styles.value}>{row.tests.join(' ')}</span>;
    case 'outcome':
      return <Marked text={row.outcome} field="outcome" facts={facts} />;
    case 'outcome_reason':
      return <Marked text={row.outcome_reason} field="outcome_reason" facts={facts} />;
    case 'pod_name':
      return <Marked text={row.pod_name} field="pod_name" facts={facts} />;
    case 'command':
      return command === undefined ? null : <CommandText command={command} />;
    case 'verb':
      return <Marked text={row.verb} field="verb" facts={facts} />;
    case 'request_uri':
      return <Marked text={row.request_uri} field="request_uri" facts={facts} />;
    case 'namespace':
      return <Marked text={row.namespace} field="namespace" facts={facts} />;
    case 'name':
      return <Marked text={row.name} field="name" facts={facts} />;
    case 'peer_ip':
      return <Marked text={row.peer_ip} field="peer_ip" facts={facts} />;
    case 'user_agent':
      return <Marked text={row.user_agent} field="user_agent" facts={facts} />;
    case 'level':
      return <Marked text={row.level} field="level" facts={facts} />;
    default:
      return null;
  }
}

/** Always with how sure it is, so that nobody takes it for a fact. */
const CommandText = ({ command }: { readonly command: LikelyCommand }) => (
  <span className={styles.value} title={commandReason(command)}>
    <span className={styles.likely}>{command.contradictions.length > 0 ? 'not kubectl’s form' : LIKELY_WORDS[command.confidence]} </span>
    <HostileText text={command.text} maxLength={300} />
  </span>
);

const LIKELY_WORDS: Readonly<Record<Confidence, string>> = { high: 'likely', medium: 'perhaps', low: 'possibly' };

const Absent = () => <span className={styles.absent}>none</span>;

function Marked({ text, field, facts, shown }: { readonly text: string | null; readonly field: LedgerField; readonly facts: RequestFacts; readonly shown?: ReactNode }) {
  if (text === null) return <Absent />;
  const { verdict, reason } = verdictFor(field, facts);
  return (
    <Mark kind={verdict} title={reason}>
      {shown ?? (text === '' ? '(empty)' : <HostileText text={text} maxLength={300} />)}
    </Mark>
  );
}

function UserName({ text, field, facts }: { readonly text: string | null; readonly field: LedgerField; readonly facts: RequestFacts }) {
  const short = text === null ? undefined : shortUser(text);
  if (short === undefined) return <Marked text={text} field={field} facts={facts} />;
  return (
    <>
      <Tag text={short.tag} title={short.kind} />
      <Marked text={text} field={field} facts={facts} shown={<HostileText text={short.rest} maxLength={200} />} />
    </>
  );
}

/** `secrets ci/deploy-key`, `pods/exec ci/runner`, `secrets all namespaces`, or the path of a request for no resource. */
function ObjectName({ row, facts }: { readonly row: RequestRow; readonly facts: RequestFacts }) {
  if (row.resource === null) return <Marked text={row.request_uri} field="request_uri" facts={facts} />;
  const kind = row.subresource === null ? row.resource : `${row.resource}/${row.subresource}`;
  const place = [row.resource === 'namespaces' ? null : row.namespace, row.name].filter((part) => part !== null && part !== '').join('/');
  const everywhere = row.namespace === null && row.name === null && row.resource !== 'nodes' && row.resource !== 'namespaces' && (row.verb === 'list' || row.verb === 'watch' || row.verb === 'deletecollection');
  return (
    <>
      <Marked text={kind} field="resource" facts={facts} />
      {place === '' ? null : <> <Marked text={place} field={row.name === null ? 'namespace' : 'name'} facts={facts} /></>}
      {everywhere ? <span className={styles.everywhere}> all namespaces</span> : null}
    </>
  );
}
