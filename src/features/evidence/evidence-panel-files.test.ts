import { describe, expect, it } from 'vitest';
import { timestampUs } from '../../base/time';
import { coverageOf, listFiles, stateOfFile, totalsOf, type EvidenceFile } from './evidence-panel-files';

const file = (evidence_id: number, part: Partial<EvidenceFile> = {}): EvidenceFile => ({
  evidence_id, name: `audit-${evidence_id}.log`, path: null, bytes: 10, sha256: `${evidence_id}f`, format: 'json-lines', container: 'none', events: 1, issues: 0, duplicates: 0,
  falco_alerts: 0, kubelet_entries: 0, audit_policies: 0, offset_us: 0n, source: null, parent_name: null, first_us: timestampUs(BigInt(evidence_id * 100)), last_us: timestampUs(BigInt(evidence_id * 100 + 50)), ...part,
});
const ids = (files: readonly EvidenceFile[]): number[] => files.map((one) => one.evidence_id);

describe('the evidence list', () => {
  const files = [file(10), file(9, { issues: 4, path: 'node-a/audit-9.log' }), file(2, { events: 7, first_us: null, last_us: null })];

  it('is in the order asked for, numbers by value and absent times last', () => {
    expect(ids(listFiles(files, '', 'added'))).toEqual([2, 9, 10]);
    expect(ids(listFiles([file(10), file(9)], '', 'name'))).toEqual([9, 10]);
    expect(ids(listFiles(files, '', 'events'))[0]).toBe(2);
    expect(ids(listFiles(files, '', 'issues'))[0]).toBe(9);
    expect(ids(listFiles(files, '', 'first'))).toEqual([9, 10, 2]);
  });
  it('is searched by path, name, hash and format', () => {
    expect(ids(listFiles(files, 'NODE-A', 'added'))).toEqual([9]);
    expect(ids(listFiles(files, '10f', 'added'))).toEqual([10]);
    expect(listFiles(files, 'nothing', 'added')).toEqual([]);
  });
  it('sums up, and counts the bytes of an archive once', () => {
    const totals = totalsOf([...files, file(11, { parent_name: 'set.tar.gz', bytes: 999 })]);
    expect(totals).toMatchObject({ bytes: 30, events: 10, issues: 4, firstUs: 900n, lastUs: 1150n });
  });
  it('says where in time a file lies', () => {
    const totals = totalsOf([file(1), file(2)]);
    expect(coverageOf(file(1), totals)).toEqual({ from: 0, to: 50 / 150 });
    expect(coverageOf(file(3, { first_us: null }), totals)).toBeUndefined();
    const one = file(1, { last_us: timestampUs(100n) });
    expect(coverageOf(one, totalsOf([one]))).toEqual({ from: 0, to: 1 });
  });
  it('tells the file that is being read from one that could not be', () => {
    const open = [file(1, { sha256: null }), file(2, { sha256: null })];
    expect(open.map((one) => stateOfFile(one, open, true))).toEqual(['unread', 'reading']);
    expect(open.map((one) => stateOfFile(one, open, false))).toEqual(['unread', 'unread']);
    expect(stateOfFile(file(1), [file(1)], true)).toBe('complete');
  });
});
