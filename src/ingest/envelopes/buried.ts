/**
 * Records under keys that nobody has told us of: what a workflow kept of an answer, the test of a detection rule, a wrapper of one's own.
 * Objects are looked for under every key but those of bodies, text only under keys that name a record or a line: what a client wrote into
 * a body, a user agent or a parameter is no record, whatever it looks like.
 */
import { decodeText } from '../json-reader';
import { hasSign } from './record-signs';
import { knownOther } from './not-audit';
import type { PlacedJson } from './placed-json';

/** No pipeline nests its records deeper; each level reads what is left of the text once more. */
const MAX_LEVELS = 12;
/** Where a request, its answer, or what someone wrote into an object stands, in the words of audit events, Cloud Audit Logs and webhooks. */
const BODIES = words('requestObject responseObject request response requestJson responseJson metadataJson object oldObject spec status metadata managedFields annotations labels requestBody responseBody params headers');
const TEXT_KEYS = words('message msg log logs log_s log_processed line body event original _raw raw payload data value record records input output content text audit audit_event audit_log auditEvent auditLog stdout properties json entry example_log sample');
/** Two of these are a piece of an event, which holds no other. */
const OF_EVENT = words('auditID stage requestURI verb user impersonatedUser userAgent sourceIPs objectRef responseStatus requestObject responseObject requestReceivedTimestamp stageTimestamp');

function words(list: string): ReadonlySet<string> {
  return new Set(list.toLowerCase().split(' '));
}

type IsRecord = (value: PlacedJson) => boolean;

/** The records and envelopes in `node`, those in others left to them. */
export const buriedRecords = (node: PlacedJson, isRecord: IsRecord): readonly PlacedJson[] => (hasSign(node.bytes, node.start, node.end) ? search(node, isRecord, new Set()) : []);

/** Those beside the ones that are read already, without copies of these: a shipper may keep a record in two notations. */
export function recordsBeside(node: PlacedJson, isRecord: IsRecord, taken: readonly PlacedJson[]): readonly PlacedJson[] {
  const found = search(node, isRecord, new Set(taken.map(({ start }) => start)));
  if (found.length === 0) return found;
  const known = new Set(taken.map(idOf));
  return found.filter((value) => {
    const id = idOf(value);
    return id !== undefined && !known.has(id);
  });
}

function search(node: PlacedJson, isRecord: IsRecord, taken: ReadonlySet<number>): readonly PlacedJson[] {
  const found: PlacedJson[] = [];
  const collect = (value: PlacedJson, key: string, levels: number): void => {
    if (value !== node && (taken.has(value.start) || !hasSign(value.bytes, value.start, value.end))) return;
    if (value.isString) {
      if (TEXT_KEYS.has(key) && value.textStarts(OBJECT)) found.push(value);
    } else if (value.isArray) {
      if (levels > 0) for (const item of value.items()) collect(item, key, levels - 1);
    } else if (value !== node && isRecord(value)) found.push(value);
    else if (levels > 0 && knownOther(value) === undefined && !isPieceOfEvent(value)) {
      for (const [inner, member] of value.members) if (!BODIES.has(inner.toLowerCase())) collect(member, inner.toLowerCase(), levels - 1);
    }
  };
  collect(node, '', MAX_LEVELS);
  return found;
}

const ID = /(?:audit_?id|insertId)\\*"\s*:\s*\\*"([^"\\]+)/i;
/** The first audit ID, escaped or not: of the record itself, whose fields come before its bodies. */
const idOf = ({ bytes, start, end }: PlacedJson): string | undefined => ID.exec(decodeText(bytes, start, end))?.[1];

const OBJECT = /^(?:\s|\\[nrt])*\{/;

function isPieceOfEvent(node: PlacedJson): boolean {
  let count = 0;
  for (const key of node.members.keys()) if (OF_EVENT.has(key.toLowerCase())) count += 1;
  return count >= 2;
}
