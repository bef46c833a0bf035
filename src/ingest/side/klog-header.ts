/** The header of klog's text form, and what the journal, syslog or a container runtime wrote before it. */
import { parseTimestamp } from '../../base/time';
import type { EntryTime } from '../../model/side-record';

export interface KlogLine {
  readonly severity: string;
  readonly month: number;
  readonly day: number;
  /** Microseconds since midnight on the host's clock. */
  readonly clockUs: number;
  readonly processId: string;
  readonly file: string;
  readonly line: string;
  readonly message: string;
}

const SEVERITIES: Readonly<Record<string, string>> = { I: 'INFO', W: 'WARNING', E: 'ERROR', F: 'FATAL' };

/** `Lmmdd hh:mm:ss.uuuuuu threadid file:line] msg` (k8s.io/klog klog.go, formatHeader); threadid is the process id. */
const KLOG = /^([IWEF])(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6}) +(\d+) ([^\s:[\]]+):(\d+)\] ?(.*)$/s;

export const looksLikeKlog = (head: string): boolean => /(?:^|\s)[IWEF][01]\d[0-3]\d \d\d:\d\d:\d\d\.\d{6} +\d+ \S+:\d+\]/.test(head);

export function klogLine(text: string): KlogLine | undefined {
  const found = KLOG.exec(text);
  if (found === null) return undefined;
  const [, letter = '', month, day, hour, minute, second, micros, processId = '', file = '', line = '', message = ''] = found;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  const clockUs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000_000 + Number(micros);
  return { severity: SEVERITIES[letter] ?? letter, month: Number(month), day: Number(day), clockUs, processId, file, line, message };
}

export interface LineHeader {
  /** What stands behind the header. */
  readonly rest: string;
  readonly host: string | null;
  /** The program as the journal or syslog names it; null where nothing does. */
  readonly program: string | null;
  readonly time: EntryTime | undefined;
}

const PROGRAM = String.raw`(\S+) ([^\s:[\]]+)(?:\[\d+\])?: `;
/** journalctl's `short` and syslog (RFC 3164): no year, no zone. */
const SHORT = new RegExp(String.raw`^(?:<\d{1,3}>)?([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))? ${PROGRAM}`);
/** journalctl's `short-iso` and `short-iso-precise`, rsyslog's RFC 3339 form. */
const ISO = new RegExp(String.raw`^(?:<\d{1,3}>)?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)) ${PROGRAM}`);
const CRI = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) (?:stdout|stderr) F (?=[IWEF]\d)/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The line without its header; a line that has none is its own rest. */
export function lineHeader(line: string): LineHeader {
  const short = SHORT.exec(line);
  const month = MONTHS.indexOf(short?.[1] ?? '') + 1;
  if (short !== null && month > 0) {
    const [whole, , day, hour, minute, second, fraction = '', host = '', program = ''] = short;
    const clockUs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000_000 + Number(fraction.padEnd(6, '0'));
    return { rest: line.slice(whole.length), host, program, time: { kind: 'no-year', month, day: Number(day), clockUs } };
  }
  const iso = ISO.exec(line);
  if (iso !== null) return { rest: line.slice(iso[0].length), host: iso[2] ?? null, program: iso[3] ?? null, time: statedTime(iso[1]) };
  const cri = CRI.exec(line);
  if (cri !== null) return { rest: line.slice(cri[0].length), host: null, program: null, time: statedTime(cri[1]) };
  return { rest: line, host: null, program: null, time: undefined };
}

function statedTime(text: string | undefined): EntryTime | undefined {
  const us = parseTimestamp(text ?? '');
  return us === undefined ? undefined : { kind: 'stated', us };
}

const MINUTE_US = 60_000_000n;

/**
 * The entry's own time. A header with date and zone says when it was; klog's clock adds the microseconds where the two agree on
 * the second, which no zone moves. Without such a header, klog's month, day and clock stay what they are.
 */
export function entryTime(klog: Pick<KlogLine, 'month' | 'day' | 'clockUs'>, header: EntryTime | undefined): EntryTime {
  if (header?.kind !== 'stated') return { kind: 'no-year', month: klog.month, day: klog.day, clockUs: klog.clockUs };
  const isWhole = header.us % 1_000_000n === 0n;
  const clock = BigInt(klog.clockUs);
  const sameSecond = (header.us % MINUTE_US) / 1_000_000n === (clock % MINUTE_US) / 1_000_000n;
  return isWhole && sameSecond ? { kind: 'stated', us: header.us + (clock % 1_000_000n) } : header;
}
