/** Helpers of the tests: text in, rows out. */
import { ingest, type IngestOptions, type IngestSummary } from './ingest';
import { BODIES } from '../model/record-shape';
import type { SideRecord } from '../model/side-record';
import type { AnnotationsEntry, EventBatch, IngestIssue, ObjectEntry, StatusEntry, UriEntry, UserEntry } from '../model/event-batch';

/** One event with its codes resolved. */
export interface Row {
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly recordHash: string;
  readonly auditId: string | null;
  readonly receivedUs: bigint | null;
  readonly stageUs: bigint | null;
  readonly shape: number;
  readonly bodies: number;
  readonly level: string | null;
  readonly stage: string | null;
  readonly verb: string | null;
  readonly userAgent: string | null;
  readonly uri: UriEntry | null;
  readonly user: UserEntry | null;
  readonly impersonatedUser: UserEntry | null;
  readonly objectRef: ObjectEntry | null;
  readonly responseStatus: StatusEntry | null;
  readonly sourceIps: readonly string[] | null;
  readonly annotations: AnnotationsEntry | null;
}

export interface Outcome {
  readonly rows: Row[];
  readonly issues: IngestIssue[];
  readonly side: SideRecord[];
  readonly summary: IngestSummary;
  readonly batchSizes: number[];
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

export async function readAll(content: string | Uint8Array, chunkSize = 65_536, options: IngestOptions = {}, name = 'test.log'): Promise<Outcome> {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  return readChunks(chunksOf(bytes, chunkSize), bytes.length, options, name);
}

/** The same, cut in two at a place. */
export const readCutAt = (bytes: Uint8Array, place: number): Promise<Outcome> => readChunks(chunksAt(bytes, place), bytes.length, {}, 'test.log');

async function* chunksAt(bytes: Uint8Array, place: number): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, place);
  yield bytes.subarray(place);
}

async function readChunks(chunks: AsyncGenerator<Uint8Array>, size: number, options: IngestOptions, name: string): Promise<Outcome> {
  const stream = ingest({ name, size, chunks }, options);
  const decoder = new RowDecoder();
  const issues: IngestIssue[] = [];
  const batchSizes: number[] = [];
  const side: SideRecord[] = [];
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return { rows: decoder.rows, issues, side, summary: step.value, batchSizes };
    issues.push(...step.value.issues);
    side.push(...step.value.side);
    if (step.value.batch !== undefined) {
      batchSizes.push(step.value.batch.count);
      decoder.add(step.value.batch);
    }
  }
}

const QUOTE = 0x22;

/**
 * The stretches of the evidence that neither an event, an issue nor side evidence speaks of, without what separates records
 * (white space, commas, brackets, a byte-order mark) and without the known prefix of a record on its line.
 */
export function unaccounted(bytes: Uint8Array, { rows, issues, side }: Outcome): string[] {
  const said = new Uint8Array(bytes.length);
  const places = [...rows, ...issues, ...side.map(({ place }) => place)];
  for (const { byteOffset, byteLength } of places) said.fill(1, byteOffset, byteOffset + byteLength);
  const starts = new Set([...rows, ...side.map(({ place }) => place)].map(({ byteOffset }) => byteOffset));
  const left: string[] = [];
  for (let from = 0; from < bytes.length; from += 1) {
    if (said[from] === 1) continue;
    let to = from;
    while (to < bytes.length && said[to] !== 1) to += 1;
    // A record that is a JSON string stands between the quotes.
    const first = bytes[from] === QUOTE && said[from - 1] === 1 ? from + 1 : from;
    const last = bytes[to - 1] === QUOTE && said[to] === 1 ? to - 1 : to;
    const text = new TextDecoder().decode(bytes.subarray(first, last)).replace(/[\s,[\]\ufeff\u001e]+/g, ' ').trim();
    const isPrefix = starts.has(to) && !text.includes('{');
    if (text !== '' && !isPrefix) left.push(`${from}: ${text}`);
    from = to;
  }
  return left;
}

/** Keys of envelopes whose lists describe the envelope and hold no records. */
const DESCRIPTIONS = /^(?:columns|Columns|fields|schema|attributes|tags|searchedLogStreams|subscriptionFilters|statistics)$/;

