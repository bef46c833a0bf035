/** A row that the list of requests has read already, for those who need the same request: it is there before any statement runs. */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { REQUEST_ROWS, type RequestRow } from '../db/read-request-rows';
import { useEvidenceVersion } from './evidence-version';
import { readsKey } from './use-db-query';

export function useKnownRow(requestId: number, wanted: boolean): RequestRow | undefined {
  const client = useQueryClient();
  const version = useEvidenceVersion();
  return useMemo(() => {
    if (!wanted) return undefined;
    const blocks = client.getQueriesData<readonly RequestRow[]>({ queryKey: readsKey(version, REQUEST_ROWS) });
    for (const [, rows] of blocks) {
      const row = rows?.find((one) => one.request_id === requestId);
      if (row !== undefined) return row;
    }
    return undefined;
  }, [client, version, requestId, wanted]);
}
