import { expect, it } from 'vitest';
import { laneChoice, LANE_FIELDS } from './lane-fields';

it('lanes are fields with one value', () => {
  expect(LANE_FIELDS).toContain('username');
  expect(LANE_FIELDS).not.toContain('claimed_ip');
  expect(laneChoice('username', true)).toEqual({ field: 'username', note: undefined });
  expect(laneChoice('stage', false).field).toBe('username');
});

it('the lens takes the peer in place of what is claimed, and says so', () => {
  expect(laneChoice('user_agent', false)).toEqual({ field: 'user_agent', note: undefined });
  expect(laneChoice('user_agent', true)).toMatchObject({ field: 'credential_id' });
  expect(laneChoice('user_agent', true).note).toContain('user agent');
  expect(laneChoice('claimed_ip', true).field).toBe('peer_ip');
  expect(laneChoice('claimed_ip', false).note).toContain('claimed IPs');
});
