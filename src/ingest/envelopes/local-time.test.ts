import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTimestamp, parseTimestamp, timestampUs } from '../../base/time';
import { localTime } from './local-time';

test.each([
  // Kibana's default, dateFormat `MMM D, YYYY @ HH:mm:ss.SSS`
  ['Feb 3, 2025 @ 04:05:06.007', '2025-02-03T04:05:06.007Z', false],
  // Azure's portal in American English; newer browsers put a narrow space before AM
  ['2/3/2025, 4:05:06.007 AM', '2025-02-03T04:05:06.007Z', false],
  ['2/3/2025, 12:05:06.007\u202fPM', '2025-02-03T12:05:06.007Z', false],
  ['2/3/2025, 12:05:06 AM', '2025-02-03T00:05:06Z', false],
  ['03.02.2025, 04:05:06', '2025-02-03T04:05:06Z', false],
  ['3.2.2025 04:05:06,123', '2025-02-03T04:05:06.123Z', false],
  ['2025/2/3 4:05:06', '2025-02-03T04:05:06Z', false],
  ['23/02/2025 04:05:06', '2025-02-23T04:05:06Z', false],
  ['02/23/2025 04:05:06', '2025-02-23T04:05:06Z', false],
  ['2/3/25 4:05:06.007 AM', '2025-02-03T04:05:06.007Z', false],
  ['Mon, 03 Feb 2025 04:05:06 GMT', '2025-02-03T04:05:06Z', true],
  ['03/Feb/2025:04:05:06 +0100', '2025-02-03T04:05:06+0100', true],
  ['February 3, 2025, 4:05:06 pm', '2025-02-03T16:05:06Z', false],
  ['1738555506', '2025-02-03T04:05:06Z', true],
  ['1738555506007', '2025-02-03T04:05:06.007Z', true],
  ['1738555506123456789', '2025-02-03T04:05:06.123456789Z', true],
  ['1738555506.25', '2025-02-03T04:05:06.25Z', true],
])('%s', (text, iso, hasZone) => {
  expect(localTime(text)).toEqual({ iso, hasZone });
  expect(parseTimestamp(iso)).toBeDefined();
});

test.each(['03/02/2025 04:05:06', '3/2/2025, 4:05:06 am', '2025-02-03', 'yesterday', '13/13/2025 04:05:06', '17385555061', 'Foo 3, 2025 @ 04:05:06', '2/3/2025, 13:05:06 PM', ''])('%s is not guessed', (text) => {
  const found = localTime(text);
  expect(found === undefined ? undefined : parseTimestamp(found.iso)).toBeUndefined();
});

test('no text makes a time that is none', () => {
  fc.assert(fc.property(fc.bigInt({ min: 1_000_000_000_000_000n, max: 4_000_000_000_000_000n }), (us) => {
    expect(parseTimestamp(localTime(String(us))?.iso ?? '')).toBe(us);
    expect(localTime(formatTimestamp(timestampUs(us)))).toBeUndefined();
  }));
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
    expect(() => localTime(text)).not.toThrow();
  }));
});
