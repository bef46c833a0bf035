/**
 * Adding and removing evidence. A file lands in the staging tables while it is read, visible to every query, and
 * becomes permanent when it is complete; cancelling or failing empties staging and nothing else has changed.
 * One file at a time.
 */
import { assert } from '../base/assert';
import type { IngestIssue } from '../model/event-batch';
import { closedAt } from './closed-at';
import type { DictionaryAppend } from './dictionaries';
import { duplicateIssue, evidenceRows, formatRows, isEmpty, issueRows, type CommitResult, type EvidenceOutcome, type FormatRow, type IssueRow, type NewEvidence, type WholeFile } from './evidence-rows';
import { joinedStreams } from './joined-streams';
import type { Engine } from './engine';
import { createEventTable } from './made-anew';
import { rebuildRequests } from './request-pairing';
import { SIDE_TABLES, type SideAppend } from './side-encoder';
import { fixedSql, sql } from './sql';

/**
 * The engine addresses 4 GiB and takes at most four fifths of it. What the tables take while a file is read are the events and the
 * requests of the last pairing, about half as much; the final one needs room for its requests beside those, and some hundred
 * megabytes for a slice of time.
 */
const ROOM_BYTES = 1_500_000_000;

/**
 * Each batch of events has some new rows for every dictionary, and each append costs the engine milliseconds, however small: those of
 * a few batches go in together. More events in one append would not make it cheaper.
 */
const BATCHES_TOGETHER = 4;

const EMPTY_STAGING = `DROP TABLE event_staging; ${createEventTable('event_staging')}`;

export class EvidenceStore {
  /** Learnt and not yet in the tables. Kept when an append fails, or rows that come later would refer to nothing. */
  #learnt: DictionaryAppend[] = [];
  /** Events of the open file that wait for others. */
  #held: Uint8Array[] = [];
  #nextEvidenceId = 1;
  #open: EvidenceLoad | undefined;

  constructor(readonly engine: Engine, readonly roomBytes = ROOM_BYTES) {}

  /** The number of a file that is about to be read. */
  reserve(): number {
    this.#nextEvidenceId += 1;
    return this.#nextEvidenceId - 1;
  }

