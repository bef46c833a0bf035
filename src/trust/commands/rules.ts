/** All rules, in the order they are tried: what needs several requests first, and what says least last. */
import type { CommandRule } from './command-rule';
import { ACCESS_RULES } from './rules-access';
import { CLIENT_RULES } from './rules-clients';
import { HELM_RULES } from './rules-helm';
import { NODE_RULES } from './rules-nodes';
import { READ_RULES } from './rules-read';
import { SESSION_RULES } from './rules-sessions';
import { WRITE_RULES } from './rules-write';

/** A dump and `get all` take lists and logs that other rules would take one by one. */
const READ_FIRST = new Set([62, 9]);
/** Single lists and reads, which say least. */
const READ_LAST = new Set([84, 11, 1, 2, 3, 4, 5, 6, 7, 63, 64, 65, 66, 67]);
const CLIENTS_FIRST = new Set([85, 83, 82]);
/** They make a pod and attach to it: tried before the rule for an attach by itself. */
const ATTACHING = new Set([34, 52, 53]);

export const RAW_RULE: CommandRule = {
  number: 68, title: 'kubectl get --raw', kind: 'command', claims: 'kubectl', confidence: 'medium',
  reason: 'No command of kubectl asks in this form: --raw sends any path with kubectl’s agent, and so does any program that calls itself kubectl.',
  find: () => undefined,
};

export const COMMAND_RULES: readonly CommandRule[] = [
  ...CLIENT_RULES.filter((rule) => CLIENTS_FIRST.has(rule.number)),
  ...READ_RULES.filter((rule) => READ_FIRST.has(rule.number)),
  ...HELM_RULES,
  ...[...NODE_RULES, ...WRITE_RULES].filter((rule) => ATTACHING.has(rule.number)),
  ...SESSION_RULES, ...[...NODE_RULES, ...ACCESS_RULES, ...WRITE_RULES].filter((rule) => !ATTACHING.has(rule.number)),
  ...READ_RULES.filter((rule) => !READ_FIRST.has(rule.number) && !READ_LAST.has(rule.number)),
  ...READ_RULES.filter((rule) => READ_LAST.has(rule.number)),
  ...CLIENT_RULES.filter((rule) => !CLIENTS_FIRST.has(rule.number)),
];

/** For the page that says how Kubewitness decides, in the order of the catalogue. */
export const ALL_RULES: readonly CommandRule[] = [...COMMAND_RULES, RAW_RULE].toSorted((a, b) => a.number - b.number);
