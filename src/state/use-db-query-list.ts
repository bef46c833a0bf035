/** The same defined query for several parameters at once, each cached on its own. */
import { useQueries } from '@tanstack/react-query';
import { useStore } from 'zustand';
import { readRows, type ColumnDecoder, type DefinedQuery, type RowOf } from '../db/define-query';
import { hashQueryKey } from './use-db-query';
import { useWorkbenchCore } from './workbench-core';

/** Answers in the order of the parameters; undefined where one is still being read. */
export function useDbQueryList<P, C extends Readonly<Record<string, ColumnDecoder<unknown>>>>(query: DefinedQuery<P, C>, params: readonly NoInfer<P>[]): readonly (RowOf<C>[] | undefined)[] {
  const { engine, jobs } = useWorkbenchCore();
  const version = useStore(jobs, (state) => state.evidenceVersion);
  return useQueries({
    queries: params.map((one) => ({
      queryKey: ['db', version, query.name, one],
      queryKeyHashFn: hashQueryKey,
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => readRows(engine, query, one, { signal }),
      networkMode: 'always' as const,
      staleTime: Infinity,
      retry: false,
    })),
    combine: answersOf<RowOf<C>[]>,
  });
}

/** One function for all calls, so that the combined answer keeps its identity while nothing changed. */
function answersOf<T>(results: readonly { readonly data: T | undefined }[]): readonly (T | undefined)[] {
  return results.map((result) => result.data);
}
