/** N1, N2, P4, P5, R5, B2, B4 and what N3, N5, P3 and P6 need: what the annotations of one record say. */
import type { AnnotationsEntry } from '../model/event-batch';
import { ANNOTATION_LEDGER } from './annotation-ledger';
import { marked, type ValueMark } from './value-mark';

const KNOWN = ANNOTATION_LEDGER.filter(({ key }) => key !== '*');
const EXACT: ReadonlySet<string> = new Set(KNOWN.flatMap(({ key }) => (key.endsWith('*') ? [] : [key])));
const PREFIXES = KNOWN.flatMap(({ key }) => (key.endsWith('*') ? [key.slice(0, -1)] : []));

/** N1. A key the ledger does not know: not the server's. */
export const isThirdPartyKey = (key: string): boolean => !EXACT.has(key) && !PREFIXES.some((prefix) => key.startsWith(prefix));

const MUTATION = 'mutation.webhook.admission.k8s.io/';
const ISSUED = 'authentication.kubernetes.io/issued-credential-id';

/** `round_0_index_2` and the webhook that ran there, as the server writes it; the caller has no part in it. */
function hookOf(key: string, value: string): string {
  const webhook = /"webhook":"([^"]{0,200})"/.exec(value)?.[1] ?? '';
  return `${key.slice(MUTATION.length)}=${webhook}`;
}

export function marksOfAnnotations(entries: AnnotationsEntry): ValueMark[] {
  const value = (name: string): string | undefined => entries.find(([key]) => key === name)?.[1];
  const marks: ValueMark[] = [];
  const hooks: string[] = [];
  let mutated = false;
  let thirdParty = false;
  let failedOpen = false;
  for (const [key, text] of entries) {
    if (key.startsWith(MUTATION)) {
      hooks.push(hookOf(key, text));
      mutated ||= text.includes('"mutated":true');
    }
    thirdParty ||= isThirdPartyKey(key);
    failedOpen ||= key.startsWith('failed-open.') || (key === 'imagepolicywebhook.image-policy.k8s.io/failed-open' && text === 'true');
  }
  const issued = value(ISSUED);
  if (thirdParty) marks.push(marked('N1'));
  if (failedOpen) marks.push(marked('N2'));
  if (mutated) marks.push(marked('B4'));
  if (hooks.length > 0) marks.push(marked('hooks', hooks.sort().join(',')));
  if (value('audit.k8s.io/truncated') === 'true') marks.push(marked('B2'));
  if (value('authentication.k8s.io/legacy-token') !== undefined) marks.push(marked('P4'), marked('legacy-token'));
  if (value('authentication.k8s.io/stale-token') !== undefined) marks.push(marked('P5'));
  if (value('authorization.k8s.io/reason') === 'internal error') marks.push(marked('R5'));
  if (value('authorization.k8s.io/decision') === 'allow' && (value('authorization.k8s.io/reason') ?? '') === '') marks.push(marked('unexplained'));
  if (issued !== undefined) marks.push(marked('issued', issued));
  return marks;
}
