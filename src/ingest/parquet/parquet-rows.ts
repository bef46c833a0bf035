/**
 * A Parquet file as its rows: JSON lines in the order of the rows, made by a rule that never changes (docs/decisions/0021), so that line N is row N
 * of the table and the same file always gives the same bytes. Group by group and page by page: no column is in memory whole.
 */
import { formatCount } from '../../base/number';
import { UNPACK_LIMITS, type UnpackLimits } from '../gzip-reader';
import { MAX_OPEN_VALUES } from '../limits';
import type { Piece, UnpackedFile, UnpackedSink } from '../unpack/unpacked-file';
import { ColumnCursor } from './column-cursor';
import { ColumnPages } from './column-pages';
import { readFooter, type Footer, type RowGroup } from './parquet-footer';
import { pathTo } from './parquet-schema';
import { ParquetTrouble, troubleOf } from './parquet-trouble';
import { rowWriter } from './row-writer';

/** Rows are handed over when they are this long together. */
const PART_BYTES = 256 * 1024;
/** Of a group that cannot be read, every row stays an empty line, so that the rows behind it keep their numbers. */
const MAX_EMPTY_LINES = 16 * 1024 * 1024;
const MAX_SAID = 5;

export class ParquetRows implements UnpackedFile {
  /** Nothing is taken off: what comes is made. */
  readonly layers: readonly string[] = [];
  readonly #troubles: string[] = [];
  #written = 0;
  #isStopped = false;

  constructor(
    private readonly blob: Blob,
    private readonly sink?: UnpackedSink,
    private readonly limits: UnpackLimits = UNPACK_LIMITS,
  ) {}

  get trouble(): string | undefined {
    if (this.#troubles.length === 0) return undefined;
    const more = this.#troubles.length - MAX_SAID;
    return [...this.#troubles.slice(0, MAX_SAID), ...(more > 0 ? [`The same or the like holds for ${formatCount(more)} more groups of rows.`] : [])].join(' ');
  }

  async *pieces(): AsyncGenerator<Piece, void> {
    for await (const { bytes, bytesRead } of this.#parts()) {
      await this.sink?.write(bytes);
      yield { kind: 'unpacked', bytes, bytesRead, isGiven: false };
    }
  }

  /** The rows as bytes, without the account of what was read for them. */
  async *bytes(): AsyncGenerator<Uint8Array, void> {
    for await (const { bytes } of this.#parts()) yield bytes;
  }

  async *#parts(): AsyncGenerator<{ readonly bytes: Uint8Array; readonly bytesRead: number }, void> {
    let footer: Footer;
    try {
      footer = await readFooter(this.blob);
    } catch (error) {
      this.#troubles.push(troubleOf(error, 'The Parquet file cannot be read: it is damaged.').message);
      return;
    }
    let row = 0;
    for (const [at, group] of footer.groups.entries()) {
      const before = { row, bytesRead: Math.floor((this.blob.size * at) / footer.groups.length), share: this.blob.size / footer.groups.length };
      for await (const { text, rows } of this.#group(footer, group, before.row)) {
        row += rows;
        const bytes = new TextEncoder().encode(text);
        this.#written += bytes.length;
        yield { bytes, bytesRead: before.bytesRead + Math.floor(before.share * Math.min(1, (row - before.row) / Math.max(1, group.rows))) };
        if (this.#isTooMuch()) return;
      }
      if (this.#isStopped) return;
    }
    if (row !== footer.rows) this.#troubles.push(`The table is said to have ${formatCount(footer.rows)} rows; ${formatCount(row)} are there.`);
  }

  #isTooMuch(): boolean {
    const { freeBytes, ratio } = this.limits;
    if (this.#written <= Math.max(freeBytes, this.blob.size * ratio)) return false;
    this.#troubles.push(`The table unpacks to more than ${formatCount(ratio)} times its size; reading stopped after ${formatCount(this.#written)} bytes of rows.`);
    return true;
  }

  /** The lines of a group, some at a time; what cannot be read of it is said, and its rows are empty lines. */
  async *#group(footer: Footer, group: RowGroup, firstRow: number): AsyncGenerator<{ readonly text: string; readonly rows: number }, void> {
    let done = 0;
    try {
      const cursors = this.#cursors(footer, group);
      const write = rowWriter(footer.root, cursors);
      for (;;) {
        const rows = await this.#fill(cursors);
        if (rows === 0) break;
        for (let left = rows; left > 0; ) {
          let text = '';
          let taken = 0;
          for (; taken < left && text.length < PART_BYTES; taken += 1) text += `${write()}\n`;
          left -= taken;
          done += taken;
          yield { text, rows: taken };
        }
        for (const cursor of cursors) cursor.rows -= rows;
      }
      if (cursors.some((cursor) => cursor.rows > 0)) throw new ParquetTrouble('Its columns are not of the same length.');
      if (done !== group.rows) throw new ParquetTrouble(`It is said to have ${formatCount(group.rows)} rows and has ${formatCount(done)}.`);
    } catch (error) {
      const left = group.rows - done;
      const reason = troubleOf(error, 'It is damaged.').message;
      if (left <= 0 || !Number.isSafeInteger(left)) {
        this.#troubles.push(reason);
        return;
      }
      this.#troubles.push(`Rows ${formatCount(firstRow + done + 1)} to ${formatCount(firstRow + group.rows)} are not read: ${reason}`);
      if (left > MAX_EMPTY_LINES) {
        this.#troubles.push('So many rows are missing that those behind them are not read either.');
        this.#isStopped = true;
        return;
      }
      for (let rows = 0; rows < left; rows += PART_BYTES) {
        const now = Math.min(PART_BYTES, left - rows);
        yield { text: '\n'.repeat(now), rows: now };
      }
    }
  }

  #cursors({ root }: Footer, group: RowGroup): ColumnCursor[] {
    return group.columns.map((chunk, leaf) => {
      if (chunk instanceof ParquetTrouble) throw chunk;
      const path = pathTo(root, leaf);
      const node = path.at(-1);
      if (node === undefined || chunk.meta.path_in_schema.join('.') !== node.path.join('.') || chunk.meta.type !== node.element.type) throw new ParquetTrouble(`The column ${chunk.meta.path_in_schema.join('.')} is not where the table has it.`);
      return new ColumnCursor(new ColumnPages(this.blob, chunk, path), node);
    });
  }

  /** Rows that are here in every column. */
  async #fill(cursors: readonly ColumnCursor[]): Promise<number> {
    let rows = Infinity;
    let open = 0;
    for (const cursor of cursors) {
      await cursor.fill();
      rows = Math.min(rows, cursor.rows);
      open += cursor.open;
      if (open > MAX_OPEN_VALUES) throw new ParquetTrouble(`Its pages have more than ${formatCount(MAX_OPEN_VALUES)} values at once.`);
    }
    return Number.isFinite(rows) ? rows : 0;
  }
}
