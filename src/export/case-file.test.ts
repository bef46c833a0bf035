import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timestampUs } from '../base/time';
import { PHASES, type Pin } from '../model/pin';
import { buildCaseJson, parseCaseJson, parseRecordsJsonl, recordsJsonl } from './case-file';
import { fixtureEvidence } from './report.fixture';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const place = fc.record({ evidenceSha256: hash, evidenceName: text, line: fc.nat(), byteOffset: fc.nat(), byteLength: fc.nat(), recordHash: hash });
const pins: fc.Arbitrary<Pin[]> = fc.array(
  fc.record({
    pinId: fc.uuid(), places: fc.array(place, { minLength: 1, maxLength: 3 }), note: text, tags: fc.array(text, { maxLength: 3 }),
    phase: fc.constantFrom(undefined, ...PHASES), pinnedAtMs: fc.nat(),
  }),
  { maxLength: 3 },
);
const savedPivots = fc.array(fc.record({ pivotId: fc.uuid(), name: text, description: text, view: text, savedAtMs: fc.nat() }), { maxLength: 2 });
const evidence = [fixtureEvidence('a\u202egz.log'), fixtureEvidence('unread.log', { sha256: undefined })];
const savedAt = timestampUs(1_655_467_274_222_991n);

describe('case.json', () => {
  it('comes back as it was, for any pins', () => {
    fc.assert(
      fc.property(pins, savedPivots, text, (somePins, somePivots, caseName) => {
        const parsed = parseCaseJson(buildCaseJson({ caseName, toolVersion: '0.1.0', savedAt, evidence, pins: somePins, savedPivots: somePivots }));
        if (!parsed.ok) throw new Error(parsed.error);
        expect(parsed.value).toMatchObject({ caseName, toolVersion: '0.1.0', savedAt: '2022-06-17T12:01:14.222991Z', savedPivots: somePivots });
        expect(parsed.value.pins).toEqual(somePins);
        expect(parsed.value.evidence.map((file) => file.name)).toEqual(['a\u202egz.log']);
      }),
    );
  });
  it('says why a file is no case it can open', () => {
    const error = (json: string) => {
      const parsed = parseCaseJson(json);
      return parsed.ok ? '' : parsed.error;
    };
    expect(error('PK')).toContain('not JSON');
    expect(error('{}')).toContain('no schema version');
    expect(error('{"schemaVersion":2}')).toContain('newer Kubewitness');
    expect(error('{"schemaVersion":1,"toolVersion":"0.1.0","savedAt":"","caseName":"","evidence":[],"pins":[{"pinId":"a"}],"savedPivots":[]}')).toContain('pins.0.places');
  });
});

describe('records.jsonl', () => {
  it('keeps every byte, in ASCII, one record a line', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ place, bytes: fc.oneof(fc.uint8Array(), text.map((t) => new TextEncoder().encode(`\ufeff${t}`))) })), (records) => {
        const jsonl = recordsJsonl(records);
        expect(jsonl).toMatch(/^[\x20-\x7e\n]*$/);
        expect(jsonl.split('\n')).toHaveLength(records.length + 1);
        expect(parseRecordsJsonl(jsonl)).toEqual({ ok: true, value: records });
      }),
    );
  });
  it('names the line that is no record', () => {
    expect(parseRecordsJsonl('\n{"line":1}\n')).toMatchObject({ ok: false, error: expect.stringContaining('line 2') });
  });
});
