/** The trust data as the page shows it: in sections, each row with the words it is found by. Nothing is said here that is not in `src/trust`. */
import type { Verdict } from '../../model/verdict';
import { ANNOTATION_LEDGER } from '../../trust/annotation-ledger';
import { EXTRA_LEDGER } from '../../trust/extra-ledger';
import { FIELD_LEDGER, LEDGER_FIELDS, type LedgerField } from '../../trust/field-ledger';
import { LEDGER_ANSWER } from '../../trust/ledger-answer';
import { LEDGER_RECORD } from '../../trust/ledger-record';
import { LEDGER_WHAT } from '../../trust/ledger-what';
import { LEDGER_WHERE } from '../../trust/ledger-where';
import { LEDGER_WHO } from '../../trust/ledger-who';
import { TRUST_MARKS, VERDICT_ORDER, type TrustMark } from '../../trust/marks';
import { TEST_IDS, TRUST_TESTS, type TestId, type TrustTest } from '../../trust/tests';
import { topicId } from '../../trust/topic';
import { VERDICT_RULES } from '../../trust/verdict';
import { versionsInWords, type VersionReading } from '../../trust/version-reading';

export type TrustRow =
  | { readonly kind: 'mark'; readonly id: string; readonly verdict: Verdict; readonly mark: TrustMark }
  | { readonly kind: 'field'; readonly id: string; readonly field: LedgerField; readonly label: string; readonly verdict: Verdict; readonly writtenBy: string; readonly reason: string; readonly attack: string; readonly source: string; readonly byVersion?: readonly VersionReading[]; readonly tests: readonly TestId[] }
  | { readonly kind: 'rule'; readonly id: string; readonly labels: readonly string[]; readonly verdict: Verdict; readonly reason: string; readonly tests: readonly TestId[] }
  | { readonly kind: 'test'; readonly id: string; readonly test: TrustTest; readonly label: string }
  | { readonly kind: 'key'; readonly id: string; readonly key: string; readonly since: string; readonly verdict: Verdict; readonly writtenBy: string; readonly reason: string; readonly attack: string; readonly source: string };

export interface TrustSection {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  /** A part of the section before it. */
  readonly nested: boolean;
  readonly rows: readonly TrustRow[];
}

const FIELD_GROUPS = [
  { id: 'who', title: 'Who', fields: LEDGER_WHO },
  { id: 'what', title: 'What', fields: LEDGER_WHAT },
  { id: 'where', title: 'Where from', fields: LEDGER_WHERE },
  { id: 'answer', title: 'The answer', fields: LEDGER_ANSWER },
  { id: 'record', title: 'The record itself', fields: LEDGER_RECORD },
] as const;

export const TRUST_SECTIONS: readonly TrustSection[] = [
  {
    id: 'marks', title: 'The seven marks', nested: false, intro: 'Every value carries one. The line and the sign alone tell them apart; the colour only helps.',
    rows: VERDICT_ORDER.map((verdict): TrustRow => ({ kind: 'mark', id: `mark-${verdict}`, verdict, mark: TRUST_MARKS[verdict] })),
  },
  { id: 'fields', title: 'Fields', nested: false, intro: 'Who vouches for each field where nothing about the particular request changes it, and what the mark guards against. Where servers of different versions differ, each version is said; where the log reveals its server’s version, the inspector says which row holds.', rows: [] },
  ...FIELD_GROUPS.map(({ id, title, fields }): TrustSection => ({
    id: `fields-${id}`, title, nested: true, intro: '',
    rows: LEDGER_FIELDS.filter((field) => Object.hasOwn(fields, field)).map((field): TrustRow => ({ kind: 'field', id: topicId({ kind: 'field', field }), field, ...FIELD_LEDGER[field] })),
  })),
  {
    id: 'rules', title: 'What changes a verdict', nested: false, intro: 'What stands in the request can make a value worth more or less. For each field the first row that holds decides.',
    rows: VERDICT_RULES.map((rule, i): TrustRow => ({ kind: 'rule', id: `rule-${i}`, labels: rule.fields.map((field) => FIELD_LEDGER[field].label), verdict: rule.verdict, reason: rule.reason, tests: rule.tests })),
  },
  {
    id: 'tests', title: 'Tests', nested: false, intro: 'Each is run on every request. One that fires is a reason to look, with the innocent causes said beside it.',
    rows: TEST_IDS.map((id): TrustRow => ({ kind: 'test', id: topicId({ kind: 'test', id }), test: TRUST_TESTS[id], label: FIELD_LEDGER[TRUST_TESTS[id].field].label })),
  },
  {
    id: 'extra', title: 'Keys of user.extra', nested: false, intro: 'A * stands for any ending. The first row that fits decides.',
    rows: EXTRA_LEDGER.map((entry): TrustRow => ({ kind: 'key', id: topicId({ kind: 'extra', key: entry.key }), ...entry })),
  },
  {
    id: 'annotations', title: 'Keys of annotations', nested: false,
    intro: 'The first writer of a key wins. A webhook or policy named like one of the server’s prefixes can add keys under it that the server did not write; it cannot replace authorization.k8s.io/*, which is written before admission runs.',
    rows: ANNOTATION_LEDGER.map((entry): TrustRow => ({ kind: 'key', id: topicId({ kind: 'annotation', key: entry.key }), ...entry })),
  },
];

function textOf(row: TrustRow): string {
  switch (row.kind) {
    case 'mark':
      return [row.verdict, row.mark.title, row.mark.meaning].join(' ');
    case 'field':
      return [row.field, row.label, row.verdict, TRUST_MARKS[row.verdict].title, row.writtenBy, row.reason, row.attack, row.source, ...row.tests, ...(row.byVersion ?? []).map((reading) => `${versionsInWords(reading)} ${reading.says}`)].join(' ');
    case 'rule':
      return [...row.labels, row.verdict, TRUST_MARKS[row.verdict].title, row.reason, ...row.tests].join(' ');
    case 'test':
      return [row.test.id, row.test.title, row.label, row.test.field, row.test.explanation, row.test.falsePositives, row.test.source, row.test.verdict].join(' ');
    case 'key':
      return [row.key, row.since, row.verdict, TRUST_MARKS[row.verdict].title, row.writtenBy, row.reason, row.attack, row.source].join(' ');
  }
}

/** Rows in which every word typed occurs; sections without any left are left out. */
export function findSections(sections: readonly TrustSection[], query: string): readonly TrustSection[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return sections;
  const fits = (row: TrustRow): boolean => {
    const text = textOf(row).toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = sections.map((section) => ({ ...section, rows: section.rows.filter(fits) }));
  return found.filter((section, i) => section.rows.length > 0 || (!section.nested && hasNestedRows(found, i)));
}

/** A heading stays over the parts that have something. */
function hasNestedRows(sections: readonly TrustSection[], at: number): boolean {
  const rest = sections.slice(at + 1);
  const end = rest.findIndex((section) => !section.nested);
  return rest.slice(0, end === -1 ? undefined : end).some((section) => section.rows.length > 0);
}
