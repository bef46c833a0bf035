import { HostileText } from './hostile-text';

export interface AnswerLinesProps {
  readonly lines: readonly { readonly lead: string; readonly text: string }[];
}

/** An answer in a few paragraphs, each with what matters first; the rest may quote the evidence. */
export const AnswerLines = ({ lines }: AnswerLinesProps) => lines.map(({ lead, text }) => (
  <p key={`${lead} ${text}`}>
    {lead === '' ? null : <><b>{lead}</b> </>}
    <HostileText text={text} maxLength={600} />
  </p>
));
