import { expect, it } from 'vitest';
import { besideReason, sinceRequest } from './beside-words';

it('says when it was seen, from the arrival of the request', () => {
  expect(sinceRequest(412_000n)).toMatch(/^412.* ms after$/);
  expect(sinceRequest(-3_000_000n)).toMatch(/^3.* s before$/);
  expect(sinceRequest(0n)).toBe('at its arrival');
});

it('says what joins them', () => {
  expect(['request', 'object', 'actor'].map(besideReason)).toEqual(['names its audit ID', 'about the same pod', 'in the pod that made the request']);
});
