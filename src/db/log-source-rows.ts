/** Brings the tables up to date that say which log each file is part of. */
import { arrowStream, int32Column, int64Column, nullableInt32Column, nullableUsColumn, textColumn } from './arrow-batch';
import { bigint, defineQuery, number, orNull, readRows, text } from './define-query';
import type { Engine } from './engine';
import { logSources } from './log-sources';
import { rotatedSets } from './rotated-sets';
import { fixedSql } from './sql';

export const logFilesQuery = defineQuery({
  name: 'files by their place',
  example: undefined,
  sql: () => fixedSql('SELECT evidence_id, parent_id, path, source FROM evidence_rows ORDER BY evidence_id'),
  columns: { evidence_id: number, parent_id: orNull(number), path: text, source: orNull(text) },
});

/** Looks through one key column; a process makes few such users. */
export const instancesQuery = defineQuery({
  name: 'server instances by file',
  example: undefined,
  sql: () => fixedSql(`
    SELECT e.evidence_id, u.uid, count(*) AS events, min(coalesce(e.received_us, e.stage_us)) AS first_us, max(coalesce(e.stage_us, e.received_us)) AS last_us
    FROM event_all e
    JOIN (SELECT user_key, uid FROM users WHERE uid <> '' AND username_key IN (SELECT text_key FROM texts WHERE text = 'system:apiserver')) u USING (user_key)
    GROUP BY ALL HAVING first_us IS NOT NULL ORDER BY e.evidence_id, first_us`),
  columns: { evidence_id: number, uid: text, events: number, first_us: bigint, last_us: bigint },
});

/** How many files there are, and whether some are a rotated set. */
export async function rebuildLogSources(engine: Engine): Promise<{ readonly files: number; readonly hasSets: boolean }> {
  const [files, instances] = [await readRows(engine, logFilesQuery, undefined), await readRows(engine, instancesQuery, undefined)];
  const sets = rotatedSets(files.map((file) => ({ evidenceId: file.evidence_id, parentId: file.parent_id, path: file.path })));
  const setOf = new Map(sets.map((place) => [place.evidenceId, place]));
  const sources = logSources(files.map((file) => ({
    evidenceId: file.evidence_id, label: file.source, set: setOf.get(file.evidence_id)?.set,
    instances: instances.filter((instance) => instance.evidence_id === file.evidence_id).map(({ uid, first_us, last_us }) => ({ uid, firstUs: first_us, lastUs: last_us })),
  })));
  await engine.run('TRUNCATE source_rows; TRUNCATE instance_rows;');
  if (sources.length > 0) {
    await engine.append('source_rows', arrowStream([
      ['evidence_id', int32Column(Int32Array.from(sources, ({ evidenceId }) => evidenceId))],
      ['source', textColumn(sources.map(({ source }) => source))],
      ['set_name', textColumn(sources.map(({ evidenceId }) => setOf.get(evidenceId)?.set ?? null))],
      ['set_order', nullableInt32Column(sources.map(({ evidenceId }) => setOf.get(evidenceId)?.order ?? null))],
    ]));
  }
  if (instances.length > 0) {
    await engine.append('instance_rows', arrowStream([
      ['evidence_id', int32Column(Int32Array.from(instances, (row) => row.evidence_id))],
      ['uid', textColumn(instances.map((row) => row.uid))],
      ['events', int64Column(Float64Array.from(instances, (row) => row.events))],
      ['first_us', nullableUsColumn(instances.map((row) => row.first_us))],
      ['last_us', nullableUsColumn(instances.map((row) => row.last_us))],
    ]));
  }
  return { files: files.length, hasSets: sets.length > 0 };
}
