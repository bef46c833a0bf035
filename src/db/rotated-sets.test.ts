import { expect, it } from 'vitest';
import { rotatedSets } from './rotated-sets';

const order = (...paths: readonly (string | readonly [parentId: number, path: string])[]): string[] => {
  const files = paths.map((path, i) => (typeof path === 'string' ? { evidenceId: i, parentId: null, path } : { evidenceId: i, parentId: path[0], path: path[1] }));
  return rotatedSets(files).map(({ evidenceId, order: place }) => `${place} ${files[evidenceId]?.path ?? ''}`);
};

it('puts a rotated set in order, whatever is packed, the live log last', () => {
  expect(order('logs/audit.log', 'logs/audit-2025-01-02T04-04-05.678.log', 'logs/audit-2025-01-02T03-04-05.678.log.gz')).toEqual([
    '0 logs/audit-2025-01-02T03-04-05.678.log.gz', '1 logs/audit-2025-01-02T04-04-05.678.log', '2 logs/audit.log',
  ]);
  expect(order('audit-2025-01-02T03-04-05.678', 'audit')).toEqual(['0 audit-2025-01-02T03-04-05.678', '1 audit']);
});

it('keeps folders, archives and logs of other names apart', () => {
  expect(order('a/audit.log', 'b/audit-2025-01-02T03-04-05.678.log')).toEqual([]);
  expect(order([1, 'x/audit.log'], [2, 'x/audit-2025-01-02T03-04-05.678.log'])).toEqual([]);
  expect(order('audit.log', 'other-2025-01-02T03-04-05.678.log')).toEqual([]);
  expect(order('audit.log', 'audit-2025.log')).toEqual([]);
});

it('makes no set of files with one name', () => {
  expect(order('audit.log', 'audit.log')).toEqual([]);
  expect(order('audit.log', 'audit.log', 'audit-2025-01-02T03-04-05.678.log')).toEqual([]);
});
