import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timestampUs } from '../base/time';
import { RANGE_KINDS } from '../model/cluster-range';
import { PHASES, type Pin } from '../model/pin';
import { inOrder } from '../model/policy-period';
import { decodeCase, encodeCase } from './case-codec';
import { EMPTY_CASE, keptOf, type KeptCase } from './case-store';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const place = fc.record({ evidenceSha256: hash, evidenceName: text, line: fc.nat(), byteOffset: fc.nat(), byteLength: fc.nat(), recordHash: hash });
const pin: fc.Arbitrary<Pin> = fc.record(
  {
    pinId: fc.uuid(), places: fc.array(place, { minLength: 1, maxLength: 3 }), note: text, tags: fc.array(text, { maxLength: 3 }),
    phase: fc.constantFrom(undefined, ...PHASES), pinnedAtMs: fc.nat(), seen: fc.record({ at: fc.option(text), sentence: text }),
  },
  { requiredKeys: ['pinId', 'places', 'note', 'tags', 'phase', 'pinnedAtMs'] },
);
const kept: fc.Arbitrary<KeptCase> = fc.record({
  name: text,
  pins: fc.array(pin, { maxLength: 3 }),
  savedPivots: fc.array(fc.record({ pivotId: fc.uuid(), name: text, description: text, view: text, savedAtMs: fc.nat() }), { maxLength: 2 }),
  clusterRanges: fc.array(fc.record({ kind: fc.constantFrom(...RANGE_KINDS), text: fc.string({ maxLength: 64 }) }), { maxLength: 2 }),
  clockShifts: fc.array(fc.record({ evidenceSha256: hash, evidenceName: text, offsetUs: fc.bigInt({ min: -(10n ** 16n) + 1n, max: 10n ** 16n - 1n }).filter((us) => us !== 0n).map(String) }), { maxLength: 2 }),
  policyPeriods: fc.uniqueArray(fc.record({
    place: fc.record({ sha256Prefix: fc.stringMatching(/^[0-9a-f]{16}$/), byteOffset: fc.nat(), nth: fc.nat() }), evidenceName: text, fromUs: fc.option(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(timestampUs)),
  }), { selector: ({ fromUs }) => fromUs, maxLength: 3 }).map((list) => inOrder(list)),
  evidence: fc.array(fc.record({
    name: text, path: text, bytes: fc.nat(), sha256: hash, format: fc.option(text), container: fc.option(text), events: fc.nat(), issues: fc.nat(),
    duplicates: fc.nat(), source: fc.option(text),
  }), { maxLength: 2 }),
  records: fc.array(fc.record({ place, bytes: fc.uint8Array({ maxLength: 9 }) }), { maxLength: 2 }),
});

describe('the kept case', () => {
  it('comes back as it was', () => {
    fc.assert(fc.property(kept, (state) => {
      expect(decodeCase(structuredClone(encodeCase(state)))).toEqual({ kind: 'case', case: state, unreadable: 0 });
    }));
  });
  it('is empty where nothing was kept', () => {
    expect(decodeCase(undefined)).toEqual({ kind: 'case', case: keptOf(EMPTY_CASE), unreadable: 0 });
  });
  it('loses only the entries that cannot be read, and counts them', () => {
    fc.assert(fc.property(kept, fc.array(fc.anything(), { maxLength: 3 }), (state, strange) => {
      const stored = { ...encodeCase(state), pins: [...strange, ...state.pins, { pinId: 'x', places: [] }], savedPivots: 'gone' };
      const decoded = decodeCase(stored);
      expect(decoded).toMatchObject({ kind: 'case', unreadable: strange.length + 2 });
      expect(decoded.kind === 'case' && decoded.case).toEqual({ ...state, savedPivots: [] });
    }));
  });
  it('of a newer version is not read at all', () => {
    expect(decodeCase({ schemaVersion: 2, pins: [] })).toEqual({ kind: 'newer', version: 2 });
  });
  it('is never made of something else, whatever is stored', () => {
    fc.assert(fc.property(fc.anything(), (stored) => {
      expect(['case', 'newer']).toContain(decodeCase(stored).kind);
    }));
  });
});
