/** The parts of the core that the benchmarks take apart; bench/build-core.mjs bundles this for plain Node. */
export { loadEvidence } from '../src/actions/load-evidence';
export { createSchema } from '../src/db/create-schema';
export { openNodeEngine } from '../src/db/duckdb-node';
export { EventEncoder } from '../src/db/event-encoder';
export { EvidenceStore } from '../src/db/evidence-store';
export { rebuildRequests } from '../src/db/request-pairing';
export { ingest } from '../src/ingest/ingest';
export { default as PAIRING_SQL } from '../src/db/schema/030-pairing.sql?raw';
export { default as SIGNALS_SQL } from '../src/db/schema/040-signals.sql?raw';
