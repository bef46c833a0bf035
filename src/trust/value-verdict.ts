/**
 * Who vouches for a value that stands for many requests: a facet, a lane, a row of the cross-tab. Only what the value
 * itself decides is decided; where single requests can differ, the weaker of the ordinary cases is shown and said.
 * Every place that shows grouped values asks here, so that one value has one mark.
 */
import type { PivotField } from '../model/pivot-field';
import { isOutcome } from '../model/stage';
import { isStockAddress } from './address-tests';
import { FIELD_LEDGER, isLedgerField } from './field-ledger';
import { NO_FACTS, type RequestFacts } from './request-facts';
import { verdictFor, VERDICT_RULES, type FieldVerdict } from './verdict';

const DIFFERS = ' A single request can say otherwise.';

/** Of the field as a whole; undefined for what Kubewitness made up, as the trust tests. */
export function verdictOfPivot(field: PivotField): FieldVerdict | undefined {
  if (!isLedgerField(field)) return undefined;
  if (field === 'effective_username') {
    return { verdict: 'claimed', tests: [], reason: 'The user whose credential was checked or, under impersonation, a name the caller chose; each request says which.' };
  }
  return { ...verdictFor(field, NO_FACTS), reason: FIELD_LEDGER[field].reason };
}

/** Of one value, `null` where the field is absent. */
export function verdictOfPivotValue(field: PivotField, value: string | null): FieldVerdict | undefined {
  const whole = verdictOfPivot(field);
  if (whole === undefined || value === null || !isLedgerField(field) || field === 'effective_username') return whole;
  const facts = factsOfValue(field, value);
  if (facts !== undefined) {
    const own = verdictFor(field, facts);
    if (own.verdict !== whole.verdict) return own;
  }
  return VERDICT_RULES.some((rule) => rule.fields.includes(field)) ? { ...whole, reason: whole.reason + DIFFERS } : whole;
}

function factsOfValue(field: PivotField, value: string): RequestFacts | undefined {
  switch (field) {
    case 'username': return { ...NO_FACTS, username: value };
    case 'audit_id': return { ...NO_FACTS, auditId: value };
    case 'outcome': return isOutcome(value) ? { ...NO_FACTS, outcome: value } : undefined;
    case 'peer_ip':
    case 'claimed_ip': return isStockAddress(value) ? undefined : { ...NO_FACTS, signals: ['S3'] };
    default: return undefined;
  }
}
