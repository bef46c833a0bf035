/** Side evidence as the Arrow streams its tables take in. Runs where the events are encoded, in the reader's worker. */
import type { AuditPolicy, FalcoAlert, KubeletEntry, SidePlace, SideRecord } from '../model/side-record';
import { arrowStream, int32Column, int32ListColumn, int64Column, nullableInt32Column, nullableUsColumn, textColumn, textListColumn, type ArrowColumn } from './arrow-batch';

export const SIDE_TABLES = ['falco_rows', 'kubelet_rows', 'policy_rows'] as const;

export interface SideAppend {
  readonly table: (typeof SIDE_TABLES)[number];
  readonly stream: Uint8Array;
}

/** One serves everything a store holds: policies are numbered through. */
export class SideEncoder {
  #nextPolicyId = 1;

  encode(evidenceId: number, records: readonly SideRecord[]): readonly SideAppend[] {
    const alerts: [FalcoAlert, SidePlace][] = [];
    const entries: [KubeletEntry, SidePlace][] = [];
    const policies: [AuditPolicy, SidePlace][] = [];
    for (const { content, place } of records) {
      if (content.kind === 'falco') alerts.push([content, place]);
      else if (content.kind === 'kubelet') entries.push([content, place]);
      else policies.push([content, place]);
    }
    return [
      ...(alerts.length === 0 ? [] : [{ table: 'falco_rows' as const, stream: falcoStream(evidenceId, alerts) }]),
      ...(entries.length === 0 ? [] : [{ table: 'kubelet_rows' as const, stream: kubeletStream(evidenceId, entries) }]),
      ...(policies.length === 0 ? [] : [{ table: 'policy_rows' as const, stream: this.#policyStream(evidenceId, policies) }]),
    ];
  }

  #policyStream(evidenceId: number, rows: readonly (readonly [AuditPolicy, SidePlace])[]): Uint8Array {
    const ids = Int32Array.from(rows, (_, i) => this.#nextPolicyId + i);
    this.#nextPolicyId += rows.length;
    const texts = textsOf(rows.map(([policy]) => policy));
    return arrowStream([
      ['policy_id', int32Column(ids)],
      ...placeColumns(evidenceId, rows.map(([, place]) => place)),
      ['name', texts((policy) => policy.name)],
      ['api_version', texts((policy) => policy.apiVersion)],
      ['rules', int32Column(Int32Array.from(rows, ([policy]) => policy.rules))],
      ['document', texts((policy) => policy.document)],
      ['rule_lines', int32ListColumn(rows.map(([policy]) => policy.ruleLines))],
    ]);
  }
}

const textsOf = <T>(rows: readonly T[]) => (pick: (row: T) => string | null): ArrowColumn => textColumn(rows.map(pick));

function placeColumns(evidenceId: number, places: readonly SidePlace[]): [string, ArrowColumn][] {
  return [
    ['evidence_id', int32Column(new Int32Array(places.length).fill(evidenceId))],
    ['line', int64Column(Float64Array.from(places, (place) => place.line))],
    ['byte_offset', int64Column(Float64Array.from(places, (place) => place.byteOffset))],
    ['byte_length', int64Column(Float64Array.from(places, (place) => place.byteLength))],
  ];
}

function falcoStream(evidenceId: number, rows: readonly (readonly [FalcoAlert, SidePlace])[]): Uint8Array {
  const alerts = rows.map(([alert]) => alert);
  const texts = textsOf(alerts);
  return arrowStream([
    ...placeColumns(evidenceId, rows.map(([, place]) => place)),
    ['at_us', nullableUsColumn(alerts.map((alert) => alert.atUs))],
    ['rule', texts((alert) => alert.rule)],
    ['priority', texts((alert) => alert.priority)],
    ['output', texts((alert) => alert.output)],
    ['source', texts((alert) => alert.source)],
    ['hostname', texts((alert) => alert.hostname)],
    ['pod_name', texts((alert) => alert.podName)],
    ['namespace', texts((alert) => alert.namespace)],
    ['container_id', texts((alert) => alert.containerId)],
    ['user_name', texts((alert) => alert.userName)],
    ['process', texts((alert) => alert.process)],
    ['cmdline', texts((alert) => alert.cmdline)],
    ['audit_id', texts((alert) => alert.auditId)],
    ['tags', textListColumn(alerts.map((alert) => alert.tags))],
    ['field_keys', textListColumn(alerts.map((alert) => alert.fields.map(([key]) => key)))],
    ['field_values', textListColumn(alerts.map((alert) => alert.fields.map(([, value]) => value)))],
  ]);
}

function kubeletStream(evidenceId: number, rows: readonly (readonly [KubeletEntry, SidePlace])[]): Uint8Array {
  const entries = rows.map(([entry]) => entry);
  const texts = textsOf(entries);
  const times = entries.map((entry) => entry.at);
  return arrowStream([
    ...placeColumns(evidenceId, rows.map(([, place]) => place)),
    ['at_us', nullableUsColumn(times.map((at) => (at.kind === 'stated' ? at.us : null)))],
    ['month', nullableInt32Column(times.map((at) => (at.kind === 'no-year' ? at.month : null)))],
    ['day', nullableInt32Column(times.map((at) => (at.kind === 'no-year' ? at.day : null)))],
    ['clock_us', nullableUsColumn(times.map((at) => (at.kind === 'no-year' ? BigInt(at.clockUs) : null)))],
    ['severity', texts((entry) => entry.severity)],
    ['source_file', texts((entry) => entry.sourceFile)],
    ['message', texts((entry) => entry.message)],
    ['node', texts((entry) => entry.node)],
    ['pods', textListColumn(entries.map((entry) => entry.pods))],
    ['pod_uid', texts((entry) => entry.podUid)],
    ['container', texts((entry) => entry.container)],
    ['container_id', texts((entry) => entry.containerId)],
  ]);
}
