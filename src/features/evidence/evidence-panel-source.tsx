/** What the responder calls the server or cluster a file is from; files with the same label are read as one log. */
import { useState } from 'react';
import { labelSource } from '../../actions/label-source';
import type { Workbench } from '../../actions/workbench';
import { useDbQuery } from '../../state/use-db-query';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { TextField } from '../../ui/text-field';
import { evidenceSourceQuery } from './evidence-panel-log.query';
import styles from './evidence-panel-source.module.css';

export interface EvidenceSourceProps {
  readonly evidenceId: number;
  readonly label: string | null;
  readonly workbench: Workbench;
  readonly loading: boolean;
}

export function EvidenceSource({ evidenceId, label, workbench, loading }: EvidenceSourceProps) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const found = useDbQuery(evidenceSourceQuery, { evidenceId }).data?.[0];
  const save = async (): Promise<void> => {
    try {
      await labelSource(workbench, evidenceId, draft ?? '');
      setDraft(undefined);
      setFailure(undefined);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  if (draft !== undefined) {
    return (
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextField
          label="Source label" hideLabel value={draft} onChange={setDraft} placeholder="for example cp-1" error={failure}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            setDraft(undefined);
          }}
        />
        <Button size="s" type="submit" variant="primary">Save</Button>
        <Button size="s" onClick={() => setDraft(undefined)}>Cancel</Button>
      </form>
    );
  }
  const derived = label === null ? (found?.source ?? null) : null;
  return (
    <span className={styles.shown}>
      {label !== null ? <HostileText text={label} maxLength={200} /> : derived !== null ? <span title="Told apart by the uid each server process gives itself">{derived}, by its processes</span> : <em>no label</em>}
      {found?.set_order === null || found === undefined ? null : <span className={styles.set}>part {found.set_order + 1} of {found.set_files} of a rotated log</span>}
      <Button size="s" variant="quiet" disabled={loading} title={loading ? 'Possible when nothing is being read' : undefined} onClick={() => setDraft(label ?? '')}>{label === null ? 'Set a label' : 'Change'}</Button>
    </span>
  );
}
