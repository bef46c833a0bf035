/**
 * Lines of the kubelet's log. Every component of Kubernetes writes klog, and none writes its name: a line is the kubelet's when a
 * header says so, when a source file that only the kubelet has wrote it, or when its process has written such a line before.
 */
import { parseTimestamp } from '../../base/time';
import type { EntryTime, KubeletEntry } from '../../model/side-record';
import type { PlacedJson } from '../envelopes/placed-json';
import { entryTime, klogLine, lineHeader, type LineHeader } from './klog-header';
import { podsOfMessage, type PodNames } from './kubelet-pods';

/** The kubelet by the names its unit or binary has; OpenShift starts it through a wrapper. */
const KUBELET = /^(?:kubelet(?:\.service)?|kubenswrapper|hyperkube)$/;
/** Programs that run several components in one process. */
const SEVERAL = /^(?:k3s|k3s-agent|rke2|rke2-agent|k0s|k0scontroller|k0sworker|microk8s\.daemon-kubelite)(?:\.service)?$/;

/** Source files of pkg/kubelet that no other component has. */
const OWN_FILES = new Set([
  'kubelet.go', 'kubelet_pods.go', 'kubelet_node_status.go', 'kubelet_getters.go', 'kubelet_volumes.go', 'kubelet_network.go', 'pod_workers.go', 'pod_container_deletor.go', 'pod_startup_latency_tracker.go',
  'kuberuntime_manager.go', 'kuberuntime_container.go', 'kuberuntime_sandbox.go', 'kuberuntime_gc.go', 'kuberuntime_image.go', 'remote_runtime.go', 'remote_image.go', 'generic.go', 'prober.go', 'prober_manager.go',
  'eviction_manager.go', 'image_gc_manager.go', 'status_manager.go', 'volume_manager.go', 'reconciler.go', 'reconciler_common.go', 'desired_state_of_world_populator.go', 'operation_generator.go', 'csi_plugin.go',
  'topology_manager.go', 'cpu_manager.go', 'memory_manager.go', 'container_manager_linux.go', 'setters.go', 'kubelet_resources.go', 'runtime_state.go', 'pod_manager.go', 'plugin_watcher.go',
]);
/** Folders of pkg/kubelet, as the JSON form's `caller` has them. */
const OWN_FOLDERS = new Set([
  'kubelet', 'kuberuntime', 'topologymanager', 'cpumanager', 'memorymanager', 'prober', 'pleg', 'eviction', 'volumemanager', 'reconciler', 'populator', 'nodestatus', 'devicemanager', 'pluginmanager', 'images', 'cm',
]);

const isOwn = (file: string): boolean => (file.includes('/') ? OWN_FOLDERS.has(file.split('/').at(-2) ?? '') : OWN_FILES.has(file));

type Origin = 'kubelet' | 'other' | 'unknown';

function originOf(program: string | null): Origin {
  if (program === null || SEVERAL.test(program)) return 'unknown';
  return KUBELET.test(program) ? 'kubelet' : 'other';
}

/** The processes known to be kubelets in one file. In a container every process is number 1, so that one tells nothing. */
export class KubeletProcesses {
  private readonly known = new Set<string>();

  add(processId: string): void {
    if (processId !== '1') this.known.add(processId);
  }
  has(processId: string): boolean {
    return this.known.has(processId);
  }
}

/** The entry on a line of text; undefined when the line is none of the kubelet's. */
export function kubeletOfLine(line: string, processes: KubeletProcesses): KubeletEntry | undefined {
  const header = lineHeader(line);
  return kubeletOfText(header.rest, header, processes);
}

function kubeletOfText(text: string, header: Omit<LineHeader, 'rest'>, processes: KubeletProcesses): KubeletEntry | undefined {
  const origin = originOf(header.program);
  if (origin === 'other') return undefined;
  const klog = klogLine(text);
  if (klog === undefined) return origin === 'kubelet' && header.time !== undefined ? entryOf({ at: header.time, severity: null, sourceFile: null, message: text, node: header.host }, podsOfMessage(text)) : undefined;
  if (origin === 'unknown' && !isOwn(klog.file) && !(header.program === null && processes.has(klog.processId))) return undefined;
  if (header.program === null) processes.add(klog.processId);
  const { severity, file, line, message } = klog;
  return entryOf({ at: entryTime(klog, header.time), severity, sourceFile: `${file}:${line}`, message, node: header.host }, podsOfMessage(message));
}

