/**
 * Words that a Kubernetes API audit record in any form has in it: the group of its version, its own field names, what Google calls the API
 * server. Where none of them stands, nothing has to be looked for.
 */
const SIGN = /audit\.k8s\.io\/v1|audit_?id\\*["']\s*:|requestreceivedtimestamp|io\.k8s\.|\\*"k8s\.io\\*"|AUDIT: id=/i;
/** Signs stand near each other in a record, so a piece overlaps the one before by more than the longest. */
const PIECE = 1 << 20;
const OVERLAP = 64;

const decoder = new TextDecoder('latin1');

export function hasSign(bytes: Uint8Array, start: number, end: number): boolean {
  for (let from = start; from < end; from += PIECE) {
    if (SIGN.test(decoder.decode(bytes.subarray(Math.max(start, from - OVERLAP), Math.min(end, from + PIECE))))) return true;
  }
  return false;
}
