/** The entries of "How Kubewitness decides", and which of them speaks about a value: what a link to one needs to know. */
import { ANNOTATION_LEDGER } from './annotation-ledger';
import { EXTRA_LEDGER } from './extra-ledger';
import { FIELD_LEDGER } from './field-ledger';
import { keyedEntry } from './keyed-entry';
import type { LedgerField } from './ledger-field';
import type { TestId } from './test-id';
import { ANY_VERSION, versionNotes, type VersionRange } from './version-reading';

export type TrustTopic =
  | { readonly kind: 'field'; readonly field: LedgerField }
  | { readonly kind: 'extra' | 'annotation'; readonly key: string }
  | { readonly kind: 'test'; readonly id: TestId };

/** Where it stands on the page; part of the view's address. */
export function topicId(topic: TrustTopic): string {
  switch (topic.kind) {
    case 'field': return `field-${topic.field}`;
    case 'extra': return `extra-${keyedEntry(EXTRA_LEDGER, topic.key)?.key ?? '*'}`;
    case 'annotation': return `annotation-${keyedEntry(ANNOTATION_LEDGER, topic.key)?.key ?? '*'}`;
    case 'test': return `test-${topic.id}`;
  }
}

/** Keys of `extra` and `annotations` have entries of their own; `label` is the key where the field has keys. */
export function topicOfField(field: LedgerField, label: string): TrustTopic {
  if (field === 'extra' && label !== FIELD_LEDGER.extra.label) return { kind: 'extra', key: label };
  if (field === 'annotations' && label !== FIELD_LEDGER.annotations.label) return { kind: 'annotation', key: label };
  return { kind: 'field', field };
}

/** What believing the value without question would let somebody do; undefined for tests, which say it themselves. */
export function attackOn(topic: TrustTopic): string | undefined {
  switch (topic.kind) {
    case 'field': return FIELD_LEDGER[topic.field].attack;
    case 'extra': return keyedEntry(EXTRA_LEDGER, topic.key)?.attack;
    case 'annotation': return keyedEntry(ANNOTATION_LEDGER, topic.key)?.attack;
    case 'test': return undefined;
  }
}

/** What the version of the server changes about the value. */
export const versionNotesOn = (topic: TrustTopic, known: VersionRange = ANY_VERSION): readonly string[] =>
  topic.kind === 'field' ? versionNotes(FIELD_LEDGER[topic.field].byVersion, known) : [];
