/**
 * Audit policies as JSON or YAML, alone or in what operators keep them in. Which rule logged a request is said by its place in the
 * list, so every rule keeps its line in the evidence where that can be told.
 */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, type Document, type YAMLMap } from 'yaml';
import type { AuditPolicy } from '../../model/side-record';
import type { PlacedJson } from '../envelopes/placed-json';
import { isPolicy, MAX_HOLDER_DEPTH, mayHoldPolicy, policyKeys, unpackedPolicy } from './policy-holders';

/** The policies in an object. Lines count from 0 at the object's first byte; they are unknown when `isPlaced` says its bytes are not the evidence's own. */
export function policiesOfJson(node: PlacedJson, isPlaced: boolean): readonly AuditPolicy[] {
  const kind = node.textAt('kind');
  const version = node.textAt('apiVersion');
  if (isPolicy(kind, version)) return [policyOfJson(node, isPlaced ? node : undefined)];
  const keys = policyKeys({ kind, apiVersion: version, version: node.textAt('version'), has: (key) => node.has(key) });
  return keys.flatMap((key) => {
    const held = node.get(key);
    return held === undefined ? [] : heldInJson(held, isPlaced ? node : undefined, 0);
  });
}

/** `root` is what lines are counted from. */
function heldInJson(node: PlacedJson, root: PlacedJson | undefined, depth: number): readonly AuditPolicy[] {
  if (node.isString) return heldInText(node.text ?? '').map(withoutLines);
  if (depth >= MAX_HOLDER_DEPTH) return [];
  if (node.isObject && isPolicy(node.textAt('kind'), node.textAt('apiVersion'))) return [policyOfJson(node, root)];
  return [...(node.isObject ? node.members.values() : node.items())].flatMap((inner) => heldInJson(inner, root, depth + 1));
}

function policyOfJson(node: PlacedJson, root: PlacedJson | undefined): AuditPolicy {
  const rules = [...(node.get('rules')?.items() ?? [])];
  return {
    kind: 'policy', name: node.textAt('metadata', 'name') ?? null, apiVersion: node.textAt('apiVersion') ?? '', rules: rules.length, document: node.json,
    ruleLines: root === undefined ? null : linesOf(root, rules),
  };
}

/** The policies in a YAML document; none when it is something else, or no YAML. Lines count from 0 at the start of the text. */
export const policiesOfText = (text: string): readonly AuditPolicy[] => policiesOfYaml(text, policiesOf);

function policiesOfYaml(text: string, find: (document: Document.Parsed, lines: LineCounter) => readonly AuditPolicy[]): readonly AuditPolicy[] {
  if (!mayHoldPolicy(text) && !/isBase64|binaryData/.test(text)) return [];
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'silent', lineCounter: lines });
    return document.errors.length > 0 ? [] : find(document, lines);
  } catch {
    // Nested too deep for the parser, or an alias: they are refused, since they can make little text mean a lot.
    return [];
  }
}

/** The document itself, or what it holds. */
function policiesOf(document: Document.Parsed, lines: LineCounter): readonly AuditPolicy[] {
  const { contents } = document;
  if (!isMap(contents)) return [];
  const kind: unknown = contents.get('kind');
  const apiVersion: unknown = contents.get('apiVersion');
  if (isPolicy(kind, apiVersion)) return [policyOfMap(contents, document, lines)];
  const keys = policyKeys({ kind, apiVersion, version: contents.get('version'), has: (key) => contents.has(key) });
  return keys.flatMap((key) => heldInYaml(contents.get(key, true), document, lines, 0));
}

/** In a literal block every line of the text is a line of the document, the first one behind the `|`. */
function heldInYaml(node: unknown, document: Document.Parsed, lines: LineCounter, depth: number): readonly AuditPolicy[] {
  if (isScalar(node)) {
    if (typeof node.value !== 'string') return [];
    const policies = heldInText(node.value);
    const at = node.type === Scalar.BLOCK_LITERAL && mayHoldPolicy(node.value) ? node.range?.[0] : undefined;
    if (at === undefined) return policies.map(withoutLines);
    const first = lines.linePos(at).line;
    return policies.map((policy) => movedLines(policy, first));
  }
  if (depth >= MAX_HOLDER_DEPTH) return [];
  if (isMap(node)) {
    if (isPolicy(node.get('kind'), node.get('apiVersion'))) return [policyOfMap(node, document, lines)];
    return node.items.flatMap(({ value }) => heldInYaml(value, document, lines, depth + 1));
  }
  return isSeq(node) ? node.items.flatMap((item) => heldInYaml(item, document, lines, depth + 1)) : [];
}

function policyOfMap(map: YAMLMap, document: Document.Parsed, lines: LineCounter): AuditPolicy {
  const rules: unknown = map.get('rules', true);
  const items: readonly unknown[] = isSeq(rules) ? rules.items : [];
  const name: unknown = map.getIn(['metadata', 'name']);
  const value: unknown = map.toJS(document, { maxAliasCount: 0 });
  const starts = items.map((item) => (isMap(item) || isScalar(item) ? item.range?.[0] : undefined));
  return {
    kind: 'policy', name: typeof name === 'string' ? name : null, apiVersion: String(map.get('apiVersion')), rules: items.length, document: JSON.stringify(value),
    ruleLines: starts.every((start) => start !== undefined) ? starts.map((start) => lines.linePos(start).line - 1) : null,
  };
}

/** A file kept as text or as base64. A policy is looked for in it and nothing else: a holder in a holder is somebody's joke. */
function heldInText(text: string): readonly AuditPolicy[] {
  const find = (document: Document.Parsed, lines: LineCounter): readonly AuditPolicy[] => {
    const { contents } = document;
    return isMap(contents) && isPolicy(contents.get('kind'), contents.get('apiVersion')) ? [policyOfMap(contents, document, lines)] : [];
  };
  if (mayHoldPolicy(text)) return policiesOfYaml(text, find);
  const unpacked = unpackedPolicy(text);
  return unpacked === undefined ? [] : policiesOfYaml(unpacked, find).map(withoutLines);
}

const withoutLines = (policy: AuditPolicy): AuditPolicy => ({ ...policy, ruleLines: null });

/** The same policy with its rules `by` lines further down. */
export const movedLines = (policy: AuditPolicy, by: number): AuditPolicy => ({ ...policy, ruleLines: policy.ruleLines?.map((line) => line + by) ?? null });

function linesOf(root: PlacedJson, rules: readonly PlacedJson[]): readonly number[] {
  let at = root.start;
  let line = 0;
  return rules.map((rule) => {
    for (; at < rule.start; at += 1) if (root.bytes[at] === 0x0a) line += 1;
    return line;
  });
}
