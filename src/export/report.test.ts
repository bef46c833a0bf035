import { describe, expect, it } from 'vitest';
import { must } from '../base/assert';
import { formatTimestamp } from '../base/time';
import { incidentEntries, incidentInput } from './incident.fixture';
import { buildReport } from './report';

describe('buildReport', () => {
  it('puts entries in time order with the gaps between them', () => {
    const report = buildReport(incidentInput({ entries: [...incidentEntries()].reverse() }));
    expect(report.entries.map((entry) => [entry.number, entry.gap])).toEqual([
      [1, undefined], [2, '4 min 12 s later'], [3, '50.134 s later'], [4, '307.409 ms later'], [5, '9 min 40 s later'], [6, '2 h 3 min later'],
    ]);
  });
  it('keeps a pin whose evidence is not loaded, with its place, and its time from its own record', () => {
    const [first, second] = incidentEntries();
    const entries = [{ ...must(first, 'entry'), request: undefined, rawRecords: [] }, { ...must(second, 'entry'), request: undefined }];
    const report = buildReport(incidentInput({ entries }));
    expect(report.entries.map((entry) => entry.at && formatTimestamp(entry.at))).toEqual(['2022-06-17T12:05:26.870112Z', undefined]);
    expect(report.entries[1]?.records[0]).toMatchObject({ text: undefined, caution: expect.stringContaining('not at hand') });
    expect(report.entries[0]?.records).toHaveLength(3);
  });
  it('says when the text is not exactly the bytes', () => {
    const entry = must(incidentEntries()[0], 'entry');
    const raw = must(entry.rawRecords[0], 'record');
    const cautionOf = (bytes: Uint8Array) => buildReport(incidentInput({ entries: [{ ...entry, rawRecords: [{ ...raw, bytes }] }] })).entries[0]?.records[0]?.caution;
    expect(cautionOf(raw.bytes)).toBeUndefined();
    expect(cautionOf(raw.bytes.map((byte, i) => (i === 40 ? 0xff : byte)))).toContain('not UTF-8');
    expect(cautionOf(raw.bytes.slice(1))).toContain('bytes were read where');
  });
  it('cuts the raw record where the verdict changes, and puts it together again', () => {
    const record = must(buildReport(incidentInput()).entries[1]?.records[0], 'record');
    expect(record.marked.map((part) => part.text).join('')).toBe(record.text);
    expect(record.marked.find((part) => part.text.includes('desrever'))?.verdict).toBe('claimed');
  });
});
