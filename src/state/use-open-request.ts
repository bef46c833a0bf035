/** Which request is open, as a row id of this session. */
import { requestAtPlaceQuery } from '../db/find-place';
import { useDbQuery } from './use-db-query';
import { useView, useViewHistory } from './workbench-core';

export function useOpenRequestId(): number | undefined {
  const openId = useViewHistory((state) => state.openId);
  const place = useView((view) => view.open);
  const lookup = useDbQuery(requestAtPlaceQuery, place ?? { sha256Prefix: '', byteOffset: -1 }, { enabled: openId === undefined && place !== undefined, keepPrevious: false });
  return openId ?? (place === undefined ? undefined : lookup.data?.[0]?.request_id);
}
