/** What the list knows of a request, in the places where the whole request will say the same. */
import type { RequestRow } from '../../db/read-request-rows';
import { InspectorSkeleton } from './inspector-skeleton';
import { RowSentence } from './request-head';
import styles from './request-view.module.css';

export function RowView({ row }: { readonly row: RequestRow }) {
  return (
    <div className={styles.view}>
      <RowSentence row={row} />
      <InspectorSkeleton below="sentence" />
    </div>
  );
}
