import { expect, test } from 'vitest';
import { pivotFieldNames } from '../model/pivot-field';
import { isLedgerField } from './field-ledger';
import { lensField, lensNote } from './lens-field';
import { facts } from './request.fixture';
import { verdictFor } from './verdict';
import { verdictOfPivot, verdictOfPivotValue } from './value-verdict';

test('a value that decides its verdict by itself has the one it has in a request', () => {
  expect(verdictOfPivotValue('username', 'system:anonymous')).toEqual(verdictFor('username', facts({ username: 'system:anonymous' })));
  expect(verdictOfPivotValue('username', 'system:anonymous')?.verdict).toBe('observed');
  expect(verdictOfPivotValue('username', 'alice')?.verdict).toBe('authenticated');
  expect(verdictOfPivotValue('outcome', 'unknown')).toEqual(verdictFor('outcome', facts({ outcome: 'unknown' })));
  expect(verdictOfPivotValue('peer_ip', 'not an address')?.verdict).toBe('unverifiable');
  expect(verdictOfPivotValue('claimed_ip', 'not an address')?.verdict).toBe('contradicted');
});

test('an effective user is no more than claimed where requests are not looked at one by one', () => {
  expect(verdictOfPivot('effective_username')?.verdict).toBe('claimed');
  expect(verdictOfPivotValue('effective_username', 'system:anonymous')?.verdict).toBe('claimed');
});

test('where single requests can differ, that is said', () => {
  expect(verdictOfPivotValue('username', 'alice')?.reason).toMatch(/A single request can say otherwise/);
  expect(verdictOfPivotValue('verb', 'get')?.reason).not.toMatch(/single request/);
});

test('every field of the ledger has a verdict, and no other', () => {
  for (const field of pivotFieldNames) expect(verdictOfPivot(field) !== undefined, field).toBe(isLedgerField(field));
});

test('the lens takes the credential for the user agent and the peer for the rest', () => {
  expect(lensField('user_agent')).toBe('credential_id');
  expect(lensField('claimed_ip')).toBe('peer_ip');
  expect(lensField('effective_username')).toBe('username');
  expect(lensNote('effective_username')).toBe('The lens is on: effective user can be the caller’s word, so user, which the server checked, is used instead.');
  expect(lensField('username')).toBe('username');
  expect(lensNote('username')).toBeUndefined();
  expect(lensNote('user_agent')).toContain('credential-id, which the server checked');
});
