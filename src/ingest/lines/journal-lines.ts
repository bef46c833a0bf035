/**
 * A record that the journal or a syslog daemon cut into several lines, each behind a header of its own: systemd-journald splits what a service
 * prints at LineMax, 48 KiB as installed (journald.conf(5)). The parts are joined if they make one record, otherwise nothing is guessed.
 */
import { decodeText } from '../json-reader';
import { MORE, NO_LIST, type RecordScanner, WHOLE } from '../record-scanner';
import { concatenated, type Between, type Joining } from './partial-lines';
import type { Span } from '../envelopes/unwrap';

const HEAD_BYTES = 300;
/** The time, and then who wrote: `HOST PROGRAM[PID]: `. */
const HEADER = /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,6})?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)) (\S+ [^\s:]+): /;
const CLOSING_BRACE = 0x7d;

/** The record that starts at `start`, behind the header `header` of its line. */
export function joinJournalLines(scanner: RecordScanner, header: string, bytes: Uint8Array, start: number, end: number, ended: boolean, longest: number): Joining {
  const writer = HEADER.exec(header)?.[1];
  if (writer === undefined) return { kind: 'none', searchedTo: start };
  const parts: Span[] = [];
  const between: Between[] = [];
  let content = start;
  let line = start;
  for (;;) {
    const newline = bytes.subarray(content, end).indexOf(0x0a);
    if (newline < 0 && !ended) return end - start > longest ? { kind: 'none', searchedTo: end } : { kind: 'more' };
    const lineEnd = newline < 0 ? end : content + newline;
    const part = { start: content, end: lineEnd > content && bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd };
    const next = Math.min(lineEnd + 1, end);
    // What another program wrote in between is a line of its own, header and all.
    if (content === line && parts.length > 0) between.push({ bytes: bytes.slice(part.start, part.end), span: part });
    else {
      parts.push(part);
      const isShorter = part.end - part.start < (parts[0]?.end ?? 0) - start;
      if (parts.length > 1 && (isShorter || bytes[part.end - 1] === CLOSING_BRACE)) {
        const whole = concatenated(parts.map((one) => bytes.subarray(one.start, one.end)));
        const status = scanner.scan(whole, 0, whole.length - 1, NO_LIST);
        if (status === WHOLE) return { kind: 'joined', bytes: whole, span: { start, end: part.end }, next, between };
        if (isShorter || status !== MORE) return { kind: 'none', searchedTo: next };
      }
    }
    if (next >= end || next - start > longest) return ended || next - start > longest ? { kind: 'none', searchedTo: next } : { kind: 'more' };
    if (next + HEAD_BYTES > end && !ended) return { kind: 'more' };
    line = next;
    const found = HEADER.exec(decodeText(bytes, line, Math.min(end, line + HEAD_BYTES)));
    if (found === null) return { kind: 'none', searchedTo: line };
    // A header may have letters of several bytes in it.
    content = found[1] === writer ? line + new TextEncoder().encode(found[0]).length : line;
  }
}
