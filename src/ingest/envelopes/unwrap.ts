/**
 * Takes envelopes apart until an audit event is met, at most as many layers deep as real pipelines go. Inside an event
 * nothing is ever looked for: what a request carries in its body may look like anything.
 */
import { decodeUncheckedString } from '../json-reader';
import { MAX_ENVELOPES } from '../limits';
import { MORE, NO_LIST, RecordScanner, WHOLE } from '../record-scanner';
import type { IssueKind } from '../../model/event-batch';
import type { SideContent } from '../../model/side-record';
import type { ClassicHalf } from '../lines/legacy-text';
import { lineText, lineRecord } from '../lines/line-record';
import { draftBytes } from './event-draft';
import { buriedRecords, recordsBeside } from './buried';
import type { Envelope, Inner } from './envelope';
import { endOfString, PlacedJson, space } from './placed-json';
import { hasSign } from './record-signs';
import { isPrintedByFalco, knownOther } from './not-audit';
import { ENVELOPES } from './registry';
import { anyShipper } from './shippers';
import { sideOfObject } from '../side/side-of-object';

/** Where something stands in the window: from its first byte to the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Text in words of our own, and where the evidence has it. */
interface Text {
  readonly bytes: Uint8Array;
  readonly span: Span;
}

export type Find =
  /** An event as JSON at `bytes[start .. end)`, which the evidence says at `span`. */
  | { readonly kind: 'event'; readonly bytes: Uint8Array; readonly start: number; readonly end: number; readonly span: Span; readonly form: string; readonly isDraft: boolean }
  /** One of the two lines the classic text log writes for a request. */
  | { readonly kind: 'half'; readonly half: ClassicHalf; readonly span: Span }
  | { readonly kind: 'other'; readonly what: string; readonly span: Span }
  /** Evidence beside the audit log; lines of a policy's rules count from 0 at the span's start. */
  | { readonly kind: 'side'; readonly content: SideContent; readonly span: Span }
  /** Something to be known of records that are read all the same. */
  | { readonly kind: 'note'; readonly issue: IssueKind; readonly reason: string; readonly span: Span }
  /** Text that starts as a record and is not a whole one. */
  | { readonly kind: 'broken'; readonly isCut: boolean; readonly expected: string; readonly span: Span };

/** A value to look into. `span` is where the evidence has it when its bytes are not the evidence's own. */
interface Frame {
  readonly node: PlacedJson;
  readonly span: Span | undefined;
  readonly form: string;
  readonly layer: number;
}

const encoder = new TextEncoder();
const BURIED_FORM = anyShipper.form;

export class Unwrapper {
  /** Checks JSON that stands inside strings. */
  private readonly scanner = new RecordScanner();

  /** `isEvent` says whether the object at `bytes[start .. end)` is an audit event. */
  constructor(private readonly isEvent: (bytes: Uint8Array, start: number, end: number) => boolean) {}

  /** What the well-formed object `bytes[start .. end)`, found to be no event, holds; undefined when it is no envelope. `form` names the lines it stands on, `before` is the text before it on its line. */
  open(bytes: Uint8Array, start: number, end: number, form = '', before = ''): Iterable<Find> | undefined {
    const node = new PlacedJson(bytes, start, end);
    const side = sideOfObject(node, { isPlaced: true, before });
    if (side.length > 0) return side.map((content) => ({ kind: 'side', content, span: { start, end } }));
    if (knownOther(node) !== undefined) return undefined;
    const frame = { node, span: undefined, form, layer: 0 };
    const found = this.opened(frame);
    return found === undefined ? undefined : spoken(found, { start, end });
  }

  /** The same for an object between words, which is an envelope only when a record is in it. */
  recordsIn(bytes: Uint8Array, start: number, end: number): Iterable<Find> | undefined {
    if (!hasSign(bytes, start, end)) return undefined;
    for (const find of this.open(bytes, start, end) ?? []) if (find.kind === 'event' || find.kind === 'half') return this.open(bytes, start, end);
    return undefined;
  }

  /** The records in an object that is no event; undefined when it is no envelope. */
  private opened(frame: Frame): Iterable<Find> | undefined {
    const { node, form } = frame;
    const layer = frame.layer + 1;
    const known = knownEnvelope(node);
    if (known === undefined) {
      const buried = buriedRecords(node, this.isRecord);
      return buried.length === 0 ? undefined : this.all(buried, { ...frame, form: form === '' ? BURIED_FORM : form, layer });
    }
    const inside = { ...frame, form: form === '' ? known.envelope.form : form, layer };
    const inners = known.envelope === anyShipper ? this.besides(node, [...known.inners], inside) : this.inners(known.inners, inside);
    return isPrintedByFalco(node) ? onlySide(inners) : inners;
  }