/** The JSON form (k8s.io/component-base logs/json/json.go): `ts` is milliseconds since 1970 with a fraction, errors have `err` and no `v`. `before` is the text before the object on its line. */
export function kubeletOfJson(node: PlacedJson, before: string): KubeletEntry | undefined {
  if (!node.has('ts', 'caller', 'msg')) return undefined;
  const header = lineHeader(before);
  const origin = originOf(header.program);
  const caller = node.textAt('caller') ?? '';
  if (origin === 'other' || (origin === 'unknown' && !isOwn(caller.replace(/:\d+$/, '')))) return undefined;
  const at = timeOfMs(node.scalarAt('ts')) ?? header.time;
  if (at === undefined) return undefined;
  const rest = [...node.members].filter(([key]) => key !== 'ts' && key !== 'caller' && key !== 'msg' && key !== 'v').map(([key, value]) => ` ${key}=${value.json}`);
  return entryOf({ at, severity: node.has('err') ? 'ERROR' : 'INFO', sourceFile: caller, message: `${node.textAt('msg') ?? ''}${rest.join('')}`, node: header.host }, podsOfJson(node));
}

/** By its digits: a double is no longer exact to the microsecond here. */
function timeOfMs(text: string | undefined): EntryTime | undefined {
  const [, whole, fraction = ''] = /^(\d{1,14})(?:\.(\d+))?$/.exec(text ?? '') ?? [];
  return whole === undefined ? undefined : { kind: 'stated', us: BigInt(whole) * 1000n + BigInt(fraction.padEnd(3, '0').slice(0, 3)) };
}

/** The journal names the program, so nothing is learnt of processes from it. */
const NO_PROCESSES = new KubeletProcesses();

/** A record of the journal: as `journalctl -o json` writes it, in a GKE node log's `jsonPayload`, or as OpenShift forwards it. */
export function kubeletOfJournal(node: PlacedJson): KubeletEntry | undefined {
  const payload = node.get('jsonPayload') ?? node;
  const forwarded = node.at('systemd', 'u');
  const program = payload.textAt('SYSLOG_IDENTIFIER') ?? payload.textAt('_SYSTEMD_UNIT') ?? forwarded?.textAt('SYSLOG_IDENTIFIER');
  if (program === undefined || originOf(program) === 'other') return undefined;
  // Shippers put the message under a key of their own and leave the rest as the journal has it.
  const message = payload.textAt('MESSAGE') ?? node.textAt('message');
  const time = journalTime(payload.scalarAt('__REALTIME_TIMESTAMP'), node.textAt('timestamp') ?? node.textAt('@timestamp'));
  if (message === undefined || time === undefined) return undefined;
  return kubeletOfText(message, { host: payload.textAt('_HOSTNAME') ?? node.textAt('hostname') ?? node.textAt('host') ?? null, program, time }, NO_PROCESSES);
}

/** `__REALTIME_TIMESTAMP` is microseconds since 1970 as decimal text (systemd.journal-fields(7)). */
function journalTime(realtime: string | undefined, stated: string | undefined): EntryTime | undefined {
  if (realtime !== undefined && /^\d{13,17}$/.test(realtime)) return { kind: 'stated', us: BigInt(realtime) };
  const us = parseTimestamp(stated ?? '');
  return us === undefined ? undefined : { kind: 'stated', us };
}

function podsOfJson(node: PlacedJson): PodNames {
  const named = (pod: PlacedJson): string | undefined => {
    const [name, namespace] = [pod.textAt('name'), pod.textAt('namespace')];
    return name === undefined ? undefined : `${namespace ?? ''}/${name}`;
  };
  const pods = [...(node.get('pods')?.items() ?? []), ...[node.get('pod')].filter((pod) => pod !== undefined)].flatMap((pod) => (pod.isString ? (pod.text ?? []) : (named(pod) ?? [])));
  return {
    pods, podUid: node.textAt('podUID') ?? node.textAt('podID') ?? null, container: node.textAt('containerName') ?? null,
    containerId: node.textAt('containerID')?.replace(/^[a-z-]+:\/\//, '') ?? null,
  };
}

const entryOf = (said: Pick<KubeletEntry, 'at' | 'severity' | 'sourceFile' | 'message' | 'node'>, about: PodNames): KubeletEntry => ({ kind: 'kubelet', ...said, ...about });
