/** The rows on screen out of all that match: the order is read once, rows in blocks as they come into view. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readRows, readTable, type RowOf } from '../../db/define-query';
import { requestIdsQuery, requestRowsQuery } from '../../db/request-list.query';
import { useDbRead } from '../../state/use-db-query';
import { useJobs, useView, useWorkbenchCore } from '../../state/workbench-core';

export type RequestRow = RowOf<(typeof requestRowsQuery)['columns']>;

const BLOCK = 100;

/** Ids of all matching requests in the order of the view. */
export function useRequestIds() {
  const filter = useView((view) => view.filter);
  const sort = useView((view) => view.sort);
  return useDbRead('request ids in order', { filter, sort }, async (engine, signal) => (await readTable(engine, requestIdsQuery, { filter, sort }, { signal })).int32(0));
}

/** The row at a position, or undefined while it is being read. */
export function useRequestRows(ids: Int32Array | undefined, first: number, last: number): (position: number) => RequestRow | undefined {
  const { engine } = useWorkbenchCore();
  const version = useJobs((jobs) => jobs.evidenceVersion);
  const total = ids?.length ?? 0;
  const from = Math.max(0, Math.floor(first / BLOCK));
  const to = Math.min(Math.floor(Math.max(0, total - 1) / BLOCK), Math.floor(Math.max(0, last) / BLOCK));
  const blocks = total === 0 || ids === undefined ? [] : Array.from({ length: to - from + 1 }, (_, i) => Array.from(ids.subarray((from + i) * BLOCK, (from + i + 1) * BLOCK)));
  const results = useQueries({
    queries: blocks.map((requestIds) => ({
      queryKey: ['db', version, requestRowsQuery.name, requestIds],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => readRows(engine, requestRowsQuery, { requestIds }, { signal }),
      networkMode: 'always' as const, staleTime: Infinity, retry: false,
    })),
    combine: (answers) => answers.map((answer) => answer.data),
  });
  const rows = useMemo(() => new Map(results.flatMap((data) => data ?? []).map((row) => [row.request_id, row])), [results]);
  return (position) => rows.get(ids?.[position] ?? -1);
}
