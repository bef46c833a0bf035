/** Which columns are shown. */
import { IconButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Menu } from '../../ui/menu';
import type { ColumnModel } from './grid-column-model';
import styles from './requests-grid.module.css';

export function ColumnsMenu({ model }: { readonly model: ColumnModel }) {
  return (
    <div className={styles.columns}>
      <Menu
        align="end"
        trigger={
          <IconButton label="Columns">
            <Icon name="more" />
          </IconButton>
        }
        sections={[
          {
            id: 'columns', label: 'Columns',
            entries: model.all.filter((column) => column.id !== 'received_at').map((column) => ({ kind: 'check' as const, id: column.id, label: column.label, checked: column.visible, onChange: column.toggle })),
          },
          { id: 'reset', entries: [{ kind: 'item', id: 'reset', label: 'Reset columns', onSelect: model.reset }] },
        ]}
      />
    </div>
  );
}
