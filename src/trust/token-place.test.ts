import { expect, it } from 'vitest';
import { tokenPlace, type TokenPlace, type TokenUse } from './token-place';

const USE: TokenUse = { podName: 'api-1', nodeName: 'w1', kinds: [], peerNode: null, podsStated: false, isLater: false };

it.each<[why: string, use: Partial<TokenUse>, away: TokenPlace['away'] | undefined]>([
  ['its own node', { peerNode: 'w1' }, 'no'],
  ['its own node, whatever was stated', { peerNode: 'w1', podsStated: true }, 'no'],
  ['another node', { peerNode: 'w2' }, 'yes'],
  ['another node, in the range of nodes', { peerNode: 'w2', kinds: ['nodes'] }, 'yes'],
  ['a node, where the server wrote no node into the token', { nodeName: null, peerNode: 'w2', kinds: ['nodes'] }, 'no'],
  ['a pod', { kinds: ['pods'], podsStated: true }, 'no'],
  ['a load balancer', { kinds: ['load-balancers'], podsStated: true }, 'not known'],
  ['the control plane', { kinds: ['control-plane'], podsStated: true }, 'not known'],
  ['nowhere in the cluster', { podsStated: true }, 'yes'],
  ['the first address, nothing stated', {}, 'not known'],
  ['a second address, nothing stated', { isLater: true }, 'yes'],
  ['a token of a node', { podName: null, peerNode: 'w2' }, 'yes'],
  ['bound to nothing: no address is wrong', { podName: null, nodeName: null, podsStated: true, isLater: true }, undefined],
])('%s', (_, use, away) => {
  expect(tokenPlace({ ...USE, ...use })?.away).toBe(away);
});