  async begin(evidence: NewEvidence, evidenceId = this.reserve()): Promise<EvidenceLoad> {
    assert(this.#open === undefined, 'one file is loaded at a time');
    const load = new EvidenceLoad(this, evidenceId, evidence);
    this.#open = load;
    try {
      await this.engine.read(sql`
        INSERT INTO evidence_rows VALUES (${evidenceId}, ${evidence.parentId ?? null}, ${evidence.name}, ${evidence.path}, ${evidence.bytes}, NULL, NULL, NULL, 0, NULL, 0, ${closedAt(evidence.path, evidence.writtenMs) ?? null})`);
    } catch (error) {
      this.#open = undefined;
      throw error;
    }
    return load;
  }

  /**
   * Takes note of dictionary rows; they reach the tables before the next rows of events do. To be called with
   * everything the encoder makes, also for a file that is cancelled: the encoder sends each of them once.
   */
  learn(appends: readonly DictionaryAppend[]): void {
    for (const append of appends) this.#learnt.push(append);
  }

  async appendRows(rows: Uint8Array): Promise<void> {
    this.#held.push(rows);
    if (this.#held.length >= BATCHES_TOGETHER) await this.appendHeld();
  }

  /** Everything that was handed over is in the tables afterwards. */
  async appendHeld(): Promise<void> {
    const rows = this.#held;
    this.#held = [];
    if (rows.length === 0) return;
    await this.#appendLearnt();
    for (const batch of rows) await this.engine.append('event_staging', batch);
  }

  /** Table by table. What goes to the engine's worker is a copy, since it cannot be sent again where it was in vain. */
  async #appendLearnt(): Promise<void> {
    for (let next = this.#learnt[0]; next !== undefined; next = this.#learnt[0]) {
      const { table } = next;
      const sent = new Set(this.#learnt.filter((one) => one.table === table));
      await this.#appendJoined(table, [...sent].map(({ stream }) => stream));
      // Not all of the table: the reader goes on meanwhile, and what was learnt since is still to be sent.
      this.#learnt = this.#learnt.filter((one) => !sent.has(one));
    }
  }

  async #appendJoined(table: string, streams: readonly Uint8Array[]): Promise<void> {
    for (const stream of joinedStreams(streams)) await this.engine.append(table, stream);
  }

  /**
   * Stores files that were read whole before, all in one go: for small files the statements around the rows take many times what the rows do. Either all of them
   * are in, or none; the outcome of each in the order of the files.
   */
  async storeWhole(files: readonly WholeFile[]): Promise<CommitResult[]> {
    assert(this.#open === undefined, 'one file is loaded at a time');
    if (files.length === 0) return [];
    const known = await this.engine.read(sql`SELECT sha256, min_by(name, evidence_id) FROM evidence_rows WHERE sha256 IS NOT NULL GROUP BY sha256`);
    const names = new Map(Array.from({ length: known.rowCount }, (_, row): [string, string] => [String(known.value(row, 0)), String(known.value(row, 1))]));
    const results = files.map(({ evidenceId, evidence, outcome }): CommitResult => {
      const of = isEmpty(evidence, outcome) ? undefined : names.get(outcome.sha256);
      if (of !== undefined) return { kind: 'duplicate', evidenceId, of };
      names.set(outcome.sha256, evidence.name);
      return { kind: 'committed', evidenceId };
    });
    const fresh = files.filter((_, at) => results[at]?.kind === 'committed');
    try {
      await this.#appendLearnt();
      await this.#appendJoined('event_rows', fresh.flatMap(({ rows }) => rows));
      for (const table of SIDE_TABLES) await this.#appendJoined(table, fresh.flatMap(({ side }) => side.filter((one) => one.table === table).map(({ stream }) => stream)));
      await this.#appendIssuesOf(files.flatMap((file, at): IssueRow[] => {
        const result = results[at];
        const issues = result?.kind === 'duplicate' ? [duplicateIssue(result.of, file.evidence.bytes)] : file.issues;
        return issues.map((issue) => [file.evidenceId, issue]);
      }), 'issue_rows');
      await this.#keepFormats(fresh.flatMap(({ evidenceId, outcome }) => (outcome.formats ?? []).map(([form, records]): FormatRow => [evidenceId, form, records])));
      await this.engine.append('evidence_rows', evidenceRows(files, results));
    } catch (error) {
      const ids = files.map(({ evidenceId }) => evidenceId).join(', ');
      const tables = ['event_rows', 'issue_rows', 'format_rows', 'evidence_rows'];
      await this.engine.run(`${tables.map((table) => `DELETE FROM ${table} WHERE evidence_id IN (${ids});`).join(' ')} ${withoutSide(ids)}`);
      throw error;
    }
    return results;
  }

  async appendIssues(evidenceId: number, issues: readonly IngestIssue[], table: 'issue_staging' | 'issue_rows' = 'issue_staging'): Promise<void> {
    await this.#appendIssuesOf(issues.map((issue) => [evidenceId, issue]), table);
  }

  async #appendIssuesOf(rows: readonly IssueRow[], table: 'issue_staging' | 'issue_rows'): Promise<void> {
    if (rows.length > 0) await this.engine.append(table, issueRows(rows));
  }

  async appendSide(appends: readonly SideAppend[]): Promise<void> {
    for (const { table, stream } of appends) await this.engine.append(table, stream);
  }

  async finish(load: EvidenceLoad, outcome: EvidenceOutcome): Promise<CommitResult> {
    await this.appendHeld();
    const twin = await this.engine.read(sql`SELECT name, evidence_id FROM evidence_rows WHERE sha256 = ${outcome.sha256} ORDER BY evidence_id LIMIT 1`);
    const twinName = twin.rowCount === 0 || isEmpty(load.evidence, outcome) ? undefined : String(twin.value(0, 0));
    const { evidenceId } = load;
    if (twinName === undefined) {
      await this.engine.read(sql`UPDATE evidence_rows SET bytes = ${outcome.bytes ?? load.evidence.bytes}, sha256 = ${outcome.sha256}, format = ${outcome.format}, container = ${outcome.container} WHERE evidence_id = ${evidenceId}`);
      await this.#keepFormats((outcome.formats ?? []).map(([form, records]) => [evidenceId, form, records]));
      await this.engine.run(await this.#commitScript());
      this.#open = undefined;
      return { kind: 'committed', evidenceId };
    }
    await this.engine.read(sql`
      UPDATE evidence_rows SET bytes = ${outcome.bytes ?? load.evidence.bytes}, sha256 = ${outcome.sha256}, format = ${outcome.format}, container = ${outcome.container},
        duplicates = (SELECT count(*) FROM event_staging) WHERE evidence_id = ${evidenceId}`);
    await this.engine.run(`TRUNCATE event_staging; TRUNCATE issue_staging; ${withoutSide(String(evidenceId))}`);
    await this.appendIssues(evidenceId, [duplicateIssue(twinName, load.evidence.bytes)], 'issue_rows');
    this.#open = undefined;
    return { kind: 'duplicate', evidenceId, of: twinName };
  }

  async #keepFormats(formats: readonly FormatRow[]): Promise<void> {
    if (formats.length > 0) await this.engine.append('format_rows', formatRows(formats));
  }

  /** The first file's staging table becomes the table itself; later ones are copied. */
  async #commitScript(): Promise<string> {
    const existing = await this.engine.read(sql`SELECT 1 FROM event_rows LIMIT 1`);
    const events = existing.rowCount === 0
      ? 'ALTER TABLE event_rows RENAME TO event_empty; ALTER TABLE event_staging RENAME TO event_rows; ALTER TABLE event_empty RENAME TO event_staging;'
      : `INSERT INTO event_rows FROM event_staging; ${EMPTY_STAGING}`;
    return `BEGIN; ${events} INSERT INTO issue_rows FROM issue_staging; TRUNCATE issue_staging; COMMIT;`;
  }

  /** Forgets the file that is being read: the tables are as they were before it. */
  async abandon(load: EvidenceLoad): Promise<void> {
    this.#open = undefined;
    this.#held = [];
    await this.engine.run(`${EMPTY_STAGING} TRUNCATE issue_staging; ${withoutSide(String(load.evidenceId))}`);
    await this.engine.read(sql`DELETE FROM evidence_rows WHERE evidence_id = ${load.evidenceId}`);
  }

  /** Keeps a file of which nothing could be loaded, with the reason. */
  async keepAsUnread(load: EvidenceLoad, issue: IngestIssue): Promise<void> {
    this.#open = undefined;
    this.#held = [];
    await this.engine.run(`${EMPTY_STAGING} TRUNCATE issue_staging; ${withoutSide(String(load.evidenceId))}`);
    await this.appendIssues(load.evidenceId, [issue], 'issue_rows');
  }

  /** Keeps a file of which nothing was stored, with the reason. Leaves one that is being read alone. */
  async refuse(evidenceId: number, { name, path, bytes, parentId, writtenMs }: NewEvidence, issue: IngestIssue): Promise<void> {
    await this.engine.read(sql`INSERT INTO evidence_rows VALUES (${evidenceId}, ${parentId ?? null}, ${name}, ${path}, ${bytes}, NULL, NULL, NULL, 0, NULL, 0, ${closedAt(path, writtenMs) ?? null})`);
    await this.appendIssues(evidenceId, [issue], 'issue_rows');
  }

  /** There is memory for more events, and for everything that is made of them. */
  async hasRoom(): Promise<boolean> {
    const table = await this.engine.read(sql`SELECT coalesce(sum(memory_usage_bytes), 0)::BIGINT AS bytes FROM duckdb_memory()`);
    return Number(table.value(0, 0)) < this.roomBytes;
  }

  async totals(): Promise<{ readonly files: number; readonly events: number }> {
    const table = await this.engine.read(sql`SELECT (SELECT count(*) FROM evidence_rows) AS files, (SELECT count(*) FROM event_all) AS events`);
    return { files: Number(table.value(0, 0)), events: Number(table.value(0, 1)) };
  }

  /** Why nothing was read, in words: what the file is rather than what stands around it, and why unpacking stopped rather than what came out before; empty when everything was. */
  async firstIssue(evidenceId: number): Promise<string> {
    const table = await this.engine.read(sql`SELECT reason FROM issue_rows WHERE evidence_id = ${evidenceId} 
      ORDER BY kind <> 'not-audit', kind = 'skipped-bytes' AND (SELECT count(*) FROM issue_rows WHERE evidence_id = ${evidenceId} AND kind = 'container') > 0, byte_offset LIMIT 1`);
    return table.rowCount === 0 ? '' : String(table.value(0, 0));
  }

  /** The first thing that could not be read of an archive inside this one, however deep. */
  async troubleInside(evidenceId: number): Promise<{ readonly name: string; readonly reason: string } | undefined> {
    const table = await this.engine.read(sql`
      WITH RECURSIVE inside AS (
        SELECT evidence_id, name FROM evidence_rows WHERE parent_id = ${evidenceId}
        UNION ALL SELECT m.evidence_id, m.name FROM evidence_rows m JOIN inside i ON m.parent_id = i.evidence_id)
      SELECT name, reason FROM inside JOIN issue_rows USING (evidence_id) WHERE kind = 'container' ORDER BY evidence_id LIMIT 1`);
    return table.rowCount === 0 ? undefined : { name: String(table.value(0, 0)), reason: String(table.value(0, 1)) };
  }

  /** What the responder calls the source of a file; null takes the label away. */
  async label(evidenceId: number, source: string | null): Promise<void> {
    await this.engine.read(sql`UPDATE evidence_rows SET source = ${source} WHERE evidence_id = ${evidenceId}`);
  }

  /** Moves every time of a file so that all of it is `offsetUs` from what was logged. */
  async shift(evidenceId: number, offsetUs: bigint): Promise<void> {
    const found = await this.engine.read(sql`SELECT offset_us::VARCHAR FROM evidence_rows WHERE evidence_id = ${evidenceId}`);
    if (found.rowCount === 0) return;
    const by = offsetUs - BigInt(String(found.value(0, 0)));
    await this.engine.run(`BEGIN;
      UPDATE event_rows SET received_us = received_us + (${by}), stage_us = stage_us + (${by}) WHERE evidence_id = ${evidenceId};
      UPDATE falco_rows SET at_us = at_us + (${by}) WHERE evidence_id = ${evidenceId};
      UPDATE kubelet_rows SET at_us = at_us + (${by}) WHERE evidence_id = ${evidenceId};
      UPDATE evidence_rows SET offset_us = ${offsetUs} WHERE evidence_id = ${evidenceId};
      COMMIT;`);
  }

  /** Removes a file, the members of an archive with it, and everything that came from them; the ids that are gone. */
  async remove(evidenceId: number): Promise<readonly number[]> {
    const ids = [evidenceId];
    // Level by level: archives lie in archives only a few deep.
    for (let from = 0; from < ids.length; ) {
      const parents = fixedSql(ids.slice(from).join(', '));
      from = ids.length;
      const members = await this.engine.read(sql`SELECT evidence_id FROM evidence_rows WHERE parent_id IN (${parents})`);
      for (let row = 0; row < members.rowCount; row += 1) ids.push(Number(members.value(row, 0)));
    }
    const list = ids.join(', ');
    await this.engine.run(`BEGIN;
      ALTER TABLE event_rows RENAME TO event_before; ${createEventTable('event_rows')}
      INSERT INTO event_rows FROM event_before WHERE evidence_id NOT IN (${list});
      DROP TABLE event_before;
      DELETE FROM issue_rows WHERE evidence_id IN (${list});
      ${withoutSide(list)}
      DELETE FROM format_rows WHERE evidence_id IN (${list});
      DELETE FROM evidence_rows WHERE evidence_id IN (${list});
      COMMIT;`);
    await rebuildRequests(this.engine);
    return ids;
  }
}

