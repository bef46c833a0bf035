/**
 * Which files are the log of one server. Silence means something only within one log: where three servers share the requests, one
 * of them may be gone without a moment in which nobody speaks.
 *
 * Every process of an API server calls itself by the user system:apiserver with a uid it made up at its start
 * (k8s.io/apiserver pkg/server/config.go, AuthorizeClientBearerToken), so files with a common uid are of one server, and files whose
 * uids differ at the same time are of different ones. After a restart the uid is new: one after another they may be the same server.
 */
export interface LogFile {
  readonly evidenceId: number;
  /** What the responder calls its source. */
  readonly label: string | null;
  /** The rotated set it is part of. */
  readonly set: string | undefined;
  readonly instances: readonly { readonly uid: string; readonly firstUs: bigint; readonly lastUs: bigint }[];
}

export interface LogSource {
  readonly evidenceId: number;
  /** Null where nothing tells servers apart. */
  readonly source: string | null;
}

interface Group {
  readonly files: LogFile[];
  readonly label: string | null;
  firstUs: bigint | undefined;
  lastUs: bigint | undefined;
}

export function logSources(files: readonly LogFile[]): readonly LogSource[] {
  const groups = groupsOf(files);
  const labelled = groups.filter((group) => group.label !== null);
  const timed = groups.filter((group) => group.label === null && group.firstUs !== undefined);
  const chains = chainsOf(timed);
  const rest = groups.filter((group) => group.label === null && group.firstUs === undefined);
  const named: LogSource[] = labelled.flatMap((group) => group.files.map(({ evidenceId }) => ({ evidenceId, source: group.label })));
  const numbered = chains.flatMap((chain, i) => chain.flatMap((group) => group.files.map(({ evidenceId }) => ({ evidenceId, source: chains.length > 1 ? `server ${i + 1}` : null }))));
  return [...named, ...numbered, ...rest.flatMap((group) => group.files.map(({ evidenceId }) => ({ evidenceId, source: null })))];
}

/** Files joined by a label, a rotated set or a uid. */
function groupsOf(files: readonly LogFile[]): readonly Group[] {
  const parents = new Map(files.map(({ evidenceId }) => [evidenceId, evidenceId]));
  const rootOf = (id: number): number => {
    const parent = parents.get(id) ?? id;
    return parent === id ? id : rootOf(parent);
  };
  const first = new Map<string, number>();
  for (const { evidenceId, label, set, instances } of files) {
    // A label is the responder's word and joins nothing but its own.
    const ties = label !== null ? [`label ${label}`] : [...(set === undefined ? [] : [`set ${set}`]), ...instances.map(({ uid }) => `uid ${uid}`)];
    for (const tie of ties) {
      const other = first.get(tie);
      if (other === undefined) first.set(tie, evidenceId);
      else parents.set(rootOf(evidenceId), rootOf(other));
    }
  }
  const groups = new Map<number, Group>();
  for (const file of files) {
    const root = rootOf(file.evidenceId);
    const group = groups.get(root) ?? { files: [], label: file.label, firstUs: undefined, lastUs: undefined };
    groups.set(root, group);
    group.files.push(file);
    for (const { firstUs, lastUs } of file.instances) {
      if (group.firstUs === undefined || firstUs < group.firstUs) group.firstUs = firstUs;
      if (group.lastUs === undefined || lastUs > group.lastUs) group.lastUs = lastUs;
    }
  }
  return [...groups.values()];
}

/** Groups one after another in time, as few chains as there must be. */
function chainsOf(groups: readonly Group[]): readonly (readonly Group[])[] {
  const chains: Group[][] = [];
  for (const group of groups.toSorted((a, b) => ((a.firstUs ?? 0n) < (b.firstUs ?? 0n) ? -1 : 1))) {
    const chain = chains.find((candidate) => (candidate.at(-1)?.lastUs ?? 0n) <= (group.firstUs ?? 0n));
    if (chain === undefined) chains.push([group]);
    else chain.push(group);
  }
  return chains;
}
