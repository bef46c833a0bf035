/** The only place that writes to the console; the text is escaped because terminals and consoles interpret it. */
import { escapeHostileText } from './hostile-text';

export const log = {
  warn: (message: string): void => {
    console.warn(`kubewitness: ${escapeHostileText(message)}`);
  },
  error: (message: string, cause?: unknown): void => {
    console.error(`kubewitness: ${escapeHostileText(message)}`, cause);
  },
};