const withoutSide = (evidenceIds: string): string => SIDE_TABLES.map((table) => `DELETE FROM ${table} WHERE evidence_id IN (${evidenceIds});`).join(' ');

/** One file on its way in. */
export class EvidenceLoad {
  constructor(
    readonly store: EvidenceStore,
    readonly evidenceId: number,
    readonly evidence: NewEvidence,
  ) {}

  /** Takes encoded events in (`EncodedBatch.rows`). */
  append(rows: Uint8Array): Promise<void> {
    return this.store.appendRows(rows);
  }

  /** The tables show everything that was taken in. */
  show(): Promise<void> {
    return this.store.appendHeld();
  }

  appendIssues(issues: readonly IngestIssue[]): Promise<void> {
    return this.store.appendIssues(this.evidenceId, issues);
  }

  appendSide(appends: readonly SideAppend[]): Promise<void> {
    return this.store.appendSide(appends);
  }

  /** Makes the rows permanent; the requests are not yet paired anew. */
  commit(outcome: EvidenceOutcome): Promise<CommitResult> {
    return this.store.finish(this, outcome);
  }

  rollback(): Promise<void> {
    return this.store.abandon(this);
  }

  fail(issue: IngestIssue): Promise<void> {
    return this.store.keepAsUnread(this, issue);
  }
}
