/** The incident timeline below the first page: what was pinned on another day is there before its evidence is. */
import { useCase } from '../../state/workbench-core';
import { IncidentPanel } from './incident-panel';
import styles from './incident.module.css';

export function IncidentShelf() {
  const pins = useCase((state) => state.pins.length);
  return pins === 0 ? null : (
    <div className={styles.shelf}>
      <IncidentPanel />
    </div>
  );
}
