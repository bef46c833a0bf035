/** What a request did, in a sentence whose values carry the mark of who vouches for them. */
import { shortSentence } from '../../actions/pins';
import type { AuditRequest } from '../../model/audit-record';
import { requestSentence } from '../../trust/sentence';
import { factsOfRequest, verdictFor } from '../../trust/verdict';
import { HostileText } from '../../ui/hostile-text';
import { Mark } from '../../ui/mark';
import { Tag } from '../../ui/tag';

const ACCOUNT = 'system:serviceaccount:';

export function MarkedSentence({ request, short = false }: { readonly request: AuditRequest; readonly short?: boolean }) {
  const facts = factsOfRequest(request);
  const parts = short ? shortSentence(request) : requestSentence(request);
  return (
    <>
      {parts.map(({ text, field }, i) => {
        if (field === undefined) return <span key={i}>{text}</span>;
        const { verdict, reason } = verdictFor(field, facts);
        const isAccount = text.startsWith(ACCOUNT);
        return (
          <span key={i}>
            {isAccount ? <Tag text="sa" title="service account" /> : null}
            <Mark kind={verdict} title={reason}>
              <HostileText text={isAccount ? text.slice(ACCOUNT.length) : text} />
            </Mark>
          </span>
        );
      })}
    </>
  );
}
