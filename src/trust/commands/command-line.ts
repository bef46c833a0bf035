/** Command lines as one would type them. Names are the caller's text: they are quoted for a shell, and shown as hostile text. */
import { commandText } from '../exec-command';
import { reachInWords } from '../resource-scope';
import type { AskedRequest } from './asked-request';

/** Groups with resources that go by the name of others: without its group, kubectl takes the first to have the name. */
const NAMESAKES = new Set(['metrics.k8s.io', 'custom.metrics.k8s.io', 'external.metrics.k8s.io']);

/** `widgets.example.com` for a resource of an extension, `deployments` for one that kubectl knows. */
export function resourceWord({ resource, apiGroup }: AskedRequest): string {
  const group = apiGroup ?? '';
  return NAMESAKES.has(group) || (group.includes('.') && !group.endsWith('.k8s.io')) ? `${resource ?? ''}.${group}` : resource ?? '';
}

export const inNamespace = ({ namespace, resource }: AskedRequest): string[] => (namespace === null || namespace === '' || resource === 'namespaces' ? [] : ['-n', namespace]);

/** `-n prod`, or `-A` where a namespaced resource was asked for without one. */
export const scope = (asked: AskedRequest): string[] => {
  const own = inNamespace(asked);
  return own.length === 0 && reachInWords(asked.resource ?? '') === ' in all namespaces' ? ['-A'] : own;
};

/** Words that are ours stand as they are, values of the request are quoted. */
export const line = (...words: readonly (string | readonly string[])[]): string => words.flatMap((word) => (typeof word === 'string' ? [word] : [commandText(word)])).filter((word) => word !== '').join(' ');

/** `pods web -n prod` */
export const objectWords = (asked: AskedRequest): string[] => [resourceWord(asked), ...(asked.name === null || asked.name === '' ? [] : [asked.name]), ...inNamespace(asked)];

/** `pods/web`, as kubectl takes it in one word. */
export const slashWord = (asked: AskedRequest): string => (asked.name === null || asked.name === '' ? resourceWord(asked) : `${resourceWord(asked)}/${asked.name}`);

/** Resources of the core group; extensions have nodes, services and secrets of their own. */
export const isCore = ({ apiGroup }: AskedRequest): boolean => (apiGroup ?? '') === '';
