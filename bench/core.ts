/** The parts of the core that the benchmarks take apart; bench/build-core.mjs bundles this for plain Node. */
import pairing from '../src/db/schema/030-pairing.sql?raw';
import pairSlice from '../src/db/schema/032-pair-slice.sql?raw';
import repeats from '../src/db/schema/034-repeats.sql?raw';
import signals from '../src/db/schema/040-signals.sql?raw';

export { loadEvidence } from '../src/actions/load-evidence';
export { createSchema } from '../src/db/create-schema';
export { openNodeEngine } from '../src/db/duckdb-node';
export { EventEncoder } from '../src/db/event-encoder';
export { EvidenceStore } from '../src/db/evidence-store';
export { rebuildRequests } from '../src/db/request-pairing';
export { ingest } from '../src/ingest/ingest';

/** The statements of a rebuild of not too many events, to be timed one by one. */
export const PAIRING_SQL = [pairing, 'CREATE OR REPLACE TEMP VIEW slice_events AS FROM event_all;', pairSlice, repeats, signals].join('\n');
