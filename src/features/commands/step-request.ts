/** The request before or after the open one, in the order of the list, from wherever the responder is. */
import { openRequest } from '../../actions/open-request';
import type { Workbench } from '../../actions/workbench';
import { readRows } from '../../db/define-query';
import { requestAtPlaceQuery } from '../../db/find-place';
import { readRequestIds } from '../../db/read-request-ids';

/** After a link was followed only its place is known. */
export async function openRequestId(workbench: Pick<Workbench, 'engine' | 'view'>): Promise<number | undefined> {
  const { openId, view } = workbench.view.getState();
  if (openId !== undefined || view.open === undefined) return openId;
  const [row] = await readRows(workbench.engine, requestAtPlaceQuery, view.open);
  return row?.request_id;
}

export async function stepRequest(workbench: Pick<Workbench, 'engine' | 'view'>, by: 1 | -1): Promise<void> {
  const { filter, sort } = workbench.view.getState().view;
  const [open, ids] = await Promise.all([openRequestId(workbench), readRequestIds(workbench.engine, { filter, sort })]);
  const at = open === undefined ? -1 : ids.indexOf(open);
  const next = ids[at === -1 ? (by === 1 ? 0 : ids.length - 1) : at + by];
  if (next !== undefined) await openRequest(workbench, next);
}
