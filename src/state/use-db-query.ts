/** Reads of the database for components: cached per state of the evidence, latest wins, stale ones are aborted. */
import { keepPreviousData, useQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query';
import { readRows, type ColumnDecoder, type DefinedQuery, type RowOf } from '../db/define-query';
import type { Engine } from '../db/engine';
import { useEvidenceVersion } from './evidence-version';
import { useWorkbenchCore } from './workbench-core';

/** What all reads of this name have in common, at this version of the evidence. */
export const readsKey = (version: number, name: string): readonly [string, number, string] => ['db', version, name];

/** TanStack hashes keys as JSON, which has no bigint. */
export const hashQueryKey = (key: QueryKey): string => JSON.stringify(key, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

export interface DbQueryOptions {
  readonly enabled?: boolean;
  /** Show the last answer while the next one is read: right for paging and growth, wrong for a new question. */
  readonly keepPrevious?: boolean;
}

type Columns = Readonly<Record<string, ColumnDecoder<unknown>>>;

export function useDbQuery<P, C extends Columns>(query: DefinedQuery<P, C>, params: NoInfer<P>, options: DbQueryOptions = {}): UseQueryResult<RowOf<C>[]> {
  return useDbRead(query.name, params, (engine, signal) => readRows(engine, query, params, { signal }), options);
}

/** For reads that are more than one query. The name and the parameters are the identity. */
export function useDbRead<T>(name: string, params: unknown, read: (engine: Engine, signal: AbortSignal) => Promise<T>, options: DbQueryOptions = {}): UseQueryResult<T> {
  const { engine } = useWorkbenchCore();
  const version = useEvidenceVersion();
  return useQuery<T>({
    queryKey: [...readsKey(version, name), params],
    queryKeyHashFn: hashQueryKey,
    queryFn: ({ signal }) => read(engine, signal),
    enabled: options.enabled ?? true,
    networkMode: 'always',
    staleTime: Infinity,
    retry: false,
    ...(options.keepPrevious === false ? {} : { placeholderData: keepPreviousData }),
  });
}
