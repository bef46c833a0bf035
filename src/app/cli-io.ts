/** Where the command line reads and writes; tests give it other ends. */
import { escapeHostileText } from '../base/hostile-text';

export interface CliIo {
  /** The answer; resolves when there is room for more. */
  readonly out: (text: string) => Promise<void>;
  /** What a person should know; plain text that was escaped already. */
  readonly err: (text: string) => void;
  /** One line that replaces itself, '' to take it away; undefined where nobody watches. */
  readonly progress: ((text: string) => void) | undefined;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly nowMs: () => number;
}

/** One message, prefixed; file names, SQL and the engine's own words may hold anything, so no line of them acts on the terminal. */
export function complain(io: CliIo, message: string): void {
  io.progress?.('');
  const lines = message.split('\n').map(escapeHostileText);
  io.err(`kubewitness: ${lines.join('\n             ')}\n`);
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.', EACCES: 'this user may not read it.', EPERM: 'this user may not read it.', EISDIR: 'it is a folder; name the files in it.',
};

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return SYSTEM_ERRORS[code] ?? error.message;
}
