/**
 * Audit policies as JSON or YAML, alone or as a text in a ConfigMap, where operators keep them. Which rule logged a request is
 * said by its place in the list, so every rule keeps its line in the evidence where that can be told.
 */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, type Document } from 'yaml';
import type { AuditPolicy } from '../../model/side-record';
import type { PlacedJson } from '../envelopes/placed-json';

const GROUP = 'audit.k8s.io/';
const isPolicy = (kind: unknown, version: unknown): version is string => kind === 'Policy' && typeof version === 'string' && version.startsWith(GROUP);

/** The policies in an object. Lines count from 0 at the object's first byte; they are unknown when `isPlaced` says its bytes are not the evidence's own. */
export function policiesOfJson(node: PlacedJson, isPlaced: boolean): readonly AuditPolicy[] {
  const kind = node.textAt('kind');
  const version = node.textAt('apiVersion');
  if (kind === 'ConfigMap' && version === 'v1') return [...(node.get('data')?.members.values() ?? [])].flatMap((value) => policiesOfText(value.text ?? '').map(withoutLines));
  if (!isPolicy(kind, version)) return [];
  const rules = [...(node.get('rules')?.items() ?? [])];
  return [{
    kind: 'policy', name: node.textAt('metadata', 'name') ?? null, apiVersion: version, rules: rules.length, document: node.json,
    ruleLines: isPlaced ? linesOf(node, rules) : null,
  }];
}

/** The policies in a YAML document; none when it is something else, or no YAML. Lines count from 0 at the start of the text. */
export function policiesOfText(text: string): readonly AuditPolicy[] {
  if (!text.includes(GROUP) || !text.includes('Policy')) return [];
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'silent', lineCounter: lines });
    return document.errors.length > 0 ? [] : policiesOf(document, lines);
  } catch {
    // Nested too deep for the parser, or an alias: they are refused, since they can make little text mean a lot.
    return [];
  }
}

function policiesOf(document: Document.Parsed, lines: LineCounter): readonly AuditPolicy[] {
  const { contents } = document;
  if (!isMap(contents)) return [];
  const version: unknown = contents.get('apiVersion');
  const kind: unknown = contents.get('kind');
  if (kind === 'ConfigMap' && version === 'v1') return embedded(contents.get('data', true), lines);
  if (!isPolicy(kind, version)) return [];
  const rules: unknown = contents.get('rules', true);
  const items: readonly unknown[] = isSeq(rules) ? rules.items : [];
  const name: unknown = contents.getIn(['metadata', 'name']);
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const starts = items.map((item) => (isMap(item) || isScalar(item) ? item.range?.[0] : undefined));
  return [{
    kind: 'policy', name: typeof name === 'string' ? name : null, apiVersion: version, rules: items.length, document: JSON.stringify(value),
    ruleLines: starts.every((start) => start !== undefined) ? starts.map((start) => lines.linePos(start).line - 1) : null,
  }];
}

/** Texts under `data`. In a literal block every line of the text is a line of the document, the first one behind the `|`. */
function embedded(data: unknown, lines: LineCounter): readonly AuditPolicy[] {
  if (!isMap(data)) return [];
  return data.items.flatMap(({ value }) => {
    if (!isScalar(value) || typeof value.value !== 'string') return [];
    const policies = policiesOfText(value.value);
    const at = value.type === Scalar.BLOCK_LITERAL ? value.range?.[0] : undefined;
    if (at === undefined) return policies.map(withoutLines);
    const first = lines.linePos(at).line;
    return policies.map((policy) => movedLines(policy, first));
  });
}

const withoutLines = (policy: AuditPolicy): AuditPolicy => ({ ...policy, ruleLines: null });

/** The same policy with its rules `by` lines further down. */
export const movedLines = (policy: AuditPolicy, by: number): AuditPolicy => ({ ...policy, ruleLines: policy.ruleLines?.map((line) => line + by) ?? null });

function linesOf(node: PlacedJson, rules: readonly PlacedJson[]): readonly number[] {
  let at = node.start;
  let line = 0;
  return rules.map((rule) => {
    for (; at < rule.start; at += 1) if (node.bytes[at] === 0x0a) line += 1;
    return line;
  });
}
