import { escapeHostileText, hostileTextParts, shorten } from '../base/hostile-text';
import styles from './hostile-text.module.css';

export interface HostileTextProps {
  readonly text: string;
  /** Longer text is cut and says how much is missing. */
  readonly maxLength?: number;
}

const PLAIN = /^[\u0020-\u007e]*$/;

/** Text from the evidence: shown as it is, with every character that would act on the reader escaped and marked. */
export function HostileText({ text, maxLength = 2000 }: HostileTextProps) {
  const shown = shorten(text, maxLength);
  const title = shown === text ? undefined : escapeHostileText(text.slice(0, 4000));
  const parts = PLAIN.test(shown) ? undefined : hostileTextParts(shown);
  return (
    <bdi className={styles.text} dir="ltr" title={title}>
      {parts === undefined
        ? shown
        : parts.map((part, index) =>
            part.kind === 'plain' ? (
              part.text
            ) : (
              <span key={index} className={styles.escape} title="hidden character, shown escaped">
                {part.text}
              </span>
            ),
          )}
    </bdi>
  );
}
