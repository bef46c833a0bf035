/** The commands with which anybody can hold a record of the report against the evidence, without Kubewitness. */
import type { RecordPlace } from '../model/evidence';
import { shellQuote } from '../base/shell-quote';

export const fileHashCommand = (evidenceName: string): string => `sha256sum ${shellQuote(evidenceName)}`;

/** `undefined` for a container that no single common tool turns into the bytes the offsets count. */
export function recordHashCommand(place: RecordPlace, container: string | undefined): string | undefined {
  const bytes = unpacked(place.evidenceName, container);
  return bytes === undefined ? undefined : `${bytes(`tail -c +${place.byteOffset + 1}`)} | head -c ${place.byteLength} | sha256sum`;
}

/** How a command reads the unpacked bytes of the file: from the file itself, or from what unpacks it. */
function unpacked(name: string, container: string | undefined): ((command: string) => string) | undefined {
  const file = shellQuote(name);
  if (container === undefined || container === 'none' || container === 'plain') return (command) => `${command} ${file}`;
  if (/^gzip$|^gz$/i.test(container)) return (command) => `gzip -dc ${file} | ${command}`;
  return undefined;
}
