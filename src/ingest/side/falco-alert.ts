/**
 * Alerts of Falco. JSON form: falcosecurity/falco userspace/engine/formats.cpp (`output`, `priority`, `rule`, `source`, `time`,
 * `output_fields`). Text form: a time of day, the priority, the output. Falcosidekick adds `uuid` and keeps the rest.
 */
import { parseTimestamp } from '../../base/time';
import type { FalcoAlert } from '../../model/side-record';
import type { PlacedJson } from '../envelopes/placed-json';

/** What Falco prints for a field that has no value. */
const NO_VALUE = '<NA>';

export function falcoOfJson(node: PlacedJson): FalcoAlert | undefined {
  if (!node.has('rule', 'output') || !(node.has('output_fields') || node.has('priority'))) return undefined;
  const fields = fieldsOf(node.get('output_fields'));
  const field = (...keys: readonly string[]): string | null => keys.map((key) => fields.get(key)).find((value) => value !== undefined && value !== '' && value !== NO_VALUE) ?? null;
  const isPod = field('ka.target.resource') === 'pods';
  return {
    kind: 'falco', atUs: timeOf(node, fields), rule: node.textAt('rule') ?? null, priority: node.textAt('priority') ?? null, output: node.textAt('output') ?? null,
    source: node.textAt('source') ?? null, hostname: node.textAt('hostname') ?? null,
    podName: field('k8s.pod.name') ?? (isPod ? field('ka.target.name') : null), namespace: field('k8s.ns.name', 'ka.target.namespace'),
    containerId: field('container.id'), userName: field('user.name', 'ka.user.name'), process: field('proc.name'), cmdline: field('proc.cmdline'),
    auditId: field('ka.auditid'), tags: [...(node.get('tags')?.items() ?? [])].flatMap((tag) => tag.text ?? []), fields: [...fields],
  };
}

/** Every value as text: times are nanoseconds past 2^53, which no number keeps. */
function fieldsOf(fields: PlacedJson | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of fields?.members ?? []) if (!value.isNull) found.set(key, value.scalar ?? value.json);
  return found;
}

function timeOf(node: PlacedJson, fields: ReadonlyMap<string, string>): bigint | null {
  const stated = parseTimestamp(node.textAt('time') ?? '');
  if (stated !== undefined) return stated;
  const ns = fields.get('evt.time') ?? fields.get('evt.time.iso8601') ?? '';
  return /^\d{16,19}$/.test(ns) ? BigInt(ns) / 1000n : null;
}

export const FALCO_TEXT = /^\d\d:\d\d:\d\d\.\d{9}: (Emergency|Alert|Critical|Error|Warning|Notice|Informational|Debug) (.*)$/s;

/** The text form names neither rule nor date; what the output says of the place is read where it follows Falco's own rules. */
export function falcoOfText(line: string): FalcoAlert | undefined {
  const [, priority, output] = FALCO_TEXT.exec(line) ?? [];
  if (priority === undefined || output === undefined) return undefined;
  const said = (key: string): string | null => {
    const value = new RegExp(`[( ]${key}=([^\\s()]+)`).exec(output)?.[1];
    return value === undefined || value === NO_VALUE ? null : value;
  };
  return {
    kind: 'falco', atUs: null, rule: null, priority, output, source: null, hostname: null,
    podName: said('k8s_pod_name') ?? said('k8s\\.pod'), namespace: said('k8s_ns_name') ?? said('k8s\\.ns'), containerId: said('container_id'),
    userName: said('user'), process: said('process'), cmdline: null, auditId: null, tags: [], fields: [],
  };
}
