/**
 * What one status says by itself: F5 of the server's message, which may quote the caller, and which part of the server refused,
 * by the words it uses. R4 and R8 need the stage as well and stand in the SQL. Texts: k8s.io/apiserver pkg/admission/plugin/webhook/errors/statuserror.go
 * ("admission webhook … denied the request"), pkg/endpoints/filters/audit.go (panic, closed early), pkg/endpoints/filters/impersonation
 * ("cannot impersonate"), pkg/admission/plugin/policy/validating, pod-security-admission, resourcequota.
 */
import type { StatusEntry } from '../model/event-batch';
import { isHostileText } from './hostile-tests';
import { isInventedAnswer } from './request-tests';
import { marksWhere, type ValueMark } from './value-mark';

/** A panic's message ends in a stack trace, whose line ends are no attack. */
const isStackTrace = (message: string): boolean => message.startsWith('APIServer panic');

const ADMISSION = /^admission webhook "|: admission webhook "|violates PodSecurity|ValidatingAdmissionPolicy '|exceeded quota: /;

export type RefusedBy = 'admission' | 'webhook-failed' | 'hung-up' | 'impersonation' | 'invented';

/** Who speaks in the message; undefined where its words say nothing of it. The first that fits decides. */
export function refusedBy(code: number | null, message: string | null): RefusedBy | undefined {
  if (message === null) return undefined;
  if (isInventedAnswer(message, code)) return 'invented';
  if (code === null || code < 400) return undefined;
  if (message.includes('failed calling webhook')) return 'webhook-failed';
  if (ADMISSION.test(message)) return 'admission';
  if (message.includes('abort Handler')) return 'hung-up';
  return message.includes('cannot impersonate') ? 'impersonation' : undefined;
}

export const marksOfStatus = ({ message }: StatusEntry): ValueMark[] =>
  message === null || isStackTrace(message) ? [] : marksWhere([isHostileText(message.replaceAll(/[\n\t]/g, ' ')), 'F5']);
