/** The pages of one column in one group of rows, one after the other, so that no more than one of them is in memory. */
import { decompress as unzstd } from 'fzstd';
import { gunzipSync } from 'fflate';
import type { Compressors, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { formatBytes } from '../../base/bytes';
import { formatCount } from '../../base/number';
import { crc32 } from '../crc32';
import { MAX_PAGE_BYTES, MAX_PAGE_VALUES } from '../limits';
import type { ColumnChunk } from './parquet-footer';
import { decoderOf, valuesOf, type Values } from './parquet.decode';
import type { SchemaNode } from './parquet-schema';
import { ParquetTrouble } from './parquet-trouble';

/** Read at once; most columns of an audit table are shorter. */
const WINDOW_BYTES = 64 * 1024;
/** A page's header has its smallest and largest value in it, and is at most so long. */
const MAX_HEADER_BYTES = 4 * 1024 * 1024;

type DataPageHeaderV2 = NonNullable<PageHeader['data_page_header_v2']>;

export interface Page {
  /** Of values that are there. */
  readonly values: Values;
  /** Values of dictionary pages are places in it. */
  readonly dictionary: Dictionary | undefined;
  /** Undefined where every value is there. */
  readonly definitions: readonly number[] | undefined;
  /** Undefined where every value begins a row. */
  readonly repetitions: readonly number[] | undefined;
  /** Values that are there or not. */
  readonly count: number;
}

/** The values of a dictionary, and what was made of them. */
export interface Dictionary {
  readonly values: Values;
  readonly texts: (string | undefined)[];
}

const COMPRESSORS: Compressors = {
  GZIP: (bytes, length) => gunzipSync(bytes, { out: new Uint8Array(length) }),
  ZSTD: (bytes, length) => unzstd(bytes, new Uint8Array(length)),
};
const READ_CODECS: readonly string[] = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'];

export class ColumnPages {
  #at: number;
  #window = new Uint8Array(0);
  #windowAt = 0;
  #seen = 0;
  #dictionary: Dictionary | undefined;
  readonly #total: number;

  constructor(
    private readonly blob: Blob,
    private readonly chunk: ColumnChunk,
    private readonly path: readonly SchemaNode[],
  ) {
    this.#at = chunk.start;
    this.#total = Number(chunk.meta.num_values);
    if (!READ_CODECS.includes(chunk.meta.codec)) throw new ParquetTrouble(`The column ${this.#name} is packed with ${chunk.meta.codec}, which is not read (${READ_CODECS.slice(1).join(', ')} are); write the table again with one of these.`);
  }

  get #name(): string {
    return this.chunk.meta.path_in_schema.join('.');
  }

  /** Undefined when there are no more. */
  async next(): Promise<Page | undefined> {
    while (this.#seen < this.#total) {
      const header = await this.#header();
      const packed = await this.#content(header);
      if (header.type === 'DICTIONARY_PAGE') this.#dictionary = this.#readDictionary(header, packed);
      else if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') {
        const page = this.#readPage(header, packed);
        this.#seen += page.count;
        return page;
      }
    }
    return undefined;
  }

  async #header(): Promise<PageHeader> {
    for (let length = 256; ; length *= 4) {
      const bytes = await this.#bytes(length);
      const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
      try {
        const header = parquetHeader(reader);
        this.#at += reader.offset;
        return header;
      } catch {
        if (bytes.length < length || length >= MAX_HEADER_BYTES) throw this.#damaged(`page at byte ${formatCount(this.#at)}`);
      }
    }
  }

  async #content({ compressed_page_size: length, uncompressed_page_size: unpacked, crc }: PageHeader): Promise<Uint8Array> {
    if (!(length >= 0) || !(unpacked >= 0) || this.#at + length > this.chunk.end) throw this.#damaged(`page at byte ${formatCount(this.#at)}`);
    if (unpacked > MAX_PAGE_BYTES) throw new ParquetTrouble(`A page of the column ${this.#name} unpacks to ${formatBytes(unpacked)}; pages of more than ${formatBytes(MAX_PAGE_BYTES)} are not read.`);
    const bytes = await this.#bytes(length);
    if (bytes.length < length) throw this.#damaged('file is shorter than it says');
    if (crc !== undefined && crc32(0, bytes) !== crc >>> 0) throw this.#damaged(`checksum of the page at byte ${formatCount(this.#at)}`);
    this.#at += length;
    return bytes;
  }

  #readDictionary(header: PageHeader, packed: Uint8Array): Dictionary {
    const { type, codec } = this.chunk.meta;
    const count = header.dictionary_page_header?.num_values ?? -1;
    this.#checkCount(count);
    return this.#decoding(() => {
      const page = decompressPage(packed, header.uncompressed_page_size, codec, COMPRESSORS);
      const values = valuesOf(readPlain({ view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 }, type, count, this.path.at(-1)?.element.type_length));
      return { values, texts: [] };
    });
  }

  #readPage(header: PageHeader, packed: Uint8Array): Page {
    const { codec } = this.chunk.meta;
    const first = header.data_page_header;
    const { num_values: count, encoding } = first ?? this.#checkedV2(header, packed.length);
    this.#checkCount(count);
    if (count > this.#total - this.#seen) throw this.#damaged('number of values');
    const decoder = decoderOf(this.chunk.meta, this.path, COMPRESSORS);
    const { dataPage, definitionLevels, repetitionLevels } = this.#decoding(() =>
      first === undefined ? readDataPageV2(packed, header, decoder) : readDataPage(decompressPage(packed, header.uncompressed_page_size, codec, COMPRESSORS), first, decoder),
    );
    const isInDictionary = encoding === 'RLE_DICTIONARY' || encoding === 'PLAIN_DICTIONARY';
    if (isInDictionary && this.#dictionary === undefined) throw this.#damaged('dictionary that is not there');
    return {
      values: valuesOf(dataPage), count, dictionary: isInDictionary ? this.#dictionary : undefined,
      definitions: definitionLevels === undefined || definitionLevels.length === 0 ? undefined : definitionLevels,
      repetitions: repetitionLevels.length === 0 ? undefined : repetitionLevels,
    };
  }

  /** Levels stand before the values and cannot be longer than what is there. */
  #checkedV2({ data_page_header_v2: page }: PageHeader, length: number): DataPageHeaderV2 {
    if (page === undefined) throw this.#damaged('header of a page');
    const { definition_levels_byte_length: definitions, repetition_levels_byte_length: repetitions, num_nulls: nulls, num_values: values } = page;
    if (!(definitions >= 0 && repetitions >= 0 && nulls >= 0) || definitions + repetitions > length || nulls > values) throw this.#damaged('header of a page');
    return page;
  }

  #checkCount(count: number): void {
    if (count > MAX_PAGE_VALUES) throw new ParquetTrouble(`A page of the column ${this.#name} is said to have ${formatCount(count)} values; pages of more than ${formatCount(MAX_PAGE_VALUES)} are not read.`);
    if (!(count >= 0)) throw this.#damaged('number of values');
  }

  #decoding<T>(decode: () => T): T {
    try {
      return decode();
    } catch (error) {
      if (error instanceof ParquetTrouble) throw error;
      const unsupported = /unsupported encoding: (\w+)/.exec(error instanceof Error ? error.message : '')?.[1];
      throw unsupported === undefined ? this.#damaged(`page before byte ${formatCount(this.#at)}`) : new ParquetTrouble(`The column ${this.#name} is encoded as ${unsupported}, which is not read.`);
    }
  }

  #damaged(where: string): ParquetTrouble {
    return new ParquetTrouble(`The column ${this.#name} is damaged or cut (${where}).`);
  }

  /** At most `length` bytes from the place at hand. */
  async #bytes(length: number): Promise<Uint8Array> {
    const from = this.#at - this.#windowAt;
    const end = Math.min(this.#at + length, this.chunk.end);
    if (from < 0 || end > this.#windowAt + this.#window.length) {
      const to = Math.min(this.chunk.end, this.#at + Math.max(length, WINDOW_BYTES));
      this.#window = new Uint8Array(await this.blob.slice(this.#at, to).arrayBuffer());
      this.#windowAt = this.#at;
      return this.#window.subarray(0, end - this.#at);
    }
    return this.#window.subarray(from, end - this.#windowAt);
  }
}
