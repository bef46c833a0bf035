/** What a request did, in a sentence whose values carry the mark of who vouches for them. */
import { shortSentence } from '../../actions/pins';
import type { AuditRequest } from '../../model/audit-record';
import { shortUser } from '../../model/short-user';
import { requestSentence } from '../../trust/sentence';
import { factsOfRequest, verdictFor } from '../../trust/verdict';
import { HostileText } from '../../ui/hostile-text';
import { Mark } from '../../ui/mark';
import { Tag } from '../../ui/tag';

export function MarkedSentence({ request, short = false }: { readonly request: AuditRequest; readonly short?: boolean }) {
  const facts = factsOfRequest(request);
  const parts = short ? shortSentence(request) : requestSentence(request);
  return (
    <>
      {parts.map(({ text, field }, i) => {
        if (field === undefined) return <span key={i}>{text}</span>;
        const { verdict, reason } = verdictFor(field, facts);
        const name = shortUser(text);
        return (
          <span key={i}>
            {name === undefined ? null : <Tag text={name.tag} title={name.kind} />}
            <Mark kind={verdict} title={reason}>
              <HostileText text={name?.rest ?? text} />
            </Mark>
          </span>
        );
      })}
    </>
  );
}
