import type { RequestRow } from '../../db/read-request-rows';
import { factsOfRow, sentenceFactsOfRow } from '../../db/request-row';
import type { AuditRequest } from '../../model/audit-record';
import { requestSentence, type SentencePart } from '../../trust/sentence';
import { factsOfRequest, type RequestFacts } from '../../trust/request-facts';
import type { LedgerField } from '../../trust/field-ledger';
import { verdictFor } from '../../trust/verdict';
import { HostileText } from '../../ui/hostile-text';
import styles from './request-head.module.css';
import { Value } from './value';
import { pivotOf, wholeValue, wholeValueOfRow } from './value-target';

/** The request as one sentence, every value of it with its mark and its menu. */
export function RequestSentence({ request }: { readonly request: AuditRequest }) {
  return <Sentence parts={requestSentence(request)} requestId={request.requestId} facts={factsOfRequest(request)} whole={(field) => wholeValue(request, field)} />;
}

/** The same sentence from what the list knows, until the whole request is read. */
export function RowSentence({ row }: { readonly row: RequestRow }) {
  const facts = sentenceFactsOfRow(row);
  return facts === undefined ? null : <Sentence parts={requestSentence(facts)} requestId={row.request_id} facts={factsOfRow(row)} whole={(field) => wholeValueOfRow(row, field)} />;
}

interface SentenceProps {
  readonly requestId: number;
  readonly facts: RequestFacts;
  readonly whole: (field: LedgerField) => string | null;
}

function Sentence({ parts, ...about }: SentenceProps & { readonly parts: readonly SentencePart[] }) {
  return (
    <h2 className={styles.sentence}>
      {parts.map((part, i) => (
        <Part key={i} part={part} {...about} />
      ))}
    </h2>
  );
}

function Part({ part, requestId, facts, whole: wholeOf }: SentenceProps & { readonly part: SentencePart }) {
  const { field, text } = part;
  if (field === undefined) return part.kind === 'text' ? text : <HostileText text={text} />;
  const { verdict, reason } = verdictFor(field, facts);
  const whole = wholeOf(field) ?? text;
  return (
    <Value
      inline
      text={text}
      verdict={verdict}
      reason={reason}
      target={{ field: pivotOf({ field, label: '' }), value: { kind: 'exact', text: whole }, requestId, reason }}
    />
  );
}
