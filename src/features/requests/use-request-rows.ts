/** The rows on screen out of all that match: the order is read once, rows in blocks as they come into view. */
import { useCallback, useMemo, useState } from 'react';
import { readCommands } from '../../db/read-commands';
import { readRequestIds } from '../../db/read-request-ids';
import { readRequestRows, REQUEST_ROWS, type RequestRow } from '../../db/read-request-rows';
import { useDbReadList } from '../../state/use-db-query-list';
import { useDbRead } from '../../state/use-db-query';
import { useView } from '../../state/workbench-core';
import type { LikelyCommand } from '../../trust/commands/likely-command';

/** Rows far apart in time cost a third of a millisecond each: no more than a screen or two at once. */
const BLOCK = 50;

/** Ids of all matching requests in the order of the view. */
export function useRequestIds() {
  const filter = useView((view) => view.filter);
  const sort = useView((view) => view.sort);
  return useDbRead('request ids in order', { filter, sort }, (engine, signal) => readRequestIds(engine, { filter, sort }, { signal }));
}

/** The row at a position, or undefined while it is being read. Keeps its identity while nothing changed. */
export function useRequestRows(ids: Int32Array | undefined, first: number, last: number): (position: number) => RequestRow | undefined {
  const params = useMemo(() => blocksOf(ids, first, last), [ids, first, last]);
  const results = useDbReadList(REQUEST_ROWS, params, (engine, { requestIds }, signal) => readRequestRows(engine, requestIds, { signal }));
  const rows = useMemo(() => new Map(results.flatMap((data) => data ?? []).map((row) => [row.request_id, row])), [results]);
  // A request keeps its number whatever is loaded or removed: while its row is read anew, the last one stands in its place.
  const [before, setBefore] = useState(rows);
  if (before !== rows && results.every((data) => data !== undefined)) setBefore(rows);
  return useCallback((position: number) => rows.get(ids?.[position] ?? -1) ?? before.get(ids?.[position] ?? -1), [rows, before, ids]);
}

const NO_BLOCKS: { readonly requestIds: readonly number[] }[] = [];

/** The likely command of the request at a position; nothing is asked while the column is not shown. */
export function useRowCommands(ids: Int32Array | undefined, first: number, last: number, wanted: boolean): (position: number) => LikelyCommand | undefined {
  const params = useMemo(() => (wanted ? blocksOf(ids, first, last) : NO_BLOCKS), [wanted, ids, first, last]);
  const results = useDbReadList('likely commands of rows', params, async (engine, { requestIds }, signal) => (await readCommands(engine, requestIds, { signal })).commands);
  const commands = useMemo(() => new Map(results.flatMap((found) => (found === undefined ? [] : [...found]))), [results]);
  return useCallback((position: number) => commands.get(ids?.[position] ?? -1), [commands, ids]);
}

function blocksOf(ids: Int32Array | undefined, first: number, last: number): { readonly requestIds: readonly number[] }[] {
  if (ids === undefined || ids.length === 0) return [];
  const from = Math.max(0, Math.floor(first / BLOCK));
  const to = Math.min(Math.floor((ids.length - 1) / BLOCK), Math.floor(Math.max(0, last) / BLOCK));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => ({ requestIds: Array.from(ids.subarray((from + i) * BLOCK, (from + i + 1) * BLOCK)) }));
}
