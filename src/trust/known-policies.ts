/**
 * A policy's document as its evaluator, read once: the same documents are asked for every request that is opened, and reading
 * one of ten thousand rules takes a tenth of a second.
 */
import { ok, type Result } from '../base/result';
import { readAuditPolicy } from '../model/audit-policy';
import { policyEvaluator, type PolicyEvaluator } from './audit-policy';

/** A folder of policies; of more, the one that was not asked for the longest is read again. */
const MOST_KNOWN = 64;
const known = new Map<string, Result<PolicyEvaluator>>();

export function evaluatorOf(document: string): Result<PolicyEvaluator> {
  const found = known.get(document) ?? readNow(document);
  known.delete(document);
  known.set(document, found);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KNOWN) break;
    known.delete(oldest);
  }
  return found;
}

function readNow(document: string): Result<PolicyEvaluator> {
  const read = readAuditPolicy(document);
  return read.ok ? ok(policyEvaluator(read.value)) : read;
}
