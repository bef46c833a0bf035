/**
 * What stands before the record on a line: headers of container runtimes, of the journal, of cloud exports and of the
 * tools logs are looked at with. A known one is part of the record's line and no issue.
 */
import { FLUENT_BIT_FORM } from './ruby-hash';

export const SYSLOG_FORM = 'syslog lines';
export const NUMBERED_FORM = 'numbered lines';

const TIME = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?`;
const MONTH_TIME = String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d`;
const NAME = String.raw`[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?`;

const PREFIXES: readonly (readonly [form: string, pattern: RegExp])[] = [
  ['CRI lines', new RegExp(`^${TIME} (?:stdout|stderr) F(?::\\S*)? $`)],
  ['CloudWatch S3 export lines', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z $/],
  ['CloudWatch tail lines', new RegExp(`^${TIME} \\S+-[0-9a-f]{32} $`)],
  ['lines with a time', new RegExp(`^${TIME} $`)],
  ['pod log lines', new RegExp(`^\\[?pod/\\S+\\] (?:${TIME} )?$`)],
  [SYSLOG_FORM, new RegExp(`^(?:<\\d{1,3}>)?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S+ [^\\s:]+: $`)],
  [SYSLOG_FORM, new RegExp(`^(?:<\\d{1,3}>)?${TIME} \\S+ [^\\s:]+: $`)],
  [SYSLOG_FORM, new RegExp(`^<\\d{1,3}>\\d* ?${TIME} \\S+ \\S+ \\S+ \\S+ (?:-|\\[.*\\]) (?:\\ufeff)?$`)],
  // Without a program's name, or with rsyslog's mark before JSON (github.com/rsyslog/rsyslog, mmjsonparse).
  [SYSLOG_FORM, new RegExp(`^(?:<\\d{1,3}>)?(?:${TIME}|${MONTH_TIME}) \\S+ [^\\s:]+: @cee: ?$`)],
  [SYSLOG_FORM, new RegExp(`^<\\d{1,3}>(?:${TIME}|${MONTH_TIME}) \\S+ $`)],
  [SYSLOG_FORM, new RegExp(`^${TIME} ${NAME} ${NAME}(?:\\[\\d+\\])? $`)],
  // journalctl -o short-full and short-unix.
  [SYSLOG_FORM, new RegExp(`^(?:[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})? \\S{1,6}|\\d{10}\\.\\d{1,6}) \\S+ [^\\s:]+: $`)],
  ['CloudWatch tail lines', new RegExp(`^${TIME} ${NAME} $`)],
  ['CloudWatch tail lines', /^\/aws\/\S+ \S+ $/],
  // stern, kail, kubetail; docker compose.
  ['pod log lines', new RegExp(`^(?:${NAME} ){1,2}\\S*(?:apiserver|audit)\\S* $`)],
  ['pod log lines', new RegExp(`^(?:${NAME}/${NAME})?\\[${NAME}\\]:? $`)],
  ['pod log lines', new RegExp(`^${NAME} +\\| $`)],
  ['Loki lines', new RegExp(`^${TIME} \\{[^{}]*\\}\\s+$`)],
  [FLUENT_BIT_FORM, /^\[?\d*\]? ?[\w.*-]+: \[\[?\d+(?:\.\d+)?(?:, \{\}\])?, $/],
  ['Fluentd lines', /^[^\t]{0,60}\t[^\t\s]+\t$/],
  ['grep output', /^[^\s:]+\.(?:log|json|jsonl|txt)[^\s:]*(?::\d+)?:\s*$|^[^\s]+\.(?:log|json|jsonl|txt)[^\s]*-\d+-\s*$/],
  [NUMBERED_FORM, /^\s*\d+(?:\t|\s{2,}|: ?)$/],
  ['quoted lines', /^(?:> ?)+$|^[+-]$/],
  ['listed lines', /^\s*[-*+] +`{0,3}$|^`{1,3}$/],
  ['keyed lines', /^[^\t]{1,200}\t$/],
  ['lines of oc adm node-logs', new RegExp(`^${NAME}(?: [\\w./-]+\\.log\\S*)?:? $`)],
];

/** Tools that follow logs colour what they put before a line (ECMA-48, SGR). */
const COLOUR = /\u001b\[[\d;]*m/g;

/** How lines that begin with this text are called; undefined when it is no known prefix. */
export function prefixForm(prefix: string): string | undefined {
  const plain = prefix.includes('\u001b') ? prefix.replaceAll(COLOUR, '') : prefix;
  return PREFIXES.find(([, pattern]) => pattern.test(plain))?.[0];
}
