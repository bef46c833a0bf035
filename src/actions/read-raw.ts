/** The bytes of records as they stand in the evidence. */
import { must } from '../base/assert';
import { placeOfEventQuery } from '../db/find-place';
import { readRows } from '../db/define-query';
import { readRecords } from '../ingest/read-record';
import type { Workbench } from './workbench';

/** One record's bytes, in the order of the ids. Rejects when the evidence of one is not in this tab. */
export async function readRawRecords(workbench: Workbench, eventIds: readonly number[]): Promise<Uint8Array[]> {
  const places = await Promise.all(
    eventIds.map(async (eventId) => {
      const [place] = await readRows(workbench.engine, placeOfEventQuery, { eventId });
      if (place === undefined) throw new Error(`There is no event ${eventId} in the loaded evidence.`);
      return place;
    }),
  );
  const records = new Array<Uint8Array | undefined>(eventIds.length);
  for (const evidenceId of new Set(places.map((place) => place.evidence_id))) {
    const source = workbench.sources.get(evidenceId);
    const own = places.flatMap((place, i) => (place.evidence_id === evidenceId ? [{ place, i }] : []));
    if (source === undefined) throw new Error(`${own[0]?.place.name ?? 'The evidence'} is still being read. Its records can be shown when it is complete.`);
    const bytes = await readRecords(source, own.map(({ place }) => ({ byteOffset: place.byte_offset, byteLength: place.byte_length })));
    own.forEach(({ i }, at) => {
      records[i] = bytes[at];
    });
  }
  return records.map((record) => must(record, 'the bytes of a record'));
}

/** A record as text; bytes that are no UTF-8 become U+FFFD. */
export const recordText = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
