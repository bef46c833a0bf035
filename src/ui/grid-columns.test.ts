import { expect, test } from 'vitest';
import { clampWidth, columnGeometry, dropIndex, nextSort, type GridColumn } from './grid-columns';

const column = (id: string, width: number, grow?: number): GridColumn => ({ id, header: id, label: id, width, minWidth: 48, sortable: true, grow });

test('columns become tracks; the dragged one has its new width', () => {
  const columns = [column('time', 134), column('object', 200, 3)];
  expect(columnGeometry(columns)).toEqual({ template: '134px minmax(200px, 3fr)', width: 334 });
  expect(columnGeometry(columns, { id: 'time', width: 100 })).toEqual({ template: '100px minmax(200px, 3fr)', width: 300 });
  // What is dragged has the width of the hand and no more.
  expect(columnGeometry(columns, { id: 'object', width: 90 })).toEqual({ template: '134px 90px', width: 224 });
});

test('a width stays between the least and the most', () => {
  expect(clampWidth(column('a', 100), 3)).toBe(48);
  expect(clampWidth(column('a', 100), 99_999)).toBe(1200);
});

test('a dropped column lands where the line showed', () => {
  const edges = [0, 100, 200].map((left) => ({ left, width: 100 }));
  expect(dropIndex(edges, 10, 2)).toBe(0);
  expect(dropIndex(edges, 160, 0)).toBe(1);
  expect(dropIndex(edges, 299, 0)).toBe(2);
  expect(dropIndex(edges, 120, 1)).toBe(1);
});

test('pressing a header twice turns the order round', () => {
  const once = nextSort(undefined, 'time');
  expect(once.direction).toBe('ascending');
  expect(nextSort(once, 'time').direction).toBe('descending');
  expect(nextSort(once, 'user')).toEqual({ columnId: 'user', direction: 'ascending' });
});
