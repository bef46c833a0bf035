/**
 * One dictionary of a stream: raw bytes → code, and the entry of every code, in the order of the codes. Each
 * spelling of a value (white space, escapes) has a code of its own: whether two entries are equal is found out by
 * the database's dictionaries, which have to ask it anyway, and once is enough.
 */
import { ByteTable } from './byte-table';
import type { Flaw } from './flaws';
import { readJson, type JsonValue } from './json-reader';

export class Dictionary<Entry> {
  /** The last value that `code` was asked for had been met before, in the same spelling and without a flaw. */
  wasKnown = false;
  private readonly table = new ByteTable();
  private lastCode = 0;
  private additions: Entry[] = [];

  constructor(private readonly read: (value: JsonValue, path: string, flaws: Flaw[]) => Entry | null) {}

  /**
   * The code of the value at `bytes[start .. end)`, 0 when it is null or unusable. What is wrong with it is
   * added to `flaws` every time, so that each record that carries it is reported.
   */
  code(bytes: Uint8Array, start: number, end: number, path: string, flaws: Flaw[]): number {
    const known = this.table.find(bytes, start, end);
    this.wasKnown = known > 0;
    // A raw spelling is stored as code + 1, since 0 means "not seen".
    if (known > 0) return known - 1;
    const found: Flaw[] = [];
    const code = this.codeOf(this.read(readJson(bytes, start, end), path, found));
    if (found.length > 0) flaws.push(...found);
    // The reasons name the path, and one table serves two paths: flawed values are read again each time.
    else this.table.add(end - start, code + 1);
    return code;
  }

  /**
   * The code of the value at `bytes[start .. end)` when nothing is wrong with it and `accepts` finds nothing in it that
   * would have to be kept apart; else -1, every time.
   */
  codeIf(bytes: Uint8Array, start: number, end: number, accepts: (value: JsonValue) => boolean): number {
    const known = this.table.find(bytes, start, end);
    if (known > 0) return known - 1;
    const value = readJson(bytes, start, end);
    const found: Flaw[] = [];
    const entry = accepts(value) ? this.read(value, '', found) : null;
    if (entry === null || found.length > 0) return -1;
    const code = this.codeOf(entry);
    this.table.add(end - start, code + 1);
    return code;
  }

  takeAdditions(): Entry[] {
    const taken = this.additions;
    this.additions = [];
    return taken;
  }

  private codeOf(entry: Entry | null): number {
    if (entry === null) return 0;
    this.additions.push(entry);
    this.lastCode += 1;
    return this.lastCode;
  }
}
