/** Reports whose every string is chosen by an attacker, for property tests of the renderers. */
import fc from 'fast-check';
import type { ReportInput } from './report';
import { fixtureEvidence, type FixtureRow } from './report.fixture';
import { incidentEntries, incidentInput, incidentRows } from './incident.fixture';

/** `evil` in every attempt, so that a test can look for it where only the tool's own markup may be. */
const ATTEMPTS = [
  '<evil>', '</bdi></p><evil evil=1>', '" evil="1', "' evil='1", '--><evil>', '</style><evil>', '</pre></details><evil>', '<!--evil', '&lt;evil&gt;', '<script>evil()</script>',
  '`<evil>`', '```\n<evil>', '](https://evil.example)', 'https://evil.example', '| evil |', '\n\n# evil', '\r\nevil,', '=evil()', '+evil', '@evil', '"', '\u202eevil', '\u001b[2Jevil', '\ud800evil', '\u2028evil', '\0',
];

export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ATTEMPTS) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) }), { maxLength: 4 })
  .map((parts) => parts.join(''));

export const hostileInput: fc.Arbitrary<ReportInput> = fc.array(hostileText, { minLength: 17, maxLength: 17 }).map((texts) => {
  const text = (i: number) => texts[i] ?? '';
  const rows = incidentRows().map((row): FixtureRow => ({
    ...row, user: text(0), verb: text(1), stage: row.stage === 'RequestReceived' ? row.stage : text(2), object: row.object.map((part) => part && `${part}${text(3)}`),
    auditID: text(4), userAgent: text(5), sourceIPs: [text(6), text(7)], requestURI: text(8), message: text(9), groups: [text(10)],
    extra: { [text(11)]: [text(12)] }, annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': text(13), [text(14)]: text(15) },
  }));
  const signals = [{ testId: text(1), field: text(2), verdict: text(3), explanation: text(4) }];
  const entries = incidentEntries(rows).map((entry, i) => ({
    ...entry,
    request: i === 2 || entry.request === undefined ? undefined : { ...entry.request, signals },
    pin: {
      ...entry.pin, note: text(16), tags: [text(0), text(5)],
      places: entry.pin.places.map((place) => ({ ...place, evidenceName: text(8), recordHash: text(9), evidenceSha256: text(10) })),
    },
  }));
  return incidentInput({
    caseName: text(16), filter: text(15), toolVersion: text(14), entries,
    evidence: [fixtureEvidence(text(13), { format: text(12), container: text(11), source: text(10) })],
    policyPeriods: [{ place: { sha256Prefix: '0'.repeat(16), byteOffset: 1, nth: 0 }, evidenceName: text(13), fromUs: null }],
    issueCounts: [{ kind: text(9), count: 1 }],
  });
});
