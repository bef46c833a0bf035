/** The values of one field that came together with the card's own; each leads to the card about it. */
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { formatCount } from '../../base/number';
import type { CardField } from '../../model/identity-target';
import { CardSection } from './card-section';
import { CardValue } from './card-value';
import styles from './identity-card.module.css';

export interface CardValuesProps {
  readonly title: string;
  readonly field: CardField;
  readonly rows: readonly { readonly value: string; readonly n: number }[];
  readonly total: number;
  /** The card's own value, which leads nowhere. */
  readonly own: string | undefined;
}

export function CardValues({ title, field, rows, total, own }: CardValuesProps) {
  const workbench = useWorkbench();
  return (
    <CardSection title={`${title} (${formatCount(total)})`}>
      <ul className={styles.values}>
        {rows.map(({ value, n }) => {
          const marked = <CardValue field={field} text={value} />;
          return (
            <li key={value} className={styles.value}>
              {value === own ? <span className={styles.text}>{marked}</span> : <button type="button" className={styles.link} onClick={() => changeView(workbench, { card: { field, text: value } })}>{marked}</button>}
              <span className={styles.faint}>{formatCount(n)}</span>
            </li>
          );
        })}
      </ul>
      {total > rows.length ? <p className={styles.faint}>and {formatCount(total - rows.length)} more</p> : null}
    </CardSection>
  );
}
