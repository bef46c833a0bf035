/** Note, phase and tags of one pin. */
import { useCallback, useRef, useState } from 'react';
import { annotatePin, unpin, type TimelineEntry } from '../../actions/pins';
import { useWorkbench } from '../../actions/use-workbench';
import { formatCount } from '../../base/number';
import { formatDate, shownClock } from '../../base/time';
import { PHASES, type Phase } from '../../model/pin';
import { useCase } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { HostileText } from '../../ui/hostile-text';
import { Kbd } from '../../ui/kbd';
import { Select } from '../../ui/select';
import { TextField } from '../../ui/text-field';
import styles from './incident.module.css';
import { MarkedSentence } from './marked-sentence';
import { hiddenCharacters, placeOf, tagsOf, tagsText, withoutHidden } from './pin-facts';

const NO_PHASE = 'none';
const PHASE_OPTIONS = [{ value: NO_PHASE, label: 'No phase' }, ...PHASES.map((phase) => ({ value: phase, label: phase }))];

export interface PinEditorProps {
  readonly entry: TimelineEntry;
  readonly onClose: () => void;
}

export function PinEditor({ entry, onClose }: PinEditorProps) {
  const workbench = useWorkbench();
  const { pin, request, at } = entry;
  const [note, setNote] = useState(pin.note);
  const [phase, setPhase] = useState<Phase | undefined>(pin.phase);
  const [tags, setTags] = useState(tagsText(pin.tags));
  const [asking, setAsking] = useState(false);
  const first = useRef<HTMLElement>(null);
  const known = [...new Set(useCase((state) => state.pins).flatMap((other) => other.tags))].filter((tag) => !tagsOf(tags).includes(tag)).slice(0, 12);
  // Tags that came with a case file may hold a comma; only what was typed is taken apart.
  const nextTags = tags === tagsText(pin.tags) ? pin.tags : tagsOf(tags);
  const changed = note !== pin.note || phase !== pin.phase || nextTags !== pin.tags;
  const hidden = hiddenCharacters(note);
  const onForm = useCallback((form: HTMLDivElement | null): void => {
    const area = form?.querySelector('textarea') ?? null;
    first.current = area;
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);
  const save = (): void => {
    annotatePin(workbench, pin.pinId, { note, tags: nextTags, phase });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return;
        if (changed && !asking) setAsking(true);
        else onClose();
      }}
      title={at === undefined ? 'Pinned request' : `Pinned request of ${formatDate(at)} ${shownClock(at)} UTC`}
      description={request === undefined ? <Place entry={entry} /> : <MarkedSentence request={request} />}
      initialFocus={first}
      footer={
        asking ? (
          <>
            <p className={styles.asking} role="alert">Your changes are not saved.</p>
            <Button variant="danger" onClick={onClose}>Discard</Button>
            <Button onClick={() => setAsking(false)}>Keep editing</Button>
            <Button variant="primary" onClick={save}>Save</Button>
          </>
        ) : (
          <>
            <span className={styles.left}>
              <Button
                variant="danger"
                onClick={() => {
                  unpin(workbench, pin.pinId);
                  onClose();
                }}
              >
                Unpin
              </Button>
            </span>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" onClick={save}>
              Save <Kbd keys="Ctrl Enter" />
            </Button>
          </>
        )
      }
    >
      {/* Wherever the focus is: a list of phases would take the key for itself. */}
      <div
        className={styles.form}
        ref={onForm}
        onKeyDownCapture={(event) => {
          if (event.key !== 'Enter' || (!event.ctrlKey && !event.metaKey)) return;
          event.preventDefault();
          event.stopPropagation();
          save();
        }}
      >
        <TextField label="Note" rows={6} value={note} onChange={setNote} onSubmit={save} hint="What this request means. Printed in the report as written; an empty line starts a paragraph." />
        {hidden.length === 0 ? null : (
          <p className={styles.hidden}>
            The note holds invisible characters ({hidden.join(', ')}); cards and reports show them escaped.
            <Button size="s" onClick={() => setNote(withoutHidden(note))}>
              Remove them
            </Button>
          </p>
        )}
        <div className={styles.pair}>
          <Select label="Phase" value={phase ?? NO_PHASE} options={PHASE_OPTIONS} onChange={(next) => setPhase(PHASES.find((candidate) => candidate === next))} />
          <TextField
            label="Tags"
            value={tags}
            onChange={setTags}
            onSubmit={save}
            onKeyDown={(event) => {
              // Enter alone would save before the note is read over.
              if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault();
            }}
            placeholder="scope, rotate"
            hint="Separated by commas."
          />
        </div>
        {known.length === 0 ? null : (
          <div className={styles.known} role="group" aria-label="Tags of other pins">
            {known.map((tag) => (
              <button key={tag} type="button" className={styles.chip} onClick={() => setTags(tagsText([...tagsOf(tags), tag]))}>
                + <HostileText text={tag} maxLength={40} />
              </button>
            ))}
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Place({ entry }: { readonly entry: TimelineEntry }) {
  const { name, line, sha256 } = placeOf(entry.pin);
  return (
    <>
      Its evidence is not loaded: <HostileText text={name} maxLength={120} />, line {formatCount(line)}, SHA-256 <code className={styles.hash}>{sha256}</code>. Note, phase and tags can be changed; the request shows again when that file is added.
    </>
  );
}
