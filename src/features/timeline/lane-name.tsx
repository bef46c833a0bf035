/** A lane's value with its mark; pressing it gives the menu every value has. */
import { useWorkbench } from '../../actions/use-workbench';
import { valueMenu } from '../../actions/value-menu';
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { exactly, NONE } from '../../model/filter';
import { PIVOT_FIELDS, type PivotField } from '../../model/pivot-field';
import { isUserField, shortUser, shortUserText } from '../../model/short-user';
import { verdictOfPivotValue } from '../../trust/value-verdict';
import { HostileText } from '../../ui/hostile-text';
import { Mark } from '../../ui/mark';
import { Menu } from '../../ui/menu';
import { Tag } from '../../ui/tag';
import styles from './timeline.module.css';

/** How many characters the name takes, the tag of a short name included. */
export const laneCharacters = (field: PivotField, value: string | null): number => (isUserField(field) ? shortUserText(value ?? 'none') : (value ?? 'none')).length;

/** The names are no stops of the Tab key: after the menu the keys of the chart hold again. */
const chart = (): HTMLElement | null => document.querySelector('main [role="application"]');

export function LaneName({ field, value }: { readonly field: PivotField; readonly value: string | null }) {
  const workbench = useWorkbench();
  const entry = verdictOfPivotValue(field, value);
  const target = { field, value: value === null ? NONE : exactly(value), requestId: undefined };
  const spoken = `${PIVOT_FIELDS[field].label} ${value === null ? 'none' : value === '' ? '(empty)' : escapeHostileText(shorten(value, 80))}`;
  const short = isUserField(field) && value !== null ? shortUser(value) : undefined;
  const shown = value === null ? <em className={styles.none}>none</em> : value === '' ? <em className={styles.none}>(empty)</em> : <HostileText text={short?.rest ?? value} maxLength={200} />;
  return (
    <Menu
      sections={valueMenu(workbench, target)}
      returnFocus={chart}
      trigger={
        <button type="button" tabIndex={-1} className={styles.laneName} aria-label={`${spoken}: menu`}>
          {short === undefined ? null : <Tag text={short.tag} title={short.kind} />}
          {entry === undefined || value === null ? shown : <Mark kind={entry.verdict} title={entry.reason}>{shown}</Mark>}
        </button>
      }
    />
  );
}
