/** The HTML report as it will be saved, byte for byte, in a frame that can run nothing. */
import { useEffect, useState } from 'react';
import { exportReport, saveBlob } from '../../actions/export-report';
import { useWorkbench } from '../../actions/use-workbench';
import { formatBytes } from '../../base/bytes';
import { countOf } from '../../base/number';
import { filterSentence } from '../../model/filter';
import { useCase, useView } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { HostileText } from '../../ui/hostile-text';
import { Notice } from '../../ui/notice';
import { Switch } from '../../ui/switch';
import styles from './incident.module.css';

type Preview =
  | { readonly phase: 'making' }
  | { readonly phase: 'made'; readonly blob: Blob; readonly address: string }
  | { readonly phase: 'failed'; readonly reason: string };

export function ReportPreview({ onClose }: { readonly onClose: () => void }) {
  const workbench = useWorkbench();
  const pins = useCase((state) => state.pins.length);
  const filter = useView((view) => view.filter);
  const filtered = filter.clauses.some((clause) => clause.enabled) || filter.range !== undefined;
  const [withFilter, setWithFilter] = useState(false);
  const [preview, setPreview] = useState<Preview>({ phase: 'making' });
  useEffect(() => {
    let current = true;
    let address: string | undefined;
    const make = async (): Promise<void> => {
      const blob = await exportReport(workbench, 'html', { filter: withFilter });
      if (!current) return;
      // Not srcdoc: there, a link to a part of the report would load this page into the frame.
      address = URL.createObjectURL(blob);
      setPreview({ phase: 'made', blob, address });
    };
    make().catch((error: unknown) => {
      if (current) setPreview({ phase: 'failed', reason: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      current = false;
      if (address !== undefined) URL.revokeObjectURL(address);
    };
  }, [workbench, withFilter]);
  return (
    <Dialog
      open
      size="full"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Report preview"
      description="Exactly the file that is saved: one HTML file that needs no script and no network."
      footer={
        <>
          <span className={styles.left}>
            {filtered ? (
              <Switch label={<>Say in the report what was looked for: <HostileText text={filterSentence(filter)} maxLength={120} /></>} checked={withFilter} onChange={setWithFilter} />
            ) : null}
          </span>
          <p className={styles.size}>{preview.phase === 'made' ? `${countOf(pins, 'pin')} · ${formatBytes(preview.blob.size)}` : ''}</p>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            disabled={preview.phase !== 'made'}
            onClick={() => {
              if (preview.phase === 'made') saveBlob(workbench, 'html', preview.blob);
            }}
          >
            Save HTML
          </Button>
        </>
      }
    >
      <div className={styles.preview}>
        {preview.phase === 'failed' ? (
          <Notice tone="error" urgent title={`The report could not be made: ${preview.reason}`} kept="Every pin and note is unchanged." advice="Close this and try again. If it fails again, save a case file: it keeps everything." />
        ) : preview.phase === 'making' ? (
          <p className={styles.making} role="status">Reading the records of {countOf(pins, 'pin')}</p>
        ) : (
          // Same origin, so that the report's links to its own parts work; it still can run no script, open nothing and send nothing.
          <iframe className={styles.frame} title="Report preview" sandbox="allow-same-origin" src={preview.address} />
        )}
      </div>
    </Dialog>
  );
}
