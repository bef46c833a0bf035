/**
 * Records that were cut into several objects. docker splits at 16 KiB and leaves out the newline at the end of `log`; the journal splits what
 * a service prints at LineMax, 48 KiB as installed, and says so in `_LINE_BREAK` since version 235 (journald.conf(5),
 * systemd.journal-fields(7)). Parts of one stream follow each other in order; objects of other streams may stand between.
 */
import { messageBytes } from '../envelopes/journal-message';
import { PlacedJson } from '../envelopes/placed-json';
import type { Span } from '../envelopes/unwrap';
import { MORE, NO_LIST, type RecordScanner, WHOLE } from '../record-scanner';
import { concatenated, type Between, type Joining } from './partial-lines';

interface Part {
  readonly stream: string;
  readonly bytes: Uint8Array;
  readonly span: Span;
  /** `unknown`: it may be the last one if it is shorter than the first. */
  readonly isLast: 'yes' | 'no' | 'unknown';
}

/** Who cuts, how its lines are called, and what of a record stands in one of its objects. */
export interface CuttingForm {
  readonly form: string;
  readonly partOf: (node: PlacedJson) => Part | undefined;
}

const BRACE = 0x7b;
const encoder = new TextEncoder();

const docker: CuttingForm = {
  form: 'docker JSON lines',
  partOf: (node) => {
    const log = node.get('log');
    const text = log?.text;
    if (log === undefined || text === undefined || !node.has('stream', 'time')) return undefined;
    return { stream: node.textAt('stream') ?? '', bytes: encoder.encode(text), span: contentOf(log), isLast: text.endsWith('\n') ? 'yes' : 'no' };
  },
};

const journal: CuttingForm = {
  form: 'journal records',
  partOf: (node) => {
    const message = node.get('MESSAGE');
    const bytes = message === undefined ? undefined : messageBytes(message);
    if (message === undefined || bytes === undefined || !(node.has('__REALTIME_TIMESTAMP') || node.has('_HOSTNAME'))) return undefined;
    const stream = node.textAt('_STREAM_ID') ?? `${node.scalarAt('_PID') ?? ''} ${node.textAt('SYSLOG_IDENTIFIER') ?? ''}`;
    return { stream, bytes, span: contentOf(message), isLast: node.textAt('_LINE_BREAK') === 'line-max' ? 'no' : 'unknown' };
  },
};

const FORMS: readonly CuttingForm[] = [docker, journal];

/** Of a string, its content. */
const contentOf = (node: PlacedJson): Span => (node.isString ? { start: node.start + 1, end: node.end - 1 } : { start: node.start, end: node.end });

/** The form of the object at `bytes[start .. end)` if it holds the first part of a record and not the whole of it. */
export function cuttingForm(scanner: RecordScanner, bytes: Uint8Array, start: number, end: number): CuttingForm | undefined {
  const node = new PlacedJson(bytes, start, end);
  for (const form of FORMS) {
    const part = form.partOf(node);
    if (part === undefined || part.isLast === 'yes' || part.bytes[0] !== BRACE) continue;
    const inner = concatenated([part.bytes]);
    return scanner.scan(inner, 0, inner.length - 1, NO_LIST) === MORE ? form : undefined;
  }
  return undefined;
}

/** The record whose first part is in the object at `start`. */
export function joinObjects({ partOf }: CuttingForm, scanner: RecordScanner, bytes: Uint8Array, start: number, end: number, ended: boolean, longest: number): Joining {
  const parts: Part[] = [];
  const between: Between[] = [];
  let at = start;
  while (at < end && bytes[at] === BRACE) {
    const status = scanner.scan(bytes, at, end, NO_LIST);
    if (status !== WHOLE) return status === MORE && !ended && end - start <= longest ? { kind: 'more' } : { kind: 'none', searchedTo: at };
    const part = partOf(new PlacedJson(bytes, at, scanner.end));
    if (part === undefined) return { kind: 'none', searchedTo: at };
    at = scanner.end;
    if (parts[0] === undefined || part.stream === parts[0].stream) {
      parts.push(part);
      if (part.isLast === 'yes') return joined(parts, at, between);
      if (part.isLast === 'unknown') {
        const whole = concatenated(parts.map((one) => one.bytes));
        if (scanner.scan(whole, 0, whole.length - 1, NO_LIST) === WHOLE) return joined(parts, at, between);
        if (part.bytes.length < (parts[0]?.bytes.length ?? 0)) return { kind: 'none', searchedTo: at };
      }
    } else between.push({ bytes: concatenated([part.bytes]), span: part.span });
    while (at < end && isBetweenObjects(bytes[at] ?? 0)) at += 1;
    if (at - start > longest) break;
  }
  return at >= end && !ended && end - start <= longest ? { kind: 'more' } : { kind: 'none', searchedTo: at };
}

/** White space, and the mark that `journalctl -o json-seq` puts before each record (RFC 7464). */
const isBetweenObjects = (c: number): boolean => c === 0x0a || c === 0x0d || c === 0x20 || c === 0x1e;

function joined(parts: readonly Part[], next: number, between: readonly Between[]): Joining {
  return { kind: 'joined', bytes: concatenated(parts.map((part) => part.bytes)), span: { start: parts[0]?.span.start ?? 0, end: parts.at(-1)?.span.end ?? 0 }, next, between };
}
