/**
 * Evidence beside the audit log: what Falco and the kubelet saw, and the policy that decided what was logged. Kept apart from
 * audit events and never counted as such; the API server vouches for none of it.
 */

/** An alert as Falco writes it with `json_output` (falco.yaml; outputs format of falcosecurity/falco userspace/falco/falco_outputs.cpp). */
export interface FalcoAlert {
  readonly kind: 'falco';
  /** Null for the text form, which has the time of day only. */
  readonly atUs: bigint | null;
  readonly rule: string | null;
  readonly priority: string | null;
  readonly output: string | null;
  /** `syscall`, or the plugin that saw it, as `k8s_audit`. */
  readonly source: string | null;
  readonly hostname: string | null;
  readonly podName: string | null;
  readonly namespace: string | null;
  readonly containerId: string | null;
  readonly userName: string | null;
  readonly process: string | null;
  readonly cmdline: string | null;
  /** `ka.auditid` of the k8saudit plugin: the audit ID of the request it judged. */
  readonly auditId: string | null;
  readonly tags: readonly string[];
  readonly fields: readonly (readonly [key: string, value: string])[];
}

export type EntryTime =
  | { readonly kind: 'stated'; readonly us: bigint }
  /** klog writes month, day and clock of the host, no year and no zone (k8s.io/klog klog.go, header format `Lmmdd hh:mm:ss.uuuuuu`). */
  | { readonly kind: 'no-year'; readonly month: number; readonly day: number; readonly clockUs: number };

/** A line of the kubelet's log, in klog's text or JSON form (k8s.io/component-base logs/json). */
export interface KubeletEntry {
  readonly kind: 'kubelet';
  readonly at: EntryTime;
  /** INFO, WARNING, ERROR or FATAL, klog's severities; null for what the kubelet printed without klog. */
  readonly severity: string | null;
  /** File and line of the kubelet's source that wrote it, as `kubelet.go:2102`. */
  readonly sourceFile: string | null;
  readonly message: string;
  /** The host, where a header names it. */
  readonly node: string | null;
  /** Every pod that is named, as `namespace/name`. */
  readonly pods: readonly string[];
  readonly podUid: string | null;
  readonly container: string | null;
  readonly containerId: string | null;
}

/** An audit policy (k8s.io/apiserver pkg/apis/audit/v1 types.go, Policy). */
export interface AuditPolicy {
  readonly kind: 'policy';
  readonly name: string | null;
  readonly apiVersion: string;
  readonly rules: number;
  /** The policy as JSON text. */
  readonly document: string;
  /** 1-based line of each rule in the evidence; null where it cannot be told. */
  readonly ruleLines: readonly number[] | null;
}

export interface SidePlace {
  /** 1-based line and byte offset in the unpacked bytes. */
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
}

export type SideContent = FalcoAlert | KubeletEntry | AuditPolicy;
export type SideRecord = { readonly content: SideContent; readonly place: SidePlace };
export type SideKind = SideContent['kind'];
export const SIDE_KINDS = ['falco', 'kubelet', 'policy'] as const satisfies readonly SideKind[];
export type SideCounts = Readonly<Record<SideKind, number>>;
export const NO_SIDE: SideCounts = { falco: 0, kubelet: 0, policy: 0 };
export const sideTotal = (counts: SideCounts): number => counts.falco + counts.kubelet + counts.policy;
export const sumOfSides = (all: readonly SideCounts[]): SideCounts =>
  all.reduce((sum, { falco, kubelet, policy }) => ({ falco: sum.falco + falco, kubelet: sum.kubelet + kubelet, policy: sum.policy + policy }), NO_SIDE);
