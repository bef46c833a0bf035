/** What a card says about its request besides the sentence. */
import { hostileTextParts } from '../../base/hostile-text';
import { formatDuration } from '../../base/time';
import type { AuditRequest } from '../../model/audit-record';
import type { Pin } from '../../model/pin';
import { isLongRunning } from '../../model/stage';

/** How long a session, watch or proxied connection stayed open; undefined for requests that are answered and done. */
export function sessionWords(request: AuditRequest): string | undefined {
  if (!isLongRunning(request.best.verb, request.best.object?.subresource ?? null)) return undefined;
  if (request.outcome === 'open') return 'still open';
  return request.outcome === 'allowed' && request.durationUs !== null ? formatDuration(request.durationUs) : undefined;
}

/** `audit.log, line 1,802`: where to look for a pin whose evidence is not loaded. */
export function placeOf(pin: Pin): { readonly name: string; readonly line: number; readonly sha256: string } {
  const first = pin.places[0];
  return { name: first?.evidenceName ?? '', line: first?.line ?? 0, sha256: first?.evidenceSha256 ?? '' };
}

/** Characters of a note that act on the reader and cannot be seen while it is edited; line ends and tabs are meant. */
export const hiddenCharacters = (text: string): readonly string[] => [
  ...new Set(hostileTextParts(text.replace(/[\n\t]/g, ' ')).flatMap((part) => (part.kind === 'escape' ? [part.text] : []))),
];
export const withoutHidden = (text: string): string =>
  text.split(/([\n\t])/).map((run) => (run === '\n' || run === '\t' ? run : hostileTextParts(run).flatMap((part) => (part.kind === 'plain' ? [part.text] : [])).join(''))).join('');

/** Tags as one line of text, and back: commas and line ends part them, empty and repeated ones fall away. */
export const tagsText = (tags: readonly string[]): string => tags.join(', ');
export const tagsOf = (text: string): readonly string[] => [...new Set(text.split(/[,\n]/).map((tag) => tag.trim()).filter((tag) => tag !== ''))];
