/** What the lanes are, how they are ordered, how many there are, and what can be done with the window. */
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { formatCount } from '../../base/number';
import { PIVOT_FIELDS, type PivotField } from '../../model/pivot-field';
import { Button } from '../../ui/button';
import { Select } from '../../ui/select';
import { LANE_FIELDS } from './lane-fields';
import { LANE_ORDERS, type LaneOrder } from './lanes.query';
import styles from './timeline.module.css';

interface TimelineHeadProps {
  readonly field: PivotField;
  readonly wanted: PivotField;
  readonly note: string | undefined;
  readonly order: LaneOrder;
  readonly onOrder: (order: LaneOrder) => void;
  readonly lanes: { readonly shown: number; readonly all: number };
  readonly onMore: (() => void) | undefined;
  readonly onUse: (() => void) | undefined;
  readonly onFit: () => void;
}

const FIELDS = LANE_FIELDS.map((field) => ({ value: field, label: PIVOT_FIELDS[field].label }));
const ORDERS: readonly { readonly value: LaneOrder; readonly label: string }[] = [
  { value: 'first', label: LANE_ORDERS.first.label },
  { value: 'most', label: LANE_ORDERS.most.label },
  { value: 'fewest', label: LANE_ORDERS.fewest.label },
];

export function TimelineHead({ field, wanted, note, order, onOrder, lanes, onMore, onUse, onFit }: TimelineHeadProps) {
  const workbench = useWorkbench();
  return (
    <>
      <div className={styles.head}>
        <Select label="Lanes" labelPlace="inside" size="s" value={note === undefined ? wanted : field} options={FIELDS} onChange={(lane) => changeView(workbench, { lanes: lane })} />
        <Select label="Order" labelPlace="inside" size="s" value={order} options={ORDERS} onChange={onOrder} />
        <span className={styles.count}>
          {formatCount(lanes.shown)} of {formatCount(lanes.all)} {lanes.all === 1 ? 'lane' : 'lanes'}
        </span>
        {onMore === undefined ? null : <Button variant="quiet" size="s" onClick={onMore}>More</Button>}
        <span className={styles.actions}>
          <Button size="s" disabled={onUse === undefined} onClick={onUse} title="Only requests that arrived in the window shown">Use window as filter</Button>
          <Button size="s" onClick={onFit}>Fit all</Button>
        </span>
      </div>
      {note === undefined ? null : <p className={styles.note}>{note}</p>}
    </>
  );
}
