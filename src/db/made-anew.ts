/**
 * The two wide tables, which are made anew again and again. `CREATE TABLE … AS` would keep their columns' types and
 * forget how they are packed; and to leave that to the engine has it try every way for every column, a quarter of the time
 * of an append: hashes and UUIDs cannot be packed, and what packs numbers best here is known.
 */
import eventRows from './schema/011-event-rows.sql?raw';
import pairedRequests from './schema/012-paired-requests.sql?raw';

/** Comments go, since they speak of UUIDs too. */
const withPacking = (script: string): string =>
  script.replace(/^--.*$/gm, '').replace(/\b(?:INTEGER|BIGINT)\b/g, '$& USING COMPRESSION bitpacking').replace(/\b(?:UUID|BLOB)\b/g, '$& USING COMPRESSION uncompressed');
const named = (script: string, name: string): string => withPacking(script).replace(/(?<=CREATE TABLE )\w+/, name);

export const createEventTable = (name: 'event_rows' | 'event_staging'): string => named(eventRows, name);
export const createPairedTable = (name: 'paired_requests' | 'next_paired_requests'): string => named(pairedRequests, name);
