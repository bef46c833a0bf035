/**
 * The audit level where a shipper wrote its own severity over `level` (OpenShift logging's ViaQ model: "default", "info"):
 * the real one is under another key. Where it is not, the record has no level.
 */
import { FIELD } from './field-keys';
import { decodeText } from './json-reader';
import type { RecordScanner } from './record-scanner';

const REAL_LEVEL_KEYS = new Set(['k8s_audit_level', 'openshift_audit_level']);
/** Keys a shipper adds; where one is, `level` may be the shipper's. */
const SHIPPER_KEYS = new Set(['@timestamp', 'log_type', 'log_source', 'viaq_msg_id']);

/** Audit levels begin with a capital letter (None, Metadata, Request, RequestResponse), severities do not. */
export function restoreLevel(scanner: RecordScanner, bytes: Uint8Array): void {
  const start = scanner.valueStart(FIELD.level);
  if (start < 0 || (bytes[start + 1] ?? 0) < 0x61 || (bytes[start + 1] ?? 0) > 0x7a) return;
  let real = -1;
  let shipped = false;
  for (let index = 0; index < scanner.memberCount; index += 1) {
    const key = decodeText(bytes, scanner.memberKeyStart(index), scanner.memberKeyEnd(index));
    if (REAL_LEVEL_KEYS.has(key)) real = index;
    shipped ||= SHIPPER_KEYS.has(key);
  }
  if (real >= 0 || shipped) scanner.choose(FIELD.level, real);
}
