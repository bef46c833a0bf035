import { expect, it } from 'vitest';
import { filterSentence } from '../model/filter';
import { createViewStore, type ViewStore } from '../state/view-store';
import { search, toggleClause } from './pivot';

const store = (): ViewStore => {
  let fragment = '';
  const write = (next: string): void => {
    fragment = next;
  };
  return createViewStore({ read: () => fragment, push: write, replace: write });
};
const shown = (view: ViewStore): string => filterSentence(view.getState().view.filter);

it('a search typed with pauses is one step to undo', () => {
  const view = store();
  const before = shown(view);
  search({ view }, 'sec');
  search({ view }, 'secrets', 'drag');
  // Enter, after a pause had asked for it already.
  search({ view }, 'secrets');
  expect(shown(view)).toBe('contains secrets');
  view.undo();
  expect(shown(view)).toBe(before);
});

it('the same search again switches on what was switched off', () => {
  const view = store();
  search({ view }, 'secrets');
  toggleClause({ view }, 0);
  search({ view }, 'secrets');
  expect(view.getState().view.filter.clauses).toEqual([{ kind: 'search', text: 'secrets', negated: false, enabled: true }]);
});
