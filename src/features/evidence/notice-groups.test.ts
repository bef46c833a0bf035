import { expect, it } from 'vitest';
import { shownNotices, type LoadNotice } from '../../state/jobs-store';
import { groupNotices } from './notice-groups';

const notice = (id: string, kind?: 'no-events' | 'unreadable'): LoadNotice => ({
  id, tone: 'warning', title: `title ${id}`, detail: `detail ${id}`, about: kind === undefined ? undefined : { kind, file: `${id}.log`, reason: `reason ${id}.` },
});

it('several files with the same trouble are one notice that lists them', () => {
  const groups = groupNotices([notice('a', 'no-events'), notice('b', 'no-events'), notice('x'), notice('c', 'no-events'), notice('d', 'unreadable')]);
  expect(groups.map(({ title }) => title)).toEqual(['title d', 'No audit events in 3 files', 'title x']);
  expect(groups[1]).toMatchObject({ ids: ['c', 'b', 'a'], files: [{ name: 'a.log', detail: 'reason a.' }, { name: 'b.log', detail: 'reason b.' }, { name: 'c.log', detail: 'reason c.' }] });
  expect(groups[0]).toMatchObject({ ids: ['d'], files: [], detail: 'detail d' });
});

it('other notices stay apart', () => {
  expect(groupNotices([notice('x'), notice('y')]).map(({ key }) => key)).toEqual(['y', 'x']);
  expect(groupNotices([])).toEqual([]);
});

it('what is laid aside is no longer over the page', () => {
  const [a, b] = [notice('a'), notice('b')];
  expect(shownNotices({ notices: [a, b], asideNotices: ['a'] })).toEqual([b]);
});