/**
 * The same for envelopes: the innermost item of a list, or the line, in which nothing at all is spoken of. What an envelope says around
 * the record that is read from it belongs to that record. Of a text that is not well-formed only the lines are asked.
 */
export function leftOut(bytes: Uint8Array, outcome: Outcome, isWellFormed = true): string[] {
  const places = [...outcome.rows, ...outcome.issues, ...outcome.side.map(({ place }) => place)];
  const touches = (from: number, to: number): boolean => places.some(({ byteOffset, byteLength }) => byteOffset < to && byteOffset + byteLength > from);
  const left: string[] = [];
  const text = new TextDecoder('latin1').decode(bytes);
  const words = (from: number, to: number): string => `${from}: ${new TextDecoder().decode(bytes.subarray(from, to)).slice(0, 200)}`;
  const { units, roots } = unitsOf(text);
  if (isWellFormed) for (const [from, to] of units) if (!touches(from, to)) left.push(words(from, to));
  const results = [...text.matchAll(/^[ \t]*<result\b[^]*?<\/result>/gm)].map(({ index, 0: { length } }): Stretch => [index, index + length]);
  const isInRoot = (from: number, to: number): boolean => [...roots, ...results].some(([start, end]) => start <= from && end >= to && touches(start, end));
  let from = 0;
  for (const line of text.split('\n')) {
    const to = from + line.length;
    if (/[^\s,[\]\u00ef\u00bb\u00bf\u001e]/.test(line) && !touches(from, to) && !isInRoot(from, to) && !isFrame(line, outcome) && !isListEnd(line, text.slice(0, from)) && !(text.includes('<results preview=') && XML_FRAME.test(line))) left.push(words(from, to));
    from = to + 1;
  }
  return left;
}

