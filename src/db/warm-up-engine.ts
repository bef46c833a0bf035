/**
 * Runs, on rows that mean nothing, what the first file will ask for: the engine's WebAssembly is compiled function by function
 * when it is first needed, which makes the first pairing and the first look several times slower than the second.
 */
import { abortError, isAbort } from '../base/abort';
import { timestampUs } from '../base/time';
import { EMPTY_FILTER } from '../model/filter';
import { PIVOT_FIELDS, pivotFieldNames } from '../model/pivot-field';
import { createSchema } from './create-schema';
import { readRows } from './define-query';
import type { Engine } from './engine';
import { facetQuery, facetSetQuery } from './facet.query';
import { gapsQuery } from './gaps.query';
import { histogramQuery } from './histogram.query';
import { readRequestIds } from './read-request-ids';
import { readRequestRows } from './read-request-rows';
import { requestCountQuery } from './request-list.query';
import { rebuildRequests } from './request-pairing';
import rows from './schema/warm-up.sql?raw';

const ROWS_ON_SCREEN = 50;
const FACETS = pivotFieldNames.filter((field) => PIVOT_FIELDS[field].facet);

/** `engine` has to be one of its own, with a database that nobody else uses. Ends after the statement that runs when `signal` says so. */
export async function warmUpEngine(engine: Engine, signal: AbortSignal): Promise<void> {
  const stoppable = untilAborted(engine, signal);
  try {
    await createSchema(stoppable);
    await stoppable.run(rows);
    await rebuildRequests(stoppable, 'first-sight');
    await look(stoppable);
    await rebuildRequests(stoppable, 'complete');
  } catch (error) {
    if (!isAbort(error)) throw error;
  }
}

/** What the screen asks for. */
async function look(engine: Engine): Promise<void> {
  const everything = { filter: EMPTY_FILTER };
  await readRows(engine, requestCountQuery, everything);
  const ids = await readRequestIds(engine, { ...everything, sort: { column: 'received_at', descending: false } });
  await readRequestRows(engine, Array.from(ids.subarray(0, ROWS_ON_SCREEN)));
  await readRows(engine, histogramQuery, { ...everything, fromUs: timestampUs(0n), toUs: timestampUs(3_000_000_000n), widthUs: 100_000_000n });
  await readRows(engine, facetSetQuery, { fields: FACETS, ...everything, limit: 8 });
  await readRows(engine, facetQuery, { field: 'verb', ...everything, search: '', limit: 8 });
  await readRows(engine, gapsQuery, undefined);
}

/** An engine that begins nothing any more once the signal fired. */
function untilAborted(engine: Engine, signal: AbortSignal): Engine {
  const begin = <T>(work: () => Promise<T>): Promise<T> => (signal.aborted ? Promise.reject(abortError('The warm-up')) : work());
  return {
    read: (statement, options) => begin(() => engine.read(statement, { ...options, signal })),
    run: (script) => begin(() => engine.run(script)),
    append: (table, stream) => begin(() => engine.append(table, stream)),
    changes: () => engine.changes(),
    busy: () => engine.busy(),
    close: () => engine.close(),
  };
}
