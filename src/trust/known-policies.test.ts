import { expect, test } from 'vitest';
import { evaluatorOf } from './known-policies';

const document = (user: string): string => JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata', users: [user] }] });

test('a document is read once, and each document by itself', () => {
  expect(evaluatorOf(document('ann'))).toBe(evaluatorOf(document('ann')));
  expect(evaluatorOf(document('ann'))).not.toBe(evaluatorOf(document('bob')));
  expect(evaluatorOf('{}').ok).toBe(false);
});

test('what was not asked for the longest is forgotten, what is asked for all the time is not', () => {
  const [often, once] = [evaluatorOf(document('often')), evaluatorOf(document('once'))];
  for (let i = 0; i < 80; i += 1) {
    evaluatorOf(document(`other-${i}`));
    evaluatorOf(document('often'));
  }
  expect(evaluatorOf(document('often'))).toBe(often);
  expect(evaluatorOf(document('once'))).not.toBe(once);
});
