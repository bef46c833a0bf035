import { expect, it } from 'vitest';
import { TEST_IDS } from '../../trust/tests';
import { sortFindings } from './sort-findings';

it('puts contradictions before warnings before notes, and more before fewer; nothing is left out', () => {
  const rows = [
    { test_id: 'S1', requests: 900, all_requests: 900 }, { test_id: 'I1', requests: 5, all_requests: 5 }, { test_id: 'I7', requests: 7, all_requests: 9 },
    { test_id: 'A2', requests: 1, all_requests: 4 }, { test_id: 'R1', requests: 0, all_requests: 4 },
  ];
  const { fired, elsewhere, silent, untested } = sortFindings(rows);
  expect(fired.map(({ test }) => test.id)).toEqual(['A2', 'I7', 'I1', 'S1']);
  expect(elsewhere.map(({ test }) => test.id)).toEqual(['R1']);
  expect([...fired, ...elsewhere].length + silent.length + untested.length).toBe(TEST_IDS.length);
  expect(untested).toContain('P1');
  expect(silent).not.toContain('P1');
});
