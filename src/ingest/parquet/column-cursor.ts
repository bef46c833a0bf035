/** One column of a group of rows, value by value with its levels. Pages are fetched before rows are put together, so that going through them never waits. */
import { formatCount } from '../../base/number';
import { MAX_PAGE_VALUES } from '../limits';
import type { ColumnPages, Page } from './column-pages';
import type { Value } from './parquet.decode';
import type { SchemaNode } from './parquet-schema';
import { ParquetTrouble } from './parquet-trouble';
import { writerOf, type WriteValue } from './value-json';

export class ColumnCursor {
  /** Rows that are here as a whole, from the place at hand on. */
  rows = 0;
  isEnded = false;
  readonly #write: WriteValue;
  readonly #maximum: number;
  readonly #isNested: boolean;
  #page: Page | undefined;
  #at = 0;
  #valueAt = 0;

  constructor(
    private readonly pages: ColumnPages,
    leaf: SchemaNode,
  ) {
    this.#write = writerOf(leaf.element);
    this.#maximum = leaf.definition;
    this.#isNested = leaf.repetition > 0;
  }

  /** Values in memory. */
  get open(): number {
    return this.#page?.count ?? 0;
  }

  /** Fetches until a whole row is here, or the column ends. */
  async fill(): Promise<void> {
    while (this.rows === 0 && !this.isEnded) {
      // A row may go on through any number of pages, which are put together once.
      const pages = this.#page !== undefined && this.#at < this.open ? [rest(this.#page, this.#at, this.#valueAt, this.#maximum)] : [];
      let count = pages[0]?.count ?? 0;
      do {
        const next = await this.pages.next();
        this.isEnded = next === undefined;
        if (next === undefined) break;
        pages.push(next);
        count += next.count;
        if (pages.length > 1 && count > 2 * MAX_PAGE_VALUES) throw new ParquetTrouble(`A row has more than ${formatCount(MAX_PAGE_VALUES)} values in one column.`);
      } while (this.#isNested && !beginsRow(pages));
      const [only] = pages;
      if (only !== undefined) {
        this.#page = pages.length === 1 ? only : joined(pages, count, this.#maximum);
        this.#at = 0;
        this.#valueAt = 0;
      }
      this.rows = this.#wholeRows();
    }
  }

  #wholeRows(): number {
    const page = this.#page;
    if (page === undefined || this.#at >= page.count) return 0;
    if (!this.#isNested || page.repetitions === undefined) return page.count - this.#at;
    let starts = 0;
    for (let at = this.#at; at < page.count; at += 1) if (page.repetitions[at] === 0) starts += 1;
    // Whether the last one is whole is known when the next begins.
    return this.isEnded ? starts : starts - 1;
  }

  /** Level at which the value at hand is there; -1 behind the last one. */
  get definition(): number {
    const page = this.#page;
    if (page === undefined || this.#at >= page.count) return -1;
    return page.definitions === undefined ? this.#maximum : (page.definitions[this.#at] ?? 0);
  }

  /** Level at which the value at hand is repeated: 0 begins a row, -1 is behind the last one. */
  get repetition(): number {
    const page = this.#page;
    if (page === undefined || this.#at >= page.count) return -1;
    return page.repetitions?.[this.#at] ?? 0;
  }

  /** Uses up the value at hand; its JSON where it is there. */
  take(): string | undefined {
    const page = this.#page;
    if (page === undefined || this.#at >= page.count) return undefined;
    const isThere = this.definition === this.#maximum;
    this.#at += 1;
    if (!isThere) return undefined;
    const at = this.#valueAt;
    this.#valueAt += 1;
    return this.#textAt(page, at);
  }

  #textAt({ values, dictionary }: Page, at: number): string | undefined {
    const value = values[at];
    if (dictionary === undefined) return value === undefined ? undefined : this.#write(value);
    const place = Number(value);
    const known = dictionary.texts[place];
    if (known !== undefined) return known;
    const entry = dictionary.values[place];
    if (entry === undefined) return undefined;
    const text = this.#write(entry);
    dictionary.texts[place] = text;
    return text;
  }
}

const resolved = ({ values, dictionary }: Page, at: number): Value => (dictionary === undefined ? values[at] : dictionary.values[Number(values[at])]);

/** Where a row begins behind the one at hand, that one is whole. */
function beginsRow(pages: readonly Page[]): boolean {
  const last = pages.at(-1);
  return last !== undefined && (last.repetitions === undefined || last.repetitions.indexOf(0, pages.length === 1 ? 1 : 0) >= 0);
}

/** What is left of a page. */
function rest(page: Page, at: number, valueAt: number, maximum: number): Page {
  const values: Value[] = [];
  for (let place = valueAt; place < page.values.length; place += 1) values.push(resolved(page, place));
  return { values, dictionary: undefined, count: page.count - at, definitions: levels(page, page.definitions, at, maximum), repetitions: levels(page, page.repetitions, at, 0) };
}

const levels = (page: Page, list: readonly number[] | undefined, from: number, otherwise: number): readonly number[] => list?.slice(from) ?? new Array<number>(page.count - from).fill(otherwise);

function joined(pages: readonly Page[], count: number, maximum: number): Page {
  const values: Value[] = [];
  for (const page of pages) for (let at = 0; at < page.values.length; at += 1) values.push(resolved(page, at));
  return {
    values, dictionary: undefined, count,
    definitions: pages.flatMap((page) => levels(page, page.definitions, 0, maximum)),
    repetitions: pages.flatMap((page) => levels(page, page.repetitions, 0, 0)),
  };
}