/** What Splunk's export says of itself, around its results. */
const XML_FRAME = /^\s*<(?:\?xml|\/?results|\/?meta|\/?fieldOrder|field>)[^{]*>\s*$/;
/** What aws says beside the items of a list. */
const AWS_FRAME = /^(?:SEARCHEDLOGSTREAMS|RESULTS\t@[a-zA-Z]+|STATISTICS)\t[^{]*$/;

/** The end of a list of records whose items all stand on earlier lines. */
const isListEnd = (line: string, before: string): boolean => /^[\s\]},]+$/.test(line) && /"(?:items|records|entries|events|logEvents|resourceLogs)"\s*:\s*\[/i.test(before);

/** A header of a table, a mark between documents, or the answer to a request that is read with it. */
function isFrame(line: string, { rows, issues }: Outcome): boolean {
  const answer = /AUDIT: id="([^"]*)"(?:\s*[a-z-]+="[^"]*")*?\s*response="(\d+)"(?:\s*[a-z-]+="[^"]*")*$/.exec(line.trimEnd());
  if (answer !== null) return rows.some((row) => row.auditId === answer[1] && String(row.responseStatus?.code) === answer[2]);
  if (AWS_FRAME.test(line)) return true;
  // Whatever stands in a header: rows that do not fit under it say how many cells it has.
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  const cells = Math.max(...[',', ';', '\t'].map((mark) => bare.split(mark).length));
  if (cells > 1 && issues.some(({ reason }) => reason.includes(`under a header of ${cells}.`))) return true;
  return /^(?:---\s*|\.\.\.\s*|[^{]*(?:message|_raw|auditid|requesturi|protopayload)[^{]*|\|[\s|:-]+)\r?$/i.test(line);
}

type Stretch = readonly [from: number, to: number];

/** The innermost items of lists in the JSON of a text, and its outermost objects: each from the first byte to behind the last. */
function unitsOf(text: string): { readonly units: readonly Stretch[]; readonly roots: readonly Stretch[] } {
  const units: Stretch[] = [];
  const roots: Stretch[] = [];
  const open: { readonly from: number; readonly isList: boolean; readonly isDescription: boolean; units: number }[] = [];
  let key = '';
  for (let p = 0; p < text.length; p += 1) {
    const c = text[p];
    if (c === '"' && open.length > 0) {
      const end = /"(?:[^"\\]|\\[^])*"/y;
      end.lastIndex = p;
      const found = end.exec(text)?.[0];
      if (found === undefined) return { units, roots };
      if (/^\s*:/.test(text.slice(p + found.length, p + found.length + 4))) key = found.slice(1, -1);
      p += found.length - 1;
    } else if (c === '{' || c === '[') {
      if (c === '{' && open.length === 0 && !/^\{\s*"/.test(text.slice(p, p + 40))) continue;
      open.push({ from: p, isList: c === '[', isDescription: DESCRIPTIONS.test(key) || (open.at(-1)?.isDescription ?? false), units: 0 });
    } else if ((c === '}' || c === ']') && open.length > 0) {
      const closed = open.pop();
      const parent = open.at(-1);
      if (closed === undefined) continue;
      if (parent === undefined) roots.push([closed.from, p + 1]);
      // The cells of a row of Insights are no records, the row is.
      const isUnit = !text.startsWith('{"field":', closed.from) && closed.units === 0 && !closed.isDescription && !closed.isList && (parent === undefined || parent.isList);
      if (isUnit) units.push([closed.from, p + 1]);
      if (parent !== undefined) parent.units += closed.units + Number(isUnit);
    }
  }
  return { units, roots };
}

export class RowDecoder {
  readonly rows: Row[] = [];
  private readonly text: string[] = [];
  private readonly uri: UriEntry[] = [];
  private readonly user: UserEntry[] = [];
  private readonly object: ObjectEntry[] = [];
  private readonly status: StatusEntry[] = [];
  private readonly addresses: (readonly string[])[] = [];
  private readonly annotations: AnnotationsEntry[] = [];

  add(batch: EventBatch): void {
    this.text.push(...batch.additions.text);
    this.uri.push(...batch.additions.uri);
    this.user.push(...batch.additions.user);
    this.object.push(...batch.additions.object);
    this.status.push(...batch.additions.status);
    this.addresses.push(...batch.additions.addresses);
    this.annotations.push(...batch.additions.annotations);
    const entry = <T>(entries: readonly T[], codes: Int32Array, row: number): T | null => {
      const code = codes[row] ?? -1;
      if (code === 0) return null;
      const found = entries[code - 1];
      if (found === undefined) throw new Error(`code ${code} was never announced`);
      return found;
    };
    const valid = (validity: Uint8Array, row: number): boolean => (((validity[row >> 3] ?? 0) >> (row & 7)) & 1) === 1;
    for (let row = 0; row < batch.count; row += 1) {
      const { auditId } = batch;
      this.rows.push({
        line: batch.line[row] ?? -1,
        byteOffset: batch.byteOffset[row] ?? -1,
        byteLength: batch.byteLength[row] ?? -1,
        recordHash: Buffer.from(batch.recordHash.subarray(row * 32, row * 32 + 32)).toString('hex'),
        auditId: valid(auditId.validity, row) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(auditId.bytes.subarray(auditId.offsets[row], auditId.offsets[row + 1])) : null,
        receivedUs: valid(batch.receivedUs.validity, row) ? (batch.receivedUs.values[row] ?? null) : null,
        stageUs: valid(batch.stageUs.validity, row) ? (batch.stageUs.values[row] ?? null) : null,
        shape: batch.shape[row] ?? -1,
        bodies: (batch.shape[row] ?? 0) & BODIES,
        level: entry(this.text, batch.level, row),
        stage: entry(this.text, batch.stage, row),
        verb: entry(this.text, batch.verb, row),
        userAgent: entry(this.text, batch.userAgent, row),
        uri: entry(this.uri, batch.requestUri, row),
        user: entry(this.user, batch.user, row),
        impersonatedUser: entry(this.user, batch.impersonatedUser, row),
        objectRef: versioned(entry(this.object, batch.objectRef, row), valid(batch.resourceVersion.validity, row) ? String(batch.resourceVersion.values[row]) : null),
        responseStatus: entry(this.status, batch.responseStatus, row),
        sourceIps: entry(this.addresses, batch.sourceIps, row),
        annotations: entry(this.annotations, batch.annotations, row),
      });
    }
  }
}

const versioned = (entry: ObjectEntry | null, version: string | null): ObjectEntry | null =>
  entry === null || version === null ? entry : { ...entry, resourceVersion: version };
