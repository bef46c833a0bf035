/**
 * Times that a policy document brings with it: when its file was last written, and when the object was created where an API server
 * kept it (metadata.creationTimestamp). Only a time inside the log can part it; a copy is often younger than what it was made from.
 */
import { parseTimestamp, type TimestampUs } from '../../base/time';
import type { RowOf } from '../../db/define-query';
import type { policyTimesQuery } from './coverage.query';

export interface PolicyTime {
  readonly us: TimestampUs;
  readonly why: string;
}

export function policyTimes({ document, closed_us: closed, from_us: from, to_us: to }: RowOf<typeof policyTimesQuery.columns>): readonly PolicyTime[] {
  const created = parseTimestamp(creationOf(document));
  const found = [
    ...(created === undefined ? [] : [{ us: created, why: 'it says it was created then' }]),
    ...(closed === null ? [] : [{ us: closed, why: 'its file was last written then' }]),
  ];
  return from === null || to === null ? [] : found.filter(({ us }) => us > from && us < to);
}

const entry = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined);

function creationOf(document: string): string {
  try {
    const created = entry(entry(JSON.parse(document), 'metadata'), 'creationTimestamp');
    return typeof created === 'string' ? created : '';
  } catch {
    return '';
  }
}
