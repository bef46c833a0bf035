import { describe, expect, it } from 'vitest';
import { matchText } from './match-text';

const order = (query: string, texts: readonly string[]): string[] =>
  texts
    .map((text) => ({ text, match: matchText(query, text) }))
    .filter(({ match }) => match !== undefined)
    .sort((a, b) => (b.match?.score ?? 0) - (a.match?.score ?? 0))
    .map(({ text }) => text);

describe('what was typed', () => {
  it('is nearer the earlier it stands', () => {
    expect(order('time', ['Sometimes', 'Show the Timeline', 'Timeline', 'time', 'Theme'])).toEqual(['time', 'Timeline', 'Show the Timeline', 'Sometimes']);
  });
  it('is found word by word, in any order', () => {
    expect(matchText('theme dark', 'Theme: dark')).toBeDefined();
    expect(matchText('dark theme', 'Theme: dark')?.ranges).toEqual([[0, 5], [7, 11]]);
    expect(matchText('dark lens', 'Theme: dark')).toBeUndefined();
  });
  it('may be initials, but not one letter', () => {
    expect(matchText('osi', 'Open the sample incident')?.ranges).toEqual([[0, 1], [9, 10], [16, 17]]);
    expect(matchText('z', 'Open the sample incident')).toBeUndefined();
  });
  it('finds by synonyms, after what is found by name', () => {
    const byName = matchText('export', 'Export as CSV');
    const byWord = matchText('export', 'Save the report', 'export download');
    expect(byWord).toBeDefined();
    expect(byName?.score).toBeGreaterThan(byWord?.score ?? Infinity);
    expect(byWord?.ranges).toEqual([]);
  });
  it('is everything when nothing was typed', () => {
    expect(matchText('  ', 'Undo')).toEqual({ score: 0, ranges: [] });
  });
  it('marks nothing where lower case has another length', () => {
    expect(matchText('x', 'İx')?.ranges).toEqual([]);
  });
});
