/** What the responder calls the server or cluster a file is from; files with the same label are read as one log. */
import { labelSource } from '../../actions/label-source';
import type { Workbench } from '../../actions/workbench';
import { useDbQuery } from '../../state/use-db-query';
import { HostileText } from '../../ui/hostile-text';
import { EvidenceField } from './evidence-panel-field';
import styles from './evidence-panel-field.module.css';
import { evidenceSourceQuery } from './evidence-panel-log.query';

export interface EvidenceSourceProps {
  readonly evidenceId: number;
  readonly label: string | null;
  readonly workbench: Workbench;
  readonly loading: boolean;
}

export function EvidenceSource({ evidenceId, label, workbench, loading }: EvidenceSourceProps) {
  const found = useDbQuery(evidenceSourceQuery, { evidenceId }).data?.[0];
  const derived = label === null ? (found?.source ?? null) : null;
  return (
    <EvidenceField label="Source label" placeholder="for example cp-1" value={label ?? ''} change={label === null ? 'Set a label' : 'Change'} loading={loading} save={(text) => labelSource(workbench, evidenceId, text)}>
      {label !== null ? <HostileText text={label} maxLength={200} /> : derived !== null ? <span title="Told apart by the uid each server process gives itself">{derived}, by its processes</span> : <em>no label</em>}
      {found === undefined || found.set_order === null ? null : <span className={styles.set}>part {found.set_order + 1} of {found.set_files} of a rotated log</span>}
    </EvidenceField>
  );
}
