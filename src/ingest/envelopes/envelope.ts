/** What the families of envelopes have in common. */
import type { EventDraft } from './event-draft';
import type { PlacedJson } from './placed-json';

/** What an envelope holds. */
export type Inner =
  /** An object or a string in which a record, or one more envelope, stands. */
  | { readonly kind: 'inside'; readonly node: PlacedJson }
  /** The same where only evidence beside the audit log can stand: an API server did not write it. `bytes` is what `at` holds in other words. */
  | { readonly kind: 'side-only'; readonly at: PlacedJson; readonly bytes?: Uint8Array }
  /** A record in other words; `at` is the value that says it. */
  | { readonly kind: 'draft'; readonly at: PlacedJson; readonly draft: EventDraft; readonly form: string }
  /** Packed bytes carried as text, unpacked: what they hold is read like a string. */
  | { readonly kind: 'bytes'; readonly at: PlacedJson; readonly bytes: Uint8Array }
  /** Something that is no Kubernetes API audit, by name. */
  | { readonly kind: 'other'; readonly at: PlacedJson; readonly what: string };

export interface Envelope {
  /** How the evidence list names records that came in it. */
  readonly form: string;
  /** The records in `node`, or undefined when it is no such envelope. */
  readonly open: (node: PlacedJson) => Iterable<Inner> | undefined;
}

export const inside = (node: PlacedJson): Inner => ({ kind: 'inside', node });
export const other = (at: PlacedJson, what: string): Inner => ({ kind: 'other', at, what });
