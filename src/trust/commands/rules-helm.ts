/** Helm 3 and 4 keep each version of a release in a secret `sh.helm.release.v1.NAME.vN` (helm pkg/storage/driver/secrets.go). */
import type { CommandRule } from './command-rule';
import { inNamespace, isCore, line } from './command-line';
import { valueOf } from './request-shape';
import { allAfter, before, isSome, type Run, type Step } from './steps';

interface Release {
  readonly release: string;
  readonly version: number;
}

const releaseOf = (name: string | null): Release | undefined => {
  const match = /^sh\.helm\.release\.v1\.(.+)\.v(\d+)$/.exec(name ?? '');
  return match === null ? undefined : { release: match[1] ?? '', version: Number(match[2]) };
};
const isSecret = ({ asked }: Step): boolean => asked.resource === 'secrets' && isCore(asked) && asked.subresource === null;
const isWriteOf = (verbs: readonly string[]) => ({ asked }: Step): boolean => verbs.includes(asked.verb ?? '');
const isHelm = ({ client }: Step): boolean => client.kind === 'helm';
/** `name=R,owner=helm`; Helm sorts the labels. */
const labels = ({ shape }: Step): ReadonlyMap<string, string> => new Map((valueOf(shape, 'labelSelector') ?? '').split(',').map((part): [string, string] => {
  const [key = '', value = ''] = part.split('=');
  return [key, value];
}));
const isReleaseList = (release: string) => (step: Step): boolean => isSecret(step) && step.asked.verb === 'list' && labels(step).get('owner') === 'helm' && labels(step).get('name') === release;

/** At its end Helm writes the same secret once more, as deployed or failed. */
const isStored = (run: Run, rest: readonly number[], { release, version }: Release): boolean => rest.some((i) => {
  const step = run.steps[i];
  const own = step !== undefined && isSecret(step) && isWriteOf(['update', 'patch'])(step) ? releaseOf(step.asked.name) : undefined;
  return own?.release === release && own.version === version;
});
const UNFINISHED = 'The stored version was not written again, as Helm does at the end: it was waiting, or broken off.';

export const HELM_RULES: readonly CommandRule[] = [
  {
    number: 73, title: 'helm uninstall', kind: 'command', claims: 'helm', confidence: 'high', reason: 'Objects are deleted, and with them the secrets that hold the release.',
    find: (run, at, step) => {
      const own = isSecret(step) && step.asked.verb === 'delete' ? releaseOf(step.asked.name) : undefined;
      if (own === undefined) return undefined;
      const list = before(run, at, isReleaseList(own.release), 60_000_000n);
      const first = list ?? at;
      const rest = allAfter(run, first, (one) => isHelm(one) && isWriteOf(['delete', 'update', 'get', 'list'])(one)).filter((i) => i !== at);
      return { at: [...[list].filter(isSome), ...rest, at], text: line('helm uninstall', [own.release, ...inNamespace(step.asked)]), confidence: rest.length > 0 ? 'high' : 'medium' };
    },
  },
  {
    number: 72, title: 'helm upgrade / rollback', kind: 'command', claims: 'helm', confidence: 'high', reason: 'A further version of the release was stored: helm upgrade; helm rollback, to an older state, looks alike.',
    find: (run, at, step) => {
      const own = isSecret(step) && step.asked.verb === 'create' ? releaseOf(step.asked.name) : undefined;
      if (own === undefined || own.version < 2) return undefined;
      const lists = [before(run, at, isReleaseList(own.release))].filter(isSome);
      const rest = allAfter(run, at, isHelm);
      return { at: [...lists, at, ...rest], text: line('helm upgrade', [own.release], '…', inNamespace(step.asked)), confidence: isStored(run, rest, own) ? 'high' : 'medium', also: isStored(run, rest, own) ? undefined : UNFINISHED };
    },
  },
  {
    number: 71, title: 'helm install', kind: 'command', claims: 'helm', confidence: 'high', reason: 'The first version of the release was stored and its objects created. The chart is not in the log.',
    find: (run, at, step) => {
      const own = isSecret(step) && step.asked.verb === 'create' ? releaseOf(step.asked.name) : undefined;
      if (own?.version !== 1) return undefined;
      const lists = [before(run, at, isReleaseList(own.release))].filter(isSome);
      const rest = allAfter(run, at, isHelm);
      return { at: [...lists, at, ...rest], text: line('helm install', [own.release], '…', inNamespace(step.asked)), confidence: isStored(run, rest, own) ? 'high' : 'medium', also: isStored(run, rest, own) ? undefined : UNFINISHED };
    },
  },
  {
    number: 69, title: 'helm status / history / upgrade', kind: 'command', claims: 'helm', confidence: 'high', reason: 'The stored versions of one release were read: status, history, get, or the beginning of an upgrade.',
    find: (_, at, step) => {
      const release = isSecret(step) && step.asked.verb === 'list' && labels(step).get('owner') === 'helm' ? labels(step).get('name') : undefined;
      return release === undefined ? undefined : { at: [at], text: line('helm status', [release, ...inNamespace(step.asked)]) };
    },
  },
  {
    number: 70, title: 'helm list', kind: 'command', claims: 'helm', confidence: 'high', reason: 'All secrets that hold releases were read; with them the values of every chart.',
    find: (_, at, step) => (isSecret(step) && step.asked.verb === 'list' && labels(step).get('owner') === 'helm' && !labels(step).has('name')
      ? { at: [at], text: line('helm list', step.asked.namespace === null ? '-A' : inNamespace(step.asked)) } : undefined),
  },
  {
    number: 74, title: 'reading a Helm release', kind: 'activity', claims: 'any', confidence: 'high', reason: 'The secret that holds a Helm release was read outside of Helm. The values of the chart are in it, and often credentials.',
    find: (_, at, step) => {
      const own = isSecret(step) && step.asked.verb === 'get' ? releaseOf(step.asked.name) : undefined;
      return own === undefined || isHelm(step) ? undefined : { at: [at], text: `reading version ${own.version} of the Helm release ${own.release}` };
    },
  },
];
