/** Names for what is met beside Kubernetes API audit and is easily taken for it. Named and counted, never read as events. */
import type { PlacedJson } from './placed-json';

/** What `node` is, when it is one of the known others; such an object is never looked into. */
export function knownOther(node: PlacedJson): string | undefined {
  const kind = node.textAt('kind');
  const version = node.textAt('apiVersion');
  if (kind === 'AdmissionReview') return 'an AdmissionReview: what a webhook was asked, not what the API server did';
  if (kind === 'Event' && (version === 'v1' || version?.startsWith('events.k8s.io/') === true)) return 'a Kubernetes Event object, as kubectl get events shows, not an audit event';
  // An object of the Kubernetes API says anything its author likes in any of its fields.
  if (kind !== undefined && version !== undefined && !version.startsWith('audit.k8s.io/')) return `kind ${kind} of ${version}`;
  const metadata = node.get('metadata');
  // The same without its kind, as an item of a list: only a name or a managed field tells it apart.
  if (metadata?.isObject === true && !node.has('class_uid') && (metadata.has('name') || metadata.has('managedFields') || metadata.has('resourceVersion'))) return 'an object of the Kubernetes API';
  if (node.has('auditID', 'requestURI', 'method') && (node.has('responseCode') || node.has('remoteAddr') || node.has('requestTimestamp'))) return 'a record of the Rancher API audit log';
  if (node.has('eventVersion', 'eventSource', 'eventName')) return 'a CloudTrail record of the cloud admin API';
  if (node.has('operationName', 'resourceId') && /^(Administrative|Policy|Security|ServiceHealth|ResourceHealth|Alert|Autoscale|Recommendation)$/.test(node.textAt('category') ?? '')) {
    return 'an Azure activity record of the cloud admin API';
  }
  if (node.has('audit.linux') || node.textAt('log_source') === 'auditd') return 'a Linux auditd record';
  if (node.textAt('log_source') === 'ovn') return 'an OVN ACL log record';
  if (node.has('ts', 'caller', 'msg')) return 'a component log record';
  const log = node.textAt('log_type');
  if (isPrintedByFalco(node)) return undefined;
  if (log === 'application' || log === 'infrastructure') return `a record of ${log} logs`;
  const printed = printedBy(node);
  return printed === undefined ? undefined : `what the container ${printed} printed, which is no API server`;
}

/** Names an API server's own containers, and those that are there to pass its audit log on. */
const SERVER_CONTAINER = /apiserver|audit/i;

/**
 * The container that printed the record, when the envelope says it was none of an API server: any workload can print
 * what looks like an audit event.
 */
export function printedBy(node: PlacedJson): string | undefined {
  const kubernetes = node.get('kubernetes');
  if (kubernetes === undefined) return undefined;
  const container = kubernetes.textAt('container_name') ?? kubernetes.textAt('container', 'name');
  const pod = kubernetes.textAt('pod_name') ?? kubernetes.textAt('pod', 'name');
  if (container === undefined && pod === undefined) return undefined;
  if (SERVER_CONTAINER.test(container ?? '') || SERVER_CONTAINER.test(pod ?? '')) return undefined;
  return [pod, container].filter((name) => name !== undefined).join('/');
}

/** Falco's own container prints alerts, which are read, and nothing else that is. */
export const isPrintedByFalco = (node: PlacedJson): boolean => /falco/i.test(printedBy(node) ?? '');

const LINES: readonly (readonly [RegExp, string])[] = [
  [/^(node=\S+ )?type=[A-Z_0-9]+ msg=audit\(/, 'Linux auditd records'],
  [/\|acl_log\(/, 'OVN ACL log records'],
  [/^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ \S+:\d+\] /, 'component log lines (klog)'],
  // One whose message is a record by itself is what an audit log was sent through.
  [/^time="[^"]*" level=\w+ (?!.*msg="\{\\")/, 'component log lines (logfmt)'],
  [/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ (kubelet|containerd|crio|dockerd|systemd|kernel)(\[\d+\])?: /, 'journal lines of a node'],
];

/** What a line of text is, in the plural, by its first few hundred characters. */
export const knownLine = (line: string): string | undefined => LINES.find(([form]) => form.test(line))?.[1];
