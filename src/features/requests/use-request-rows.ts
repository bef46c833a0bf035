/** The rows on screen out of all that match: the order is read once, rows in blocks as they come into view. */
import { useCallback, useMemo } from 'react';
import { readTable, type RowOf } from '../../db/define-query';
import { requestIdsQuery, requestRowsQuery } from '../../db/request-list.query';
import { useDbQueryList } from '../../state/use-db-query-list';
import { useDbRead } from '../../state/use-db-query';
import { useView } from '../../state/workbench-core';

export type RequestRow = RowOf<(typeof requestRowsQuery)['columns']>;

const BLOCK = 100;

/** Ids of all matching requests in the order of the view. */
export function useRequestIds() {
  const filter = useView((view) => view.filter);
  const sort = useView((view) => view.sort);
  return useDbRead('request ids in order', { filter, sort }, async (engine, signal) => (await readTable(engine, requestIdsQuery, { filter, sort }, { signal })).int32(0));
}

/** The row at a position, or undefined while it is being read. Keeps its identity while nothing changed. */
export function useRequestRows(ids: Int32Array | undefined, first: number, last: number): (position: number) => RequestRow | undefined {
  const params = useMemo(() => blocksOf(ids, first, last), [ids, first, last]);
  const results = useDbQueryList(requestRowsQuery, params);
  const rows = useMemo(() => new Map(results.flatMap((data) => data ?? []).map((row) => [row.request_id, row])), [results]);
  return useCallback((position: number) => rows.get(ids?.[position] ?? -1), [rows, ids]);
}

function blocksOf(ids: Int32Array | undefined, first: number, last: number): { readonly requestIds: readonly number[] }[] {
  if (ids === undefined || ids.length === 0) return [];
  const from = Math.max(0, Math.floor(first / BLOCK));
  const to = Math.min(Math.floor((ids.length - 1) / BLOCK), Math.floor(Math.max(0, last) / BLOCK));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => ({ requestIds: Array.from(ids.subarray((from + i) * BLOCK, (from + i + 1) * BLOCK)) }));
}
