/**
 * Adding and removing evidence. A file lands in the staging tables while it is read, visible to every query, and
 * becomes permanent when it is complete; cancelling or failing empties staging and nothing else has changed.
 * One file at a time.
 */
import { assert } from '../base/assert';
import type { EventBatch, DictionaryName, IngestIssue } from '../model/event-batch';
import { arrowStream, fixedBinaryColumn, int32Column, int64Column, nullableInt64Column, textColumn, utf8Column } from './arrow-batch';
import { Dictionaries } from './dictionaries';
import type { Engine } from './engine';
import { rebuildRequests } from './request-pairing';
import { sql } from './sql';

export interface NewEvidence {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

export interface EvidenceOutcome {
  readonly sha256: string;
  readonly format: string;
  readonly container: string;
}

export type CommitResult =
  | { readonly kind: 'committed'; readonly evidenceId: number }
  /** The same bytes are loaded already; the rows were dropped and counted as duplicates. */
  | { readonly kind: 'duplicate'; readonly evidenceId: number; readonly of: string };

/** Rows that go to the engine together. Small batches keep the main thread free, fewer inserts keep the engine so. */
const ROWS_PER_INSERT = 16_384;

export class EvidenceStore {
  readonly #dictionaries = new Dictionaries();
  #pending: Uint8Array[] = [];
  #pendingRows = 0;
  #nextEvidenceId = 1;
  #nextEventId = 1;
  #open: EvidenceLoad | undefined;

  constructor(readonly engine: Engine) {}

