/**
 * The raw text of one record, cut into parts with the verdict of each value. The parts put together are the
 * text, character for character: this only draws lines under the evidence. Text that is no JSON object is
 * one part without a mark.
 */
import type { Verdict } from '../model/verdict';
import { addressVerdicts } from './address-verdicts';
import { jsonEnd, jsonTokenEnd, stringEnd } from './json-text';
import type { LedgerField } from './ledger-field';
import { judgeRawValue, type RawPath } from './raw-fields';
import type { RequestFacts } from './request-facts';
import type { TestId } from './test-id';

export interface RawPart {
  readonly text: string;
  readonly verdict: Verdict | undefined;
  readonly field?: LedgerField;
  readonly reason?: string;
  readonly tests?: readonly TestId[];
}

interface Frame {
  readonly kind: 'object' | 'array';
  /** Key or index of the value being read. */
  at: string | number;
  expectsKey: boolean;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const decoded = (token: string): string => {
  const value: unknown = JSON.parse(token);
  return typeof value === 'string' ? value : token;
};

/** No value with a verdict of its own lies deeper than `user.extra.KEY[i]`. */
const DEEPEST = 4;

export function markRawRecord(text: string, facts: RequestFacts): RawPart[] {
  if (!isJsonObject(text)) return [{ text, verdict: undefined }];
  const parts: RawPart[] = [];
  const frames: Frame[] = [];
  /** Where the entries of sourceIPs stand in `parts`; which is the peer is known only at the end of the list. */
  let addresses: { readonly part: number; readonly text: string }[] = [];
  let unmarkedFrom = 0;
  let pos = 0;

  const mark = (end: number, part: Omit<RawPart, 'text'>) => {
    if (pos > unmarkedFrom) parts.push({ text: text.slice(unmarkedFrom, pos), verdict: undefined });
    parts.push({ text: text.slice(pos, end), ...part });
    unmarkedFrom = end;
  };
  const path = (): RawPath => (frames.length > DEEPEST ? [] : frames.map((frame) => frame.at));
  const inAddresses = () => frames.length === 2 && frames[0]?.at === 'sourceIPs' && frames[1]?.kind === 'array';

  const finishAddresses = () => {
    const judged = addressVerdicts(addresses.map((address) => address.text), facts);
    addresses.forEach(({ part }, i) => {
      const found = judged[i];
      const raw = parts[part];
      if (found !== undefined && raw !== undefined) parts[part] = { text: raw.text, verdict: found.verdict, field: found.field, reason: found.reason, tests: found.tests };
    });
    addresses = [];
  };

  while (pos < text.length) {
    const char = text[pos];
    const top = frames.at(-1);
    if (char === '"' && top?.kind === 'object' && top.expectsKey) {
      const end = stringEnd(text, pos);
      // Deep keys decide nothing and may be many: they are not decoded.
      top.at = frames.length <= DEEPEST ? decoded(text.slice(pos, end)) : '';
      top.expectsKey = false;
      pos = end;
    } else if (char === '{' || char === '[') {
      const whole = top === undefined ? undefined : judgeRawValue(path(), 'subtree', facts);
      if (whole !== undefined) {
        const end = jsonEnd(text, pos);
        mark(end, whole);
        pos = end;
      } else {
        frames.push({ kind: char === '{' ? 'object' : 'array', at: char === '{' ? '' : 0, expectsKey: char === '{' });
        pos += 1;
      }
    } else if (char === '}' || char === ']') {
      if (inAddresses()) finishAddresses();
      frames.pop();
      pos += 1;
    } else if (char === ',') {
      if (top !== undefined) {
        if (typeof top.at === 'number') top.at += 1;
        else top.expectsKey = true;
      }
      pos += 1;
    } else if (char === ':' || char === ' ' || char === '\n' || char === '\r' || char === '\t') {
      pos += 1;
    } else {
      const end = char === '"' ? stringEnd(text, pos) : jsonTokenEnd(text, pos);
      const token = text.slice(pos, end);
      if (inAddresses()) {
        mark(end, { verdict: undefined });
        addresses.push({ part: parts.length - 1, text: char === '"' ? decoded(token) : token });
      } else if (token !== 'null') {
        const judged = judgeRawValue(path(), 'scalar', facts);
        if (judged !== undefined) mark(end, judged);
      }
      pos = end;
    }
  }
  if (unmarkedFrom < text.length) parts.push({ text: text.slice(unmarkedFrom), verdict: undefined });
  return parts;
}
