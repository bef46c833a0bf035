/** The same defined query for several parameters at once, each cached on its own. */
import { useQueries } from '@tanstack/react-query';
import { readRows, type ColumnDecoder, type DefinedQuery, type RowOf } from '../db/define-query';
import type { Engine } from '../db/engine';
import { useEvidenceVersion } from './evidence-version';
import { hashQueryKey, readsKey } from './use-db-query';
import { useWorkbenchCore } from './workbench-core';

/** Answers in the order of the parameters; undefined where one is still being read. */
export function useDbQueryList<P, C extends Readonly<Record<string, ColumnDecoder<unknown>>>>(query: DefinedQuery<P, C>, params: readonly NoInfer<P>[]): readonly (RowOf<C>[] | undefined)[] {
  return useDbReadList(query.name, params, (engine, one, signal) => readRows(engine, query, one, { signal }));
}

/** For reads that are more than one query. The name and the parameter are the identity. */
export function useDbReadList<P, T>(name: string, params: readonly P[], read: (engine: Engine, one: P, signal: AbortSignal) => Promise<T>): readonly (T | undefined)[] {
  const { engine } = useWorkbenchCore();
  const version = useEvidenceVersion();
  return useQueries({
    queries: params.map((one) => ({
      queryKey: [...readsKey(version, name), one],
      queryKeyHashFn: hashQueryKey,
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => read(engine, one, signal),
      networkMode: 'always' as const,
      staleTime: Infinity,
      retry: false,
    })),
    combine: answersOf<T>,
  });
}

/** One function for all calls, so that the combined answer keeps its identity while nothing changed. */
function answersOf<T>(results: readonly { readonly data: T | undefined }[]): readonly (T | undefined)[] {
  return results.map((result) => result.data);
}
