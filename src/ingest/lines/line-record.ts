/** What a line of text is: a record in text, a record behind a prefix, or something else by name. */
import type { SideContent } from '../../model/side-record';
import type { EventDraft } from '../envelopes/event-draft';
import { knownLine } from '../envelopes/not-audit';
import { decodeText } from '../json-reader';
import { LINE_HEAD_BYTES } from '../limits';
import { LEGACY_FORM, looksLegacy, readLegacyLine, type ClassicHalf } from './legacy-text';
import { FALCO_TEXT, falcoOfText } from '../side/falco-alert';
import { looksLikeKlog } from '../side/klog-header';
import { kubeletOfLine, KubeletProcesses } from '../side/kubelet-entry';
import { prefixForm } from './line-prefix';
import { looksLikeRuby, rubyRecord } from './ruby-hash';

export type LineRecord =
  | { readonly kind: 'draft'; readonly draft: EventDraft; readonly form: string }
  /** One of the two lines that the classic text log writes for a request. */
  | { readonly kind: 'half'; readonly half: ClassicHalf }
  | { readonly kind: 'prefix'; readonly form: string }
  /** A record in another notation, put into JSON. */
  | { readonly kind: 'json'; readonly json: string; readonly form: string }
  | { readonly kind: 'side'; readonly content: SideContent }
  | { readonly kind: 'named'; readonly what: string };

/** The line that starts at `start`: whole when it is text that is read, else as much of it as tells what it is. */
export function lineText(bytes: Uint8Array, start: number, end: number): string {
  const headEnd = Math.min(end, start + LINE_HEAD_BYTES);
  const newline = bytes.subarray(start, headEnd).indexOf(0x0a);
  if (newline >= 0) return decodeText(bytes, start, start + newline);
  const head = decodeText(bytes, start, headEnd);
  if (!looksLegacy(head) && !looksLikeKlog(head) && !FALCO_TEXT.test(head) && !looksLikeRuby(head)) return head;
  const lineEnd = bytes.subarray(start, end).indexOf(0x0a);
  return decodeText(bytes, start, lineEnd < 0 ? end : start + lineEnd);
}

/** `processes` are the kubelets that have written to the same file. */
export function lineRecord(line: string, processes = new KubeletProcesses()): LineRecord | undefined {
  if (looksLegacy(line.slice(0, LINE_HEAD_BYTES))) {
    const legacy = readLegacyLine(line);
    if (legacy?.kind === 'event') return { kind: 'draft', draft: legacy.draft, form: LEGACY_FORM };
    if (legacy !== undefined) return { kind: 'half', half: legacy };
  }
  const head = line.slice(0, LINE_HEAD_BYTES);
  if (looksLikeRuby(head)) {
    const ruby = rubyRecord(line.trimEnd());
    if (ruby !== undefined) return { kind: 'json', ...ruby };
  }
  const brace = /\{\s*"/.exec(head);
  if (brace !== null) {
    const form = prefixForm(head.slice(0, brace.index));
    if (form !== undefined) return { kind: 'prefix', form };
  }
  const side = kubeletOfLine(line, processes) ?? falcoOfText(line);
  if (side !== undefined) return { kind: 'side', content: side };
  const what = knownLine(head);
  return what === undefined ? undefined : { kind: 'named', what };
}
