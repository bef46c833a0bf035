import { describe, expect, it, test } from 'vitest';
import { FIELD_LEDGER, LEDGER_FIELDS } from './field-ledger';
import { ANY_VERSION, rangeInWords, readingsOf, versionNotes, type VersionReading } from './version-reading';

const READINGS: readonly VersionReading[] = [{ until: 19, says: 'Late.' }, { from: 20, until: 23, says: 'Early.' }, { from: 24, says: 'Now.' }];

test.each([
  ['nothing is known', ANY_VERSION, ['Up to 1.19: Late.', '1.20 to 1.23: Early.', 'From 1.24: Now.']],
  ['the version is known', { atLeast: 22, atMost: 22 }, ['Server 1.22: Early.']],
  ['it is at least one', { atLeast: 24, atMost: null }, ['Server 1.24 or later: Now.']],
  ['it is at most one', { atLeast: null, atMost: 19 }, ['Server 1.19 or earlier: Late.']],
  ['both sides of a change are possible', { atLeast: 19, atMost: 20 }, ['Up to 1.19: Late.', '1.20 to 1.23: Early.']],
  ['what is known contradicts itself', { atLeast: 32, atMost: 23 }, ['Up to 1.19: Late.', '1.20 to 1.23: Early.', 'From 1.24: Now.']],
])('%s', (_, known, notes) => {
  expect(versionNotes(READINGS, known)).toEqual(notes);
});

it('has no note where no version changes the field', () => {
  expect(versionNotes(undefined, { atLeast: 30, atMost: 30 })).toEqual([]);
});

it('says a range as people do', () => {
  expect([ANY_VERSION, { atLeast: 29, atMost: null }, { atLeast: null, atMost: 23 }, { atLeast: 28, atMost: 28 }, { atLeast: 28, atMost: 30 }, { atLeast: 32, atMost: 23 }].map(rangeInWords))
    .toEqual([undefined, '1.29 or later', '1.23 or earlier', '1.28', '1.28 to 1.30', undefined]);
});

describe('the ledger', () => {
  it('has a reading for every version where it has one for any', () => {
    for (const field of LEDGER_FIELDS) {
      const readings = FIELD_LEDGER[field].byVersion;
      if (readings === undefined) continue;
      for (let minor = 8; minor <= 40; minor += 1) expect(readingsOf(readings, { atLeast: minor, atMost: minor }), `${field} on 1.${minor}`).not.toEqual([]);
    }
  });
});
