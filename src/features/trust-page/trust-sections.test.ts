import { describe, expect, it } from 'vitest';
import { LEDGER_FIELDS } from '../../trust/field-ledger';
import { TEST_IDS } from '../../trust/tests';
import { findSections, TRUST_SECTIONS } from './trust-sections';

const rowsOf = (query: string): string[] => findSections(TRUST_SECTIONS, query).flatMap((section) => section.rows.map((row) => row.id));

describe('how Kubewitness decides', () => {
  it('shows every field once, every test and every mark', () => {
    const rows = TRUST_SECTIONS.flatMap((section) => section.rows);
    expect(rows.flatMap((row) => (row.kind === 'field' ? [row.field] : [])).sort()).toEqual([...LEDGER_FIELDS].sort());
    expect(rows.flatMap((row) => (row.kind === 'test' ? [row.test.id] : []))).toEqual(TEST_IDS);
    expect(rows.filter((row) => row.kind === 'mark')).toHaveLength(7);
  });
  it('has an address for every row and section, each once', () => {
    const ids = TRUST_SECTIONS.flatMap((section) => [section.id, ...section.rows.map((row) => row.id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('is searched word by word, in any order', () => {
    expect(rowsOf('peer ip')).toContain('field-peer_ip');
    expect(rowsOf('IP PEER')).toContain('field-peer_ip');
    expect(rowsOf('kubectl proxy')).toContain('test-S2');
    expect(rowsOf('no such words')).toEqual([]);
  });
  it('keeps the heading over parts that have something, and no empty one', () => {
    const found = findSections(TRUST_SECTIONS, 'field peer_ip tcp connection').map((section) => section.id);
    expect(found).toEqual([]);
    expect(findSections(TRUST_SECTIONS, 'TCP connection').map((section) => section.id)).toEqual(['fields', 'fields-where']);
  });
});
