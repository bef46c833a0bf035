/**
 * The text audit log of Kubernetes 1.3 to 1.11 (classic: a request line and a response line, joined by id) and the
 * legacy format of advanced auditing since 1.7 (one line per stage). Sources: k8s.io/apiserver
 * pkg/endpoints/filters/legacy_audit.go and plugin/pkg/audit/log (EventString in pkg/audit/format.go).
 */
import { listOf, objectOf, quoted, type EventDraft } from '../envelopes/event-draft';
import { requestTarget } from '../envelopes/request-path';
import { goQuotedList, goUnquote } from './go-quote';

export const LEGACY_FORM = 'legacy text lines';

export type LegacyLine =
  /** A line that is an event by itself. */
  | { readonly kind: 'event'; readonly draft: EventDraft }
  /** The first line of a request, which its response line completes. */
  | { readonly kind: 'request'; readonly id: string; readonly draft: EventDraft }
  | { readonly kind: 'response'; readonly id: string; readonly time: string; readonly code: string | undefined };

export type ClassicHalf = Exclude<LegacyLine, { kind: 'event' }>;

const LINE = /(?:^|[\s:\]])(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) AUDIT: ([a-z-]+=".*)$/s;
const PAIR = /([A-Za-z][A-Za-z_-]*)="((?:[^"\\]|\\.)*)"\s*/gsy;

export const looksLegacy = (head: string): boolean => /[\dZ] AUDIT: [a-z-]+="/.test(head);

/** Reads a line, which may have a header of syslog, the journal or klog before its time; undefined when it is none. */
export function readLegacyLine(line: string): LegacyLine | undefined {
  const found = LINE.exec(line.trimEnd());
  if (found === null) return undefined;
  const [, time = '', rest = ''] = found;
  const pairs = new Map<string, string>();
  PAIR.lastIndex = 0;
  let end = 0;
  for (let pair = PAIR.exec(rest); pair !== null; pair = PAIR.exec(rest)) {
    pairs.set(pair[1] ?? '', goUnquote(pair[2] ?? ''));
    end = PAIR.lastIndex;
  }
  // A line that was cut inside a value says nothing reliable about that value.
  if (end !== rest.length || pairs.size === 0) return undefined;
  const id = pairs.get('id') ?? '';
  const uri = pairs.get('uri');
  if (uri === undefined) {
    const response = pairs.get('response');
    // Neither a code nor a marker: what it answered cannot be said, so that it is a line of text like any other.
    return response === undefined || !/^(?:\d{1,4}|<\w+>)$/.test(response) ? undefined : { kind: 'response', id, time, code: codeOf(response) };
  }
  const stage = pairs.get('stage');
  const draft = draftOf(pairs, time, uri, stage);
  return stage === undefined && !pairs.has('response') ? { kind: 'request', id, draft } : { kind: 'event', draft };
}

/** The event that a request line and its response line make together. */
export const completed = (draft: EventDraft, time: string, code: string | undefined): EventDraft => ({
  ...draft,
  stage: '"ResponseComplete"',
  stageTimestamp: quoted(time),
  responseStatus: code === undefined ? undefined : objectOf([['code', code]]),
});

function draftOf(pairs: ReadonlyMap<string, string>, time: string, uri: string, stage: string | undefined): EventDraft {
  const value = (key: string, ...none: readonly string[]): string | undefined => {
    const found = pairs.get(key);
    return found === undefined || none.includes(found) ? undefined : found;
  };
  const method = pairs.get('method') ?? '';
  const target = requestTarget(method, uri);
  const groups = value('groups', '<none>', '<lookup>');
  const asGroups = value('asgroups', '<none>', '<lookup>');
  const as = value('as', '<self>');
  const code = codeOf(pairs.get('response'));
  const ip = value('ip', '<unknown>', '');
  return {
    level: '"Metadata"',
    auditID: quoted(pairs.get('id')),
    // Without stages, a line alone says only that the request arrived.
    stage: quoted(stage ?? 'RequestReceived'),
    requestURI: quoted(uri),
    // Classic lines have the HTTP method in capitals, the later format has the verb.
    verb: quoted(/^[A-Z]+$/.test(method) ? target.verb : method === '' ? undefined : method),
    user: objectOf([['username', quoted(value('user', '<none>'))], ['groups', groups === undefined ? undefined : listOf(goQuotedList(groups))]]) ?? '{}',
    impersonatedUser: as === undefined ? undefined : objectOf([['username', quoted(as)], ['groups', asGroups === undefined ? undefined : listOf(goQuotedList(asGroups))]]),
    sourceIPs: ip === undefined ? undefined : listOf([ip]),
    userAgent: quoted(value('user-agent')),
    objectRef: target.objectRef,
    responseStatus: code === undefined ? undefined : objectOf([['code', code]]),
    requestReceivedTimestamp: quoted(time),
  };
}

const codeOf = (response: string | undefined): string | undefined => (response !== undefined && /^\d{1,4}$/.test(response) ? String(Number(response)) : undefined);
