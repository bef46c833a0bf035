/**
 * Users whose name begins with what kind of user they are (serviceaccount.MakeUsername in k8s.io/apiserver; the node
 * authorizer's `system:node:`). The beginning is the same for all of them and would fill the line; what tells them
 * apart stands at the end.
 */
import type { PivotField } from './pivot-field';

export interface ShortUser {
  /** Stands for the beginning. */
  readonly tag: string;
  readonly kind: string;
  readonly rest: string;
}

const KINDS = [
  { prefix: 'system:serviceaccount:', tag: 'sa', kind: 'service account' },
  { prefix: 'system:node:', tag: 'node', kind: 'node' },
] as const;

export function shortUser(name: string): ShortUser | undefined {
  const found = KINDS.find(({ prefix }) => name.startsWith(prefix) && name.length > prefix.length);
  return found === undefined ? undefined : { tag: found.tag, kind: found.kind, rest: name.slice(found.prefix.length) };
}

export const isUserField = (field: PivotField): boolean => field === 'username' || field === 'effective_username';

/** `sa:ci:deployer`, `node:worker-03`: for lists with room for text alone. */
export function shortUserText(name: string): string {
  const short = shortUser(name);
  return short === undefined ? name : `${short.tag}:${short.rest}`;
}
