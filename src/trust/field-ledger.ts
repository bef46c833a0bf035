/**
 * Who vouches for each field of a Kubernetes audit record. This is the default; `verdict.ts` says when
 * the particular request makes it better or worse. Values Kubewitness computes take the verdict of what
 * they are computed from; what it measured itself (place, hash, count) is *observed*, since the same bytes
 * give the same value to anyone who looks.
 */
import type { LedgerEntry } from './ledger-entry';
import type { LedgerField } from './ledger-field';
import { LEDGER_ANSWER } from './ledger-answer';
import { LEDGER_RECORD } from './ledger-record';
import { LEDGER_WHAT } from './ledger-what';
import { LEDGER_WHERE } from './ledger-where';
import { LEDGER_WHO } from './ledger-who';

export type { LedgerEntry } from './ledger-entry';
export { LEDGER_FIELDS, isLedgerField, type LedgerField } from './ledger-field';

export const FIELD_LEDGER: Readonly<Record<LedgerField, LedgerEntry>> = { ...LEDGER_WHO, ...LEDGER_WHAT, ...LEDGER_WHERE, ...LEDGER_ANSWER, ...LEDGER_RECORD };
