/**
 * What the evidence suggests about the cluster's addresses. Only a suggestion: a stolen token would teach the address of
 * its thief, so nothing here is used until the responder says so.
 */
import { countOf } from '../base/number';
import type { ClusterRange } from '../model/cluster-range';
import { goAddressText, isLoopback, isUnroutable } from './address-tests';

export interface PeerFacts {
  readonly peer: string;
  readonly requests: number;
  /** Distinct names of nodes, pods, control-plane components and people that came from there. */
  readonly nodes: number;
  readonly pods: number;
  readonly components: number;
  readonly people: number;
  /** Requests that brought claimed addresses. */
  readonly forwarded: number;
}

export interface RangeProposal extends ClusterRange {
  readonly reason: string;
}

const FEWEST_NODES = 2;
const FEWEST_PODS = 3;
const FEWEST_PEOPLE = 5;

/** `10.244.3.7` → `10.244.0.0/16`; undefined for what is no IPv4 address. */
function around(address: string, bytes: 2 | 3): string | undefined {
  const parts = address.split('.');
  return parts.length === 4 ? [...parts.slice(0, bytes), ...Array<string>(4 - bytes).fill('0')].join('.') + `/${bytes * 8}` : undefined;
}

function gathered(rows: readonly PeerFacts[], bytes: 2 | 3): ReadonlyMap<string, readonly PeerFacts[]> {
  const groups = new Map<string, PeerFacts[]>();
  for (const row of rows) {
    const range = around(row.peer, bytes) ?? row.peer;
    groups.set(range, [...(groups.get(range) ?? []), row]);
  }
  return groups;
}

export function proposeRanges(facts: readonly PeerFacts[]): RangeProposal[] {
  const rows = facts.filter(({ peer }) => goAddressText(peer) === peer && !isLoopback(peer));
  const inside = rows.filter(({ peer }) => isUnroutable(peer));
  const proposals: RangeProposal[] = [];
  for (const [text, peers] of gathered(inside.filter((row) => row.nodes > 0), 3)) {
    if (peers.length >= FEWEST_NODES) proposals.push({ kind: 'nodes', text, reason: `${countOf(peers.length, 'address', 'addresses')} in it used the identity of a node.` });
  }
  // Pods on the host's network call from the address of their node.
  const ofNodes = new Set(proposals.map(({ text }) => text));
  const ofPods = inside.filter((row) => row.pods > 0 && row.nodes === 0 && !ofNodes.has(around(row.peer, 3) ?? ''));
  for (const [text, peers] of gathered(ofPods, 2)) {
    const pods = peers.reduce((sum, row) => sum + row.pods, 0);
    if (pods >= FEWEST_PODS && peers.length >= FEWEST_PODS) proposals.push({ kind: 'pods', text, reason: `${countOf(pods, 'pod')} used a token from ${countOf(peers.length, 'address', 'addresses')} in it.` });
  }
  for (const row of rows.filter(({ components }) => components > 0)) {
    proposals.push({ kind: 'control-plane', text: row.peer, reason: `${countOf(row.components, 'control-plane component')} called from it.` });
  }
  for (const row of rows.filter(({ people, forwarded, requests }) => people >= FEWEST_PEOPLE && forwarded * 20 < requests)) {
    proposals.push({ kind: 'load-balancers', text: row.peer, reason: `${countOf(row.people, 'person', 'people')} came from this one address.` });
  }
  for (const row of rows.filter(({ people, forwarded, requests }) => people >= 2 && forwarded * 20 >= requests * 19)) {
    proposals.push({ kind: 'proxies', text: row.peer, reason: `It adds claimed addresses to nearly every request, for ${countOf(row.people, 'person', 'people')}.` });
  }
  return proposals;
}