  async begin(evidence: NewEvidence): Promise<EvidenceLoad> {
    assert(this.#open === undefined, 'one file is loaded at a time');
    const evidenceId = this.#nextEvidenceId;
    this.#nextEvidenceId += 1;
    const load = new EvidenceLoad(this, evidenceId, evidence);
    this.#open = load;
    await this.engine.read(sql`
      INSERT INTO evidence_rows VALUES (${evidenceId}, NULL, ${evidence.name}, ${evidence.path}, ${evidence.bytes}, NULL, NULL, NULL, 0, NULL)`);
    return load;
  }

  async appendBatch(evidenceId: number, batch: EventBatch, codes: StreamCodes): Promise<void> {
    codes.learn(this.#dictionaries.keysOf(batch.additions));
    const { count } = batch;
    const ids = new Float64Array(count);
    for (let i = 0; i < count; i += 1) ids[i] = this.#nextEventId + i;
    this.#nextEventId += count;
    const column = (name: DictionaryName, values: Int32Array) => int32Column(codes.translate(name, values));
    const stream = arrowStream([
      ['event_id', int64Column(ids)],
      ['evidence_id', int32Column(new Int32Array(count).fill(evidenceId))],
      ['line', int64Column(batch.line)],
      ['byte_offset', int64Column(batch.byteOffset)],
      ['byte_length', int32Column(batch.byteLength)],
      ['record_hash', fixedBinaryColumn(batch.recordHash, 32, count)],
      ['audit_id', utf8Column(batch.auditId, count)],
      ['received_us', nullableInt64Column(batch.receivedUs, count)],
      ['stage_us', nullableInt64Column(batch.stageUs, count)],
      ['bodies', int32Column(Int32Array.from(batch.bodies))],
      ['level_key', column('text', batch.level)],
      ['stage_key', column('text', batch.stage)],
      ['verb_key', column('text', batch.verb)],
      ['agent_key', column('text', batch.userAgent)],
      ['uri_key', column('uri', batch.requestUri)],
      ['user_key', column('user', batch.user)],
      ['impersonated_key', column('user', batch.impersonatedUser)],
      ['object_key', column('object', batch.objectRef)],
      ['status_key', column('status', batch.responseStatus)],
      ['address_key', column('addresses', batch.sourceIps)],
      ['annotation_key', column('annotations', batch.annotations)],
    ]);
    this.#pending.push(stream);
    this.#pendingRows += count;
    if (this.#pendingRows >= ROWS_PER_INSERT) await this.flush();
  }

  /** Brings everything taken in so far into the tables: first what the rows refer to, then the rows. */
  async flush(): Promise<void> {
    const streams = this.#pending;
    this.#forgetPending();
    await this.#dictionaries.flush(this.engine);
    for (const stream of streams) await this.engine.append('event_staging', stream);
  }

  #forgetPending(): void {
    this.#pending = [];
    this.#pendingRows = 0;
  }

  async appendIssues(evidenceId: number, issues: readonly IngestIssue[], table: 'issue_staging' | 'issue_rows' = 'issue_staging'): Promise<void> {
    if (issues.length === 0) return;
    const numbers = (pick: (issue: IngestIssue) => number) => int64Column(Float64Array.from(issues, pick));
    await this.engine.append(table, arrowStream([
      ['evidence_id', int32Column(new Int32Array(issues.length).fill(evidenceId))],
      ['line', numbers((issue) => issue.line)],
      ['byte_offset', numbers((issue) => issue.byteOffset)],
      ['byte_length', numbers((issue) => issue.byteLength)],
      ['kind', textColumn(issues.map((issue) => issue.kind))],
      ['reason', textColumn(issues.map((issue) => issue.reason))],
      ['excerpt', textColumn(issues.map((issue) => issue.excerpt))],
    ]));
  }

  async finish(load: EvidenceLoad, outcome: EvidenceOutcome): Promise<CommitResult> {
    await this.flush();
    const twin = await this.engine.read(sql`SELECT name, evidence_id FROM evidence_rows WHERE sha256 = ${outcome.sha256} ORDER BY evidence_id LIMIT 1`);
    const twinName = twin.rowCount === 0 ? undefined : String(twin.value(0, 0));
    const { evidenceId } = load;
    if (twinName === undefined) {
      await this.engine.read(sql`UPDATE evidence_rows SET sha256 = ${outcome.sha256}, format = ${outcome.format}, container = ${outcome.container} WHERE evidence_id = ${evidenceId}`);
      await this.engine.run(await this.#commitScript());
      this.#open = undefined;
      return { kind: 'committed', evidenceId };
    }
    await this.engine.read(sql`
      UPDATE evidence_rows SET sha256 = ${outcome.sha256}, format = ${outcome.format}, container = ${outcome.container},
        duplicates = (SELECT count(*) FROM event_staging) WHERE evidence_id = ${evidenceId}`);
    await this.engine.run('TRUNCATE event_staging; TRUNCATE issue_staging;');
    await this.appendIssues(evidenceId, [{
      kind: 'duplicate-file', line: 1, byteOffset: 0, byteLength: load.evidence.bytes, excerpt: '',
      reason: `Every byte equals ${twinName}, which is loaded already. Its events are counted as duplicates and not loaded again.`,
    }], 'issue_rows');
    this.#open = undefined;
    return { kind: 'duplicate', evidenceId, of: twinName };
  }

  /** The first file's staging table becomes the table itself; later ones are copied. */
  async #commitScript(): Promise<string> {
    const existing = await this.engine.read(sql`SELECT 1 FROM event_rows LIMIT 1`);
    const events = existing.rowCount === 0
      ? 'ALTER TABLE event_rows RENAME TO event_empty; ALTER TABLE event_staging RENAME TO event_rows; ALTER TABLE event_empty RENAME TO event_staging;'
      : 'INSERT INTO event_rows FROM event_staging; DROP TABLE event_staging; CREATE TABLE event_staging AS FROM event_rows LIMIT 0;';
    return `BEGIN; ${events} INSERT INTO issue_rows FROM issue_staging; TRUNCATE issue_staging; COMMIT;`;
  }

  /** Forgets the file that is being read: the tables are as they were before it. */
  async abandon(load: EvidenceLoad): Promise<void> {
    this.#forgetPending();
    await this.engine.run('DROP TABLE event_staging; CREATE TABLE event_staging AS FROM event_rows LIMIT 0; TRUNCATE issue_staging;');
    await this.engine.read(sql`DELETE FROM evidence_rows WHERE evidence_id = ${load.evidenceId}`);
    this.#open = undefined;
  }

  /** Keeps a file of which nothing could be loaded, with the reason. */
  async keepAsUnread(load: EvidenceLoad, issue: IngestIssue): Promise<void> {
    this.#forgetPending();
    await this.engine.run('DROP TABLE event_staging; CREATE TABLE event_staging AS FROM event_rows LIMIT 0; TRUNCATE issue_staging;');
    await this.appendIssues(load.evidenceId, [issue], 'issue_rows');
    this.#open = undefined;
  }

  async totals(): Promise<{ readonly files: number; readonly events: number }> {
    const table = await this.engine.read(sql`SELECT (SELECT count(*) FROM evidence_rows) AS files, (SELECT count(*) FROM event_all) AS events`);
    return { files: Number(table.value(0, 0)), events: Number(table.value(0, 1)) };
  }

  /** The first thing that could not be read, in words; empty when everything could. */
  async firstIssue(evidenceId: number): Promise<string> {
    const table = await this.engine.read(sql`SELECT reason FROM issue_rows WHERE evidence_id = ${evidenceId} ORDER BY byte_offset LIMIT 1`);
    return table.rowCount === 0 ? '' : String(table.value(0, 0));
  }

  /** Removes a file and everything that came from it. */
  async remove(evidenceId: number): Promise<void> {
    await this.engine.run(`BEGIN;
      CREATE TABLE event_kept AS FROM event_rows WHERE evidence_id <> ${evidenceId};
      DROP TABLE event_rows; ALTER TABLE event_kept RENAME TO event_rows;
      DELETE FROM issue_rows WHERE evidence_id = ${evidenceId};
      DELETE FROM evidence_rows WHERE evidence_id = ${evidenceId};
      COMMIT;`);
    await rebuildRequests(this.engine);
  }
}

/** The codes of one stream, translated to global keys. Code 0 stays 0. */
class StreamCodes {
  readonly #keys: Record<DictionaryName, number[]> = { text: [0], uri: [0], user: [0], object: [0], status: [0], addresses: [0], annotations: [0] };

  learn(keys: Readonly<Record<DictionaryName, readonly number[]>>): void {
    for (const key of keys.text) this.#keys.text.push(key);
    for (const key of keys.uri) this.#keys.uri.push(key);
    for (const key of keys.user) this.#keys.user.push(key);
    for (const key of keys.object) this.#keys.object.push(key);
    for (const key of keys.status) this.#keys.status.push(key);
    for (const key of keys.addresses) this.#keys.addresses.push(key);
    for (const key of keys.annotations) this.#keys.annotations.push(key);
  }

  translate(name: DictionaryName, codes: Int32Array): Int32Array {
    const keys = this.#keys[name];
    const out = new Int32Array(codes.length);
    for (let i = 0; i < codes.length; i += 1) out[i] = keys[codes[i] ?? 0] ?? 0;
    return out;
  }
}

/** One file on its way in. */
export class EvidenceLoad {
  readonly #codes = new StreamCodes();

  constructor(
    readonly store: EvidenceStore,
    readonly evidenceId: number,
    readonly evidence: NewEvidence,
  ) {}

  /** Takes a batch in; it may reach the tables only with the next flush or commit. */
  append(batch: EventBatch): Promise<void> {
    return this.store.appendBatch(this.evidenceId, batch, this.#codes);
  }

  appendIssues(issues: readonly IngestIssue[]): Promise<void> {
    return this.store.appendIssues(this.evidenceId, issues);
  }

  flush(): Promise<void> {
    return this.store.flush();
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
