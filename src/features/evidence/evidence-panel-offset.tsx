/** Shifting all times of a file by hand, where its clock is known to have been wrong. */
import { shiftTimes } from '../../actions/shift-times';
import type { Workbench } from '../../actions/workbench';
import { offsetWords, parseOffset } from '../../model/time-offset';
import { EvidenceField } from './evidence-panel-field';
import styles from './evidence-panel-field.module.css';

export interface EvidenceOffsetProps {
  readonly evidenceId: number;
  readonly offsetUs: bigint;
  readonly workbench: Workbench;
  readonly loading: boolean;
}

export function EvidenceOffset({ evidenceId, offsetUs, workbench, loading }: EvidenceOffsetProps) {
  const save = async (text: string): Promise<void> => {
    const us = text.trim() === '' ? 0n : parseOffset(text);
    if (us === undefined) throw new Error('Write seconds, as +2.5 or −3600, with at most six digits behind the point.');
    await shiftTimes(workbench, evidenceId, us);
  };
  return (
    <EvidenceField label="Time offset in seconds" placeholder="for example +2.5" value={offsetUs === 0n ? '' : offsetWords(offsetUs).replace(' s', '')} change={offsetUs === 0n ? 'Set by hand' : 'Change'} loading={loading} save={save} hint="Added to every time of this file. The records stay as logged.">
      {offsetUs === 0n ? <em>none</em> : <span className={styles.byHand}>{offsetWords(offsetUs)}, set by hand</span>}
    </EvidenceField>
  );
}
