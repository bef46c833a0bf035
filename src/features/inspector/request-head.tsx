import type { AuditRequest } from '../../model/audit-record';
import { requestSentence, type SentencePart } from '../../trust/sentence';
import { factsOfRequest, type RequestFacts } from '../../trust/request-facts';
import { verdictFor } from '../../trust/verdict';
import { HostileText } from '../../ui/hostile-text';
import styles from './request-head.module.css';
import { Value } from './value';
import { pivotOf, wholeValue } from './value-target';

/** The request as one sentence, every value of it with its mark and its menu. */
export function RequestSentence({ request }: { readonly request: AuditRequest }) {
  const facts = factsOfRequest(request);
  return (
    <h2 className={styles.sentence}>
      {requestSentence(request).map((part, i) => (
        <Part key={i} part={part} request={request} facts={facts} />
      ))}
    </h2>
  );
}

function Part({ part, request, facts }: { readonly part: SentencePart; readonly request: AuditRequest; readonly facts: RequestFacts }) {
  const { field, text } = part;
  if (field === undefined) return part.kind === 'text' ? text : <HostileText text={text} />;
  const { verdict, reason } = verdictFor(field, facts);
  const whole = wholeValue(request, field) ?? text;
  return (
    <Value
      inline
      text={text}
      verdict={verdict}
      reason={reason}
      target={{ field: pivotOf({ field, label: '' }), value: { kind: 'exact', text: whole }, requestId: request.requestId, reason }}
    />
  );
}
