/** The views and their columns; pressing a name writes it. */
import { useDbQuery } from '../../state/use-db-query';
import styles from './sql-console.module.css';
import { VIEWS, viewColumnsQuery } from './view-columns.query';

export function SqlViews({ onInsert }: { readonly onInsert: (name: string) => void }) {
  const columns = useDbQuery(viewColumnsQuery, undefined).data;
  return (
    <aside className={styles.views} aria-label="Views and their columns">
      {/* Before the columns are known it would be a list that falls apart under the hand. */}
      {columns === undefined ? null : VIEWS.map(({ name, about }, i) => (
        <details key={name} className={styles.view} open={i === 0}>
          <summary>
            <span className={styles.viewName}>{name}</span>
            <span className={styles.about}>{about}</span>
          </summary>
          <ul>
            {columns.filter((column) => column.view_name === name).map((column) => (
              <li key={column.column_name}>
                <button type="button" className={styles.column} onClick={() => onInsert(column.column_name)} title={`Write ${column.column_name}`}>
                  <span className={styles.columnName}>{column.column_name}</span>
                  <span className={styles.type}>{column.column_type}</span>
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </aside>
  );
}
