import { memo } from 'react';
import type { RawPart } from '../../trust/raw-marks';
import { HostileText } from '../../ui/hostile-text';
import { Mark } from '../../ui/mark';

const PLAIN = /^[\n\t\u0020-\u007e]*$/;

/** Text of a record with its marks. Line breaks and tabs of the file are kept; every other hidden character is shown escaped. */
export const RawText = memo(function RawText({ parts }: { readonly parts: readonly RawPart[] }) {
  return parts.map((part, i) =>
    part.verdict === undefined ? (
      <Characters key={i} text={part.text} />
    ) : (
      <Mark key={i} kind={part.verdict} title={part.reason}>
        <Characters text={part.text} />
      </Mark>
    ),
  );
});

function Characters({ text }: { readonly text: string }) {
  if (PLAIN.test(text)) return text;
  return text.split(/([\n\t]+)/).map((piece, i) => (i % 2 === 1 || PLAIN.test(piece) ? piece : <HostileText key={i} text={piece} maxLength={Infinity} />));
}
