import { expect, it } from 'vitest';
import { must } from '../../base/assert';
import { parseTimestamp } from '../../base/time';
import { policyTimes } from './policy-times';

const at = (text: string) => must(parseTimestamp(text), text);
const LOG = { from_us: at('2026-03-14T08:00:00Z'), to_us: at('2026-03-14T09:00:00Z') };
const made = (creationTimestamp: unknown): string => JSON.stringify({ kind: 'Policy', metadata: { creationTimestamp } });

it.each<[why: string, document: string, closed: string | null, expected: readonly string[]]>([
  ['both, inside the log', made('2026-03-14T08:20:00Z'), '2026-03-14T08:30:00Z', ['it says it was created then', 'its file was last written then']],
  ['written after the log ends, as a copy is', made('2026-03-14T08:20:00Z'), '2026-03-15T08:30:00Z', ['it says it was created then']],
  ['created before the log begins', made('2025-03-14T08:20:00Z'), null, []],
  ['no date', made(null), null, []],
  ['a date that is none', made('soon'), null, []],
  ['a document that is no JSON', 'kind: Policy', null, []],
])('%s', (_, document, closed, expected) => {
  expect(policyTimes({ document, closed_us: closed === null ? null : at(closed), ...LOG }).map(({ why }) => why)).toEqual(expected);
});

it('says nothing beside a log without times', () => {
  expect(policyTimes({ document: made('2026-03-14T08:20:00Z'), closed_us: null, from_us: null, to_us: null })).toEqual([]);
});
