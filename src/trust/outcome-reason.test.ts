import { expect, test } from 'vitest';
import { decideOutcomeReason } from './outcome-reason';
import { OUTCOME_REASON_ROWS } from './outcome-reason.fixture';
import { OUTCOME_REASONS } from '../model/outcome-reason';

test.each(OUTCOME_REASON_ROWS)('%s: %s', (reason, _, override) => {
  expect(decideOutcomeReason({ stages: ['ResponseComplete'], code: 200, decision: 'allow', decisionReason: '', message: null, verb: 'get', subresource: null, ...override })).toBe(reason);
});

test('every reason is reached', () => {
  expect(OUTCOME_REASONS.filter((reason) => !OUTCOME_REASON_ROWS.some(([of]) => of === reason))).toEqual([]);
});