  /** Whoever wrote the object is not known, so a second record in it is no copy of the first unless it says so. */
  private *besides(node: PlacedJson, inners: readonly Inner[], frame: Frame): Generator<Find> {
    yield* this.inners(inners, frame);
    yield* this.all(recordsBeside(node, this.isRecord, inners.flatMap((inner) => (inner.kind === 'inside' ? [inner.node] : []))), frame);
  }

  private *all(nodes: Iterable<PlacedJson>, parent: Frame): Generator<Find> {
    for (const node of nodes) yield* this.look({ ...parent, node });
  }

  private readonly isRecord = (node: PlacedJson): boolean =>
    this.isEvent(node.bytes, node.start, node.end) || isEventList(node) || (knownEnvelope(node)?.envelope.form ?? BURIED_FORM) !== BURIED_FORM;

  /** The same for a record made of something else than JSON: a YAML document, a cell, lines that were joined. */
  *text(bytes: Uint8Array, span: Span, form: string): Generator<Find> {
    yield* this.bytes(bytes, span, form, 0);
  }

  /** A record whose parts were joined, and what stood between them. */
  *joined({ bytes, span, between }: Text & { readonly between: readonly Text[] }, form: string): Generator<Find> {
    yield* this.text(bytes, span, form);
    for (const other of between) yield* this.text(other.bytes, other.span, form);
  }

  /** The same for bytes known to be one well-formed value with a NUL behind it. */
  *value(bytes: Uint8Array, span: Span, form: string): Generator<Find> {
    yield* this.look({ node: new PlacedJson(bytes, 0, bytes.length - 1), span, form, layer: 0 });
  }

  private *inners(inners: Iterable<Inner>, parent: Frame): Generator<Find> {
    for (const inner of inners) {
      if (inner.kind === 'inside') yield* this.look({ ...parent, node: inner.node });
      else if (inner.kind === 'side-only') {
        const finds = inner.bytes === undefined ? this.look({ ...parent, node: inner.at }) : this.bytes(inner.bytes, spanOf(inner.at, parent), parent.form, parent.layer);
        yield* onlySide(finds);
      }
      else if (inner.kind === 'other') yield { kind: 'other', what: inner.what, span: spanOf(inner.at, parent) };
      else if (inner.kind === 'bytes') yield* this.bytes(inner.bytes, spanOf(inner.at, parent), parent.form, parent.layer);
      else {
        const bytes = draftBytes(inner.draft);
        yield { kind: 'event', bytes, start: 0, end: bytes.length - 1, span: spanOf(inner.at, parent), form: inner.form, isDraft: true };
      }
    }
  }

  private *look(frame: Frame): Generator<Find> {
    const { node, form, layer } = frame;
    const span = spanOf(node, frame);
    if (node.isString) {
      yield* this.bytes(encoder.encode(`${node.text ?? ''}\0`), span, form, layer);
      return;
    }
    if (!node.isObject) {
      if (node.isArray) for (const item of node.items()) yield* this.lookInto({ ...frame, node: item, layer: layer + 1 });
      else yield { kind: 'other', what: 'a value that is no record', span };
      return;
    }
    yield* this.lookInto(frame);
  }

  private *lookInto(frame: Frame): Generator<Find> {
    const { node, form, layer } = frame;
    const span = spanOf(node, frame);
    if (!node.isObject) {
      yield { kind: 'other', what: 'a value that is no record', span };
      return;
    }
    if (this.isEvent(node.bytes, node.start, node.end)) {
      yield { kind: 'event', bytes: node.bytes, start: node.start, end: node.end, span, form, isDraft: false };
      return;
    }
    if (isEventList(node)) {
      yield* this.items(node.get('items') ?? node.get('Items'), frame);
      return;
    }
    const side = sideOfObject(node, { isPlaced: frame.span === undefined, before: '' });
    if (side.length > 0) {
      for (const content of side) yield { kind: 'side', content, span };
      return;
    }
    const known = knownOther(node);
    if (known !== undefined) {
      yield { kind: 'other', what: known, span };
      return;
    }
    if (layer >= MAX_ENVELOPES) {
      yield { kind: 'other', what: `an object inside ${MAX_ENVELOPES} envelopes, deeper than any pipeline packs records`, span };
      return;
    }
    const found = this.opened(frame);
    if (found === undefined) yield { kind: 'other', what: describe(node), span };
    else yield* spoken(found, span);
  }

  /** Items of an EventList are events or nothing. */
  private *items(list: PlacedJson | undefined, frame: Frame): Generator<Find> {
    for (const item of list?.items() ?? []) {
      const span = spanOf(item, frame);
      if (item.isObject && this.isEvent(item.bytes, item.start, item.end)) {
        yield { kind: 'event', bytes: item.bytes, start: item.start, end: item.end, span, form: frame.form, isDraft: false };
      } else yield { kind: 'other', what: 'an item of an EventList that is no audit event', span };
    }
  }

