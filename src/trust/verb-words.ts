/** What a verb means for a person, as something that happened and as something that was tried. */
export interface VerbWords {
  readonly past: string;
  /** As in "tried to …". */
  readonly infinitive: string;
}

const words = (past: string, infinitive: string): VerbWords => ({ past, infinitive });

const VERBS: ReadonlyMap<string, VerbWords> = new Map([
  ['get', words('read', 'read')],
  ['list', words('listed', 'list')],
  ['watch', words('watched', 'watch')],
  ['create', words('created', 'create')],
  ['update', words('updated', 'update')],
  ['patch', words('patched', 'patch')],
  ['delete', words('deleted', 'delete')],
  ['deletecollection', words('deleted all matching', 'delete all matching')],
  ['proxy', words('reached', 'reach')],
]);

/** Subresources whose meaning is not that of their verb. The key is `subresource`, or `verb subresource` where it depends on the verb. */
const SUBRESOURCES: ReadonlyMap<string, VerbWords> = new Map([
  ['attach', words('attached to', 'attach to')],
  ['portforward', words('forwarded ports to', 'forward ports to')],
  ['log', words('read the log of', 'read the log of')],
  ['proxy', words('reached', 'reach')],
  ['create token', words('obtained a token for', 'obtain a token for')],
  ['create eviction', words('evicted', 'evict')],
  ['create binding', words('bound', 'bind')],
  ['patch ephemeralcontainers', words('added a debug container to', 'add a debug container to')],
]);

/** Undefined for a verb that Kubernetes does not give to ordinary requests. */
export const verbWords = (verb: string): VerbWords | undefined => VERBS.get(verb);

export const subresourceWords = (verb: string, subresource: string): VerbWords | undefined =>
  SUBRESOURCES.get(`${verb} ${subresource}`) ?? SUBRESOURCES.get(subresource);
