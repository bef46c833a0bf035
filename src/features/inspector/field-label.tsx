import { Fragment } from 'react';
import { shorten } from '../../base/hostile-text';
import { HostileText } from '../../ui/hostile-text';
import { labelPieces } from './label-pieces';

/** The name of a field, which breaks between its words and never within one. Keys of annotations come from the evidence. */
export function FieldLabel({ label }: { readonly label: string }) {
  return labelPieces(shorten(label, 160)).map((piece, i) => (
    <Fragment key={i}>
      {i === 0 ? null : <wbr />}
      <HostileText text={piece} />
    </Fragment>
  ));
}
