/** What the families of envelopes have in common. */
import type { EventDraft } from './event-draft';
import type { JsonNode } from './json-node';

/** What an envelope holds. */
export type Inner =
  /** An object or a string in which a record, or one more envelope, stands. */
  | { readonly kind: 'inside'; readonly node: JsonNode }
  /** A record in other words; `at` is the value that says it. */
  | { readonly kind: 'draft'; readonly at: JsonNode; readonly draft: EventDraft; readonly form: string }
  /** Packed bytes carried as text, unpacked: what they hold is read like a string. */
  | { readonly kind: 'bytes'; readonly at: JsonNode; readonly bytes: Uint8Array }
  /** Something that is no Kubernetes API audit, by name. */
  | { readonly kind: 'other'; readonly at: JsonNode; readonly what: string };

export interface Envelope {
  /** How the evidence list names records that came in it. */
  readonly form: string;
  /** The records in `node`, or undefined when it is no such envelope. */
  readonly open: (node: JsonNode) => Iterable<Inner> | undefined;
}

export const inside = (node: JsonNode): Inner => ({ kind: 'inside', node });
export const other = (at: JsonNode, what: string): Inner => ({ kind: 'other', at, what });
