/** The manifest a report carries: every hash it rests on, for a program to read. */
import { formatTimestamp } from '../base/time';
import { asciiJson, type JsonValue } from './ascii-json';
import type { Report } from './report';

/** ASCII JSON, one evidence file and one record a line. */
export function reportHashes(report: Report): string {
  const list = (values: readonly JsonValue[]) => (values.length === 0 ? '[]' : `[\n${values.map((value) => `    ${asciiJson(value)}`).join(',\n')}\n  ]`);
  const evidence = report.evidence.map((file) => ({ name: file.name, bytes: file.bytes, sha256: file.sha256 ?? null }));
  const records = report.entries.flatMap((entry) =>
    entry.records.map(({ place }) => ({
      entry: entry.number,
      evidence_sha256: place.evidenceSha256,
      line: place.line,
      byte_offset: place.byteOffset,
      byte_length: place.byteLength,
      record_sha256: place.recordHash,
    })),
  );
  return `{
  "case": ${asciiJson(report.caseName)},
  "made_at": ${asciiJson(formatTimestamp(report.madeAt))},
  "tool": ${asciiJson(`Kubewitness ${report.toolVersion}`)},
  "evidence": ${list(evidence)},
  "records": ${list(records)}
}`;
}
