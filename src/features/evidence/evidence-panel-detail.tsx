/** One file: its facts, its hash, its issues, and the way to take it out. */
import { useState, type ReactNode } from 'react';
import { removeEvidence } from '../../actions/add-evidence';
import { onlyValue } from '../../actions/pivot';
import type { Workbench } from '../../actions/workbench';
import { formatBytes } from '../../base/bytes';
import { countOf, formatCount } from '../../base/number';
import { formatDuration, shownTimestamp } from '../../base/time';
import { exactly } from '../../model/filter';
import { gapsOfFormat } from '../../model/format-gaps';
import { sideWords } from '../../model/side-words';
import { useCase, useJobs } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { Notice } from '../../ui/notice';
import { CopyHash } from './evidence-panel-copy';
import type { EvidenceFile } from './evidence-panel-files';
import { EvidenceForms, EvidenceGaps, EvidenceServers } from './evidence-panel-log';
import { EvidenceOffset } from './evidence-panel-offset';
import { EvidenceSource } from './evidence-panel-source';
import { EvidenceIssues } from './evidence-panel-issues';
import styles from './evidence-panel.module.css';

export interface EvidenceDetailProps {
  readonly file: EvidenceFile;
  readonly state: 'complete' | 'reading' | 'unread';
  readonly workbench: Workbench;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

export function EvidenceDetail({ file, state, workbench, onRemoved, onClose }: EvidenceDetailProps) {
  const [asking, setAsking] = useState(false);
  const loading = useJobs((jobs) => jobs.load.phase !== 'idle');
  const { first_us, last_us } = file;
  const beside = sideWords({ falco: file.falco_alerts, kubelet: file.kubelet_entries, policy: file.audit_policies });
  return (
    <section className={styles.detail} aria-label="Chosen file">
      <header className={styles.head}>
        <h3 className={styles.name}>
          <HostileText text={file.name} maxLength={300} />
        </h3>
        <div className={styles.acts}>
          <Button
            size="s"
            disabled={file.events === 0}
            onClick={() => {
              onlyValue(workbench, 'evidence', exactly(file.name));
              onClose();
            }}
          >
            Show its requests
          </Button>
          <Button size="s" variant="danger" aria-expanded={asking} disabled={loading} title={loading ? 'Possible when nothing is being read' : undefined} onClick={() => setAsking(!asking)}>
            Remove…
          </Button>
        </div>
      </header>
      {asking ? <RemoveQuestion file={file} workbench={workbench} onKeep={() => setAsking(false)} onRemoved={onRemoved} /> : null}
      {state === 'unread' ? <Notice tone="error" title="This file could not be read" kept="Nothing of it was kept; the other evidence is unchanged." advice="The reason is below. Remove it, and add it again to try once more." /> : null}
      <dl className={styles.facts}>
        <Fact label="SHA-256" wide>
          {file.sha256 === null ? <em>{state === 'reading' ? 'known when the file is read to its end' : 'none'}</em> : <CopyHash hash={file.sha256} />}
        </Fact>
        {file.path === null || file.path === file.name ? null : (
          <Fact label="Path" wide>
            <code><HostileText text={file.path} maxLength={1000} /></code>
          </Fact>
        )}
        {file.parent_name === null ? null : (
          <Fact label="Packed in">
            <code><HostileText text={file.parent_name} maxLength={300} /></code>
          </Fact>
        )}
        <Fact label="Size">{file.bytes < 1000 ? formatBytes(file.bytes) : `${formatBytes(file.bytes)}, ${formatCount(file.bytes)} bytes`}</Fact>
        <Fact label="Format">
          {isArchive(file.container) ? <><HostileText text={file.container ?? ''} />, <em>what it holds is listed below it</em></> : <FormatOf file={file} isReading={state === 'reading'} />}
        </Fact>
        <Fact label="Source" wide><EvidenceSource evidenceId={file.evidence_id} label={file.source} workbench={workbench} loading={loading} /></Fact>
        <Fact label="Time offset" wide><EvidenceOffset evidenceId={file.evidence_id} offsetUs={file.offset_us} workbench={workbench} loading={loading} /></Fact>
        <Fact label="Events">{formatCount(file.events)}{state === 'reading' ? ' so far' : ''}</Fact>
        {file.duplicates === 0 ? null : <Fact label="Duplicates">{countOf(file.duplicates, 'event')} {file.events === 0 ? 'left out; every byte is loaded already' : 'that other records repeat; requests show them once'}</Fact>}
        {beside === '' ? null : <Fact label="Beside the audit log">{beside}<span className={styles.quiet}>, no audit events</span></Fact>}
        {first_us === null || last_us === null ? null : (
          <Fact label="First to last event" wide>
            <code>{shownTimestamp(first_us)}</code> to <code>{shownTimestamp(last_us)}</code>
            <span className={styles.quiet}>, {formatDuration(last_us - first_us)}</span>
          </Fact>
        )}
      </dl>
      <EvidenceForms evidenceId={file.evidence_id} />
      <EvidenceGaps evidenceId={file.evidence_id} />
      <EvidenceServers evidenceId={file.evidence_id} />
      <CannotAnswer format={file.format ?? ''} />
      <EvidenceIssues evidenceId={file.evidence_id} total={file.issues} reading={state === 'reading'} holds={isArchive(file.container)} />
    </section>
  );
}

/** What this form of evidence leaves open, so that a missing value is not read as a finding. */
function CannotAnswer({ format }: { readonly format: string }) {
  const gaps = gapsOfFormat(format);
  if (gaps.length === 0) return null;
  return (
    <section className={styles.open} aria-label="What this format cannot answer">
      <h4>What this format cannot answer</h4>
      <dl className={styles.facts}>
        {gaps.map(({ question, reason }) => <Fact key={question} label={question} wide>{reason}</Fact>)}
      </dl>
    </section>
  );
}

function Fact({ label, wide = false, children }: { readonly label: string; readonly wide?: boolean; readonly children: ReactNode }) {
  return (
    <div className={wide ? styles.wide : styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface RemoveQuestionProps {
  readonly file: EvidenceFile;
  readonly workbench: Workbench;
  readonly onKeep: () => void;
  readonly onRemoved: () => void;
}

function RemoveQuestion({ file, workbench, onKeep, onRemoved }: RemoveQuestionProps) {
  const [removing, setRemoving] = useState(false);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const pins = useCase((state) => state.pins.filter((pin) => pin.places.some((place) => place.evidenceSha256 === file.sha256)).length);
  const remove = async (): Promise<void> => {
    setRemoving(true);
    try {
      await removeEvidence(workbench, file.evidence_id);
      onRemoved();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setRemoving(false);
    }
  };
  return (
    <Notice
      tone={failure === undefined ? 'warning' : 'error'}
      urgent={failure !== undefined}
      title={failure === undefined ? `Remove this file with ${countOf(file.events, 'event')}${file.issues > 0 ? ` and ${countOf(file.issues, 'issue')}` : ''} from this tab?` : `The file could not be removed: ${failure}`}
      kept={`The file on your disk is not touched.${pins > 0 ? ` ${pins === 1 ? 'One pin is' : `${formatCount(pins)} pins are`} of this file and will stay with ${pins === 1 ? 'its note' : 'their notes'}; add the file again to see the request${pins === 1 ? '' : 's'}.` : ''}`}
      actions={
        <>
          {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the question follows the press that asked for it */}
          <Button size="s" autoFocus disabled={removing} onClick={onKeep}>
            Keep
          </Button>
          <Button size="s" variant="danger" disabled={removing} onClick={() => void remove()}>
            {removing ? 'Removing' : 'Remove'}
          </Button>
        </>
      }
    />
  );
}

function FormatOf({ file: { format, container }, isReading }: { readonly file: Pick<EvidenceFile, 'format' | 'container'>; readonly isReading: boolean }) {
  return (
    <>
      {format === null || format === 'none' ? <em>{isReading ? 'being found out' : 'no audit record found'}</em> : <HostileText text={format} />}
      {container === null || container === 'none' ? null : <> in <HostileText text={container} /></>}
    </>
  );
}

/** The last of what it is packed in is an archive, or a table. */
const isArchive = (container: string | null): boolean => /(?:^|, )(?:zip|tar|parquet)$/.test(container ?? '');
