/** A lane's value with its mark; pressing it gives the menu every value has. */
import { useWorkbench } from '../../actions/use-workbench';
import { valueMenu } from '../../actions/value-menu';
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { exactly, NONE } from '../../model/filter';
import { PIVOT_FIELDS, type PivotField } from '../../model/pivot-field';
import { verdictOfPivotValue } from '../../trust/value-verdict';
import { HostileText } from '../../ui/hostile-text';
import { Mark } from '../../ui/mark';
import { Menu } from '../../ui/menu';
import { Tag } from '../../ui/tag';
import styles from './timeline.module.css';

const ACCOUNT = 'system:serviceaccount:';

/** How many characters the name takes, the short form of a service account included. */
export function laneCharacters(field: PivotField, value: string | null): number {
  const { length } = value ?? 'none';
  return isAccount(field, value) ? length - ACCOUNT.length + 3 : length;
}

const isAccount = (field: PivotField, value: string | null): value is string =>
  (field === 'username' || field === 'effective_username') && value !== null && value.startsWith(ACCOUNT);

export function LaneName({ field, value }: { readonly field: PivotField; readonly value: string | null }) {
  const workbench = useWorkbench();
  const entry = verdictOfPivotValue(field, value);
  const target = { field, value: value === null ? NONE : exactly(value), requestId: undefined };
  const spoken = `${PIVOT_FIELDS[field].label} ${value === null ? 'none' : value === '' ? '(empty)' : escapeHostileText(shorten(value, 80))}`;
  const account = isAccount(field, value);
  const shown = value === null ? <em className={styles.none}>none</em> : value === '' ? <em className={styles.none}>(empty)</em> : <HostileText text={account ? value.slice(ACCOUNT.length) : value} maxLength={200} />;
  return (
    <Menu
      sections={valueMenu(workbench, target)}
      trigger={
        <button type="button" className={styles.laneName} aria-label={`${spoken}: menu`}>
          {account ? <Tag text="sa" title="service account" /> : null}
          {entry === undefined || value === null ? shown : <Mark kind={entry.verdict} title={entry.reason}>{shown}</Mark>}
        </button>
      }
    />
  );
}
