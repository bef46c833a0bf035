import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { droppedFiles, type DroppedFile } from './dropped-files';
import styles from './file-drop.module.css';

export interface FileDropProps {
  /** Called with the drop itself; resolves to the files in the order of their paths once folders are walked, and rejects where one could not be. */
  readonly onDrop: (files: Promise<readonly DroppedFile[]>) => void;
  readonly label?: string;
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Takes files and folders dropped anywhere on the page; renders only the overlay. */
export function FileDrop({ onDrop, label = 'Drop to add evidence' }: FileDropProps) {
  const [over, setOver] = useState(false);
  const take = useEffectEvent((transfer: DataTransfer) => onDrop(droppedFiles(transfer)));
  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0 || event.relatedTarget === null) {
        depth = 0;
        setOver(false);
      }
    };
    const move = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      take(event.dataTransfer);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', move);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', move);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return over ? (
    <div className={styles.overlay}>
      <div className={styles.frame}>
        <p className={styles.words}>{label}</p>
        <p className={styles.promise}>Files and folders. Nothing leaves this tab.</p>
      </div>
    </div>
  ) : null;
}

export interface FileInputProps {
  /** The accessible name of the input, and the text on it. */
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly variant?: 'plain' | 'primary' | 'quiet';
  readonly size?: 's' | 'm' | 'l';
  readonly accept?: string;
}

/** A real file input that looks like a button. */
export function FileInput({ label, onFiles, variant = 'plain', size = 'm', accept }: FileInputProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <span className={styles.field} data-variant={variant} data-size={size}>
      <span aria-hidden="true">{label}</span>
      <input
        ref={input}
        className={styles.input}
        type="file"
        multiple
        aria-label={label}
        title={label}
        accept={accept}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          if (input.current !== null) input.current.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </span>
  );
}
