/** A request's object: its path, its objectRef. */

/** @typedef {import('./status.mjs').Target & { uid?: string, resourceVersion?: string }} ObjectTarget */

/**
 * The path a client asks for. The name is not in it on create, where it travels in the body, and on list and watch,
 * where a field selector carries it.
 * @param {ObjectTarget} target
 * @param {boolean} nameElsewhere
 */
export function pathOf(target, nameElsewhere) {
  let path = target.group ? `/apis/${target.group}/${target.version ?? 'v1'}` : '/api/v1';
  // A namespace is addressed by its own name: namespaces/shop, never namespaces/shop/namespaces/shop.
  if (target.namespace !== undefined && target.resource !== 'namespaces') path += `/namespaces/${target.namespace}`;
  path += `/${target.resource}`;
  if (target.name !== undefined && !nameElsewhere) path += `/${target.name}`;
  return target.subresource === undefined ? path : `${path}/${target.subresource}`;
}

/**
 * objectRef in field order.
 * @param {ObjectTarget} target
 * @param {boolean} early before the body is read: what only the body says is not known yet
 * @param {boolean} nameInBody
 */
export function refOf(target, early, nameInBody) {
  let text = `{"resource":"${target.resource}"`;
  if (target.namespace !== undefined) text += `,"namespace":"${target.namespace}"`;
  if (target.name !== undefined && !(early && nameInBody)) text += `,"name":"${target.name}"`;
  if (target.uid !== undefined && !early) text += `,"uid":"${target.uid}"`;
  if (target.group) text += `,"apiGroup":"${target.group}"`;
  text += `,"apiVersion":"${target.version ?? 'v1'}"`;
  if (target.resourceVersion !== undefined && !early) text += `,"resourceVersion":"${target.resourceVersion}"`;
  if (target.subresource !== undefined) text += `,"subresource":"${target.subresource}"`;
  return `${text}}`;
}