  /** Text inside an envelope; `bytes` end with a NUL. */
  private *bytes(given: Uint8Array, span: Span, form: string, layer: number): Generator<Find> {
    const bytes = given.at(-1) === 0 ? given : withNul(given);
    const end = bytes.length - 1;
    let start = space(bytes, 0);
    let found = false;
    let isBehindText = false;
    while (start < end) {
      if (bytes[start] !== 0x7b || isBehindText) {
        const inner = isBehindText || layer >= MAX_ENVELOPES ? undefined : stringAt(bytes, start, end);
        if (inner !== undefined) {
          found = true;
          yield* this.bytes(encoder.encode(`${inner.text}\0`), span, form, layer + 1);
          start = space(bytes, inner.end);
          continue;
        }
        const line = lineRecord(lineText(bytes, start, end));
        const next = space(bytes, endOfLine(bytes, start, end));
        if (line?.kind === 'half' || line?.kind === 'draft' || line?.kind === 'side' || line?.kind === 'json') {
          if (line.kind === 'half') yield { kind: 'half', half: line.half, span };
          else if (line.kind === 'side') yield { kind: 'side', content: line.content, span };
          else if (line.kind === 'json') yield* this.bytes(encoder.encode(`${line.json}\0`), span, form, layer + 1);
          else {
            const draft = draftBytes(line.draft);
            yield { kind: 'event', bytes: draft, start: 0, end: draft.length - 1, span, form: line.form, isDraft: true };
          }
          found = true;
          isBehindText = true;
          start = next;
          continue;
        }
        const brace = line?.kind === 'prefix' && !isBehindText ? bytes.indexOf(0x7b, start) : -1;
        if (brace < 0) {
          // What follows a line of text in one message may be whatever that line is about.
          const what = isBehindText ? 'what stands behind a line of text in the same message' : line?.kind === 'named' ? line.what : 'text that is no record';
          if (!found || isBehindText) yield { kind: 'other', what, span };
          return;
        }
        start = brace;
      }
      const status = this.scanner.scan(bytes, start, end, NO_LIST);
      if (status !== WHOLE) {
        yield { kind: 'broken', isCut: status === MORE, expected: this.scanner.expected, span };
        return;
      }
      const next = this.scanner.end;
      found = true;
      yield* this.lookInto({ node: new PlacedJson(bytes, start, next), span, form, layer });
      start = space(bytes, next);
    }
    if (!found) yield { kind: 'other', what: 'an empty line', span };
  }
}

/** An envelope with nothing in it is something that was not read, too. */
function* spoken(finds: Iterable<Find>, span: Span): Generator<Find> {
  let isEmpty = true;
  for (const find of finds) {
    isEmpty = false;
    yield find;
  }
  if (isEmpty) yield { kind: 'other', what: 'an envelope in which no record stands', span };
}

/** Side evidence and nothing else: no API server wrote it. */
function* onlySide(finds: Iterable<Find>): Generator<Find> {
  for (const find of finds) {
    if (find.kind === 'event' || find.kind === 'half') yield { kind: 'other', what: 'what looks like an audit event in a log that is no API server\'s', span: find.span };
    else yield find;
  }
}

/** A JSON string with an object in it: some pipelines write the record as a string into a string. */
function stringAt(bytes: Uint8Array, start: number, end: number): { readonly text: string; readonly end: number } | undefined {
  if (bytes[start] !== 0x22 || bytes[start + 1] !== 0x7b) return undefined;
  const close = endOfString(bytes, start, end);
  const text = close > end ? undefined : decodeUncheckedString(bytes, start, close);
  return text === undefined ? undefined : { text, end: close };
}

function endOfLine(bytes: Uint8Array, start: number, end: number): number {
  const newline = bytes.subarray(start, end).indexOf(0x0a);
  return newline < 0 ? end : start + newline + 1;
}

const isEventList = (node: PlacedJson): boolean => node.textAt('kind') === 'EventList' && node.textAt('apiVersion')?.startsWith('audit.k8s.io/') === true;

function knownEnvelope(node: PlacedJson): { readonly envelope: Envelope; readonly inners: Iterable<Inner> } | undefined {
  for (const envelope of ENVELOPES) {
    const inners = envelope.open(node);
    if (inners !== undefined) return { envelope, inners };
  }
  return undefined;
}

/** The smallest stretch of the evidence that holds the value: of a string, its content. */
function spanOf(node: PlacedJson, frame: Frame): Span {
  if (frame.span !== undefined) return frame.span;
  return node.isString ? { start: node.start + 1, end: node.end - 1 } : { start: node.start, end: node.end };
}

function withNul(bytes: Uint8Array): Uint8Array {
  const ended = new Uint8Array(bytes.length + 1);
  ended.set(bytes);
  return ended;
}

function describe(node: PlacedJson): string {
  const keys = [...node.members.keys()];
  if (keys.length === 0) return 'an empty object';
  return `an object with the keys ${keys.slice(0, 6).map((key) => key.slice(0, 40)).join(', ')}${keys.length > 6 ? ', …' : ''}`;
}
