/**
 * Who vouches for each field of a Kubernetes audit record. This is the default; `verdict.ts` says when
 * the particular request makes it better or worse. Values Kubewitness computes take the verdict of what
 * they are computed from; what it measured itself (place, hash, count) is *observed*, since the same bytes
 * give the same value to anyone who looks.
 */
import type { LedgerEntry } from './ledger-entry';
import { LEDGER_FIELDS, type LedgerField } from './ledger-field';
import { LEDGER_ANSWER } from './ledger-answer';
import { LEDGER_RECORD } from './ledger-record';
import { LEDGER_WHAT } from './ledger-what';
import { LEDGER_WHERE } from './ledger-where';
import { LEDGER_WHO } from './ledger-who';
import { inTestOrder, TEST_IDS } from './test-id';
import { TRUST_TESTS } from './tests';

export type { LedgerEntry } from './ledger-entry';
export { LEDGER_FIELDS, isLedgerField, type LedgerField } from './ledger-field';

const ENTRIES: Readonly<Record<LedgerField, LedgerEntry>> = { ...LEDGER_WHO, ...LEDGER_WHAT, ...LEDGER_WHERE, ...LEDGER_ANSWER, ...LEDGER_RECORD };

/** A test speaks about the field it names and about those that name it. */
const withTests = (field: LedgerField, entry: LedgerEntry): LedgerEntry => ({
  ...entry, tests: inTestOrder([...entry.tests, ...TEST_IDS.filter((id) => TRUST_TESTS[id].field === field)]),
});

export const FIELD_LEDGER: Readonly<Record<LedgerField, LedgerEntry>> = mapLedger(ENTRIES);

function mapLedger(entries: Readonly<Record<LedgerField, LedgerEntry>>): Readonly<Record<LedgerField, LedgerEntry>> {
  const mapped: Record<LedgerField, LedgerEntry> = { ...entries };
  for (const field of LEDGER_FIELDS) mapped[field] = withTests(field, entries[field]);
  return mapped;
}
