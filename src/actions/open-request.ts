/** Showing one request in the inspector. */
import { readRows } from '../db/define-query';
import { placeOfRequestQuery } from '../db/find-place';
import type { Workbench } from './workbench';

export async function openRequest(workbench: Pick<Workbench, 'engine' | 'view'>, requestId: number): Promise<void> {
  // Shown at once; the place follows, for the link.
  workbench.view.open(requestId, undefined);
  const [place] = await readRows(workbench.engine, placeOfRequestQuery, { requestId });
  if (place === undefined || place.sha256 === null || workbench.view.getState().openId !== requestId) return;
  workbench.view.open(requestId, { sha256Prefix: place.sha256.slice(0, 16), byteOffset: place.byte_offset });
}

export function closeRequest(workbench: Pick<Workbench, 'view'>): void {
  workbench.view.open(undefined, undefined);
}
