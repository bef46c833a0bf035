/**
 * Judges the user agents and the TCP peers of the evidence, each once: the functions of `src/trust` say what one value
 * means, the SQL of the tests joins it to the requests. Peers are judged anew when the responder's ranges change.
 */
import { isRangeKind, type ClusterRange } from '../model/cluster-range';
import { isLoopback } from '../trust/address-tests';
import { marksOfAgent } from '../trust/agent-tests';
import { rangeFinder } from '../trust/cluster-ranges';
import { arrowStream, int32Column, textColumn } from './arrow-batch';
import { defineQuery, number, readRows, text } from './define-query';
import type { Engine } from './engine';
import { fixedSql } from './sql';

export const agentsQuery = defineQuery({
  name: 'user agents',
  example: undefined,
  sql: () => fixedSql('SELECT text_key AS k, text AS t FROM texts WHERE text_key IN (SELECT DISTINCT agent_key FROM event_all)'),
  columns: { k: number, t: text },
});

export const peersQuery = defineQuery({
  name: 'TCP peers',
  example: undefined,
  sql: () => fixedSql('SELECT text_key AS k, text AS t FROM texts WHERE text_key IN (SELECT DISTINCT peer_key FROM address_lists)'),
  columns: { k: number, t: text },
});

export const clusterRangesQuery = defineQuery({
  name: 'ranges of the cluster',
  example: undefined,
  sql: () => fixedSql('SELECT kind, range FROM cluster_ranges ORDER BY kind, range'),
  columns: { kind: text, range: text },
});

export async function readClusterRanges(engine: Engine): Promise<ClusterRange[]> {
  return (await readRows(engine, clusterRangesQuery, undefined)).flatMap(({ kind, range }) => (isRangeKind(kind) ? [{ kind, text: range }] : []));
}

/** What the responder knows from here on; the tests are run anew by whoever calls this. */
export async function writeClusterRanges(engine: Engine, ranges: readonly ClusterRange[]): Promise<void> {
  await engine.run('TRUNCATE cluster_ranges');
  if (ranges.length === 0) return;
  await engine.append('cluster_ranges', arrowStream([
    ['kind', textColumn(ranges.map(({ kind }) => kind))],
    ['range', textColumn(ranges.map((range) => range.text))],
  ]));
}

const keys = (rows: readonly { readonly key: number }[]) => int32Column(Int32Array.from(rows, ({ key }) => key));

export async function judgeValues(engine: Engine): Promise<void> {
  const agents = (await readRows(engine, agentsQuery, undefined)).flatMap(({ k, t }) => marksOfAgent(t).map((mark) => ({ key: k, ...mark })));
  const kindsOf = rangeFinder(await readClusterRanges(engine));
  const peers = (await readRows(engine, peersQuery, undefined)).flatMap(({ k, t }) =>
    [...(isLoopback(t) ? ['loopback'] : []), ...kindsOf(t)].map((kind) => ({ key: k, kind })));
  await engine.run('TRUNCATE agent_marks; TRUNCATE peer_marks;');
  if (agents.length > 0) {
    await engine.append('agent_marks', arrowStream([
      ['agent_key', keys(agents)], ['mark', textColumn(agents.map(({ mark }) => mark))], ['detail', textColumn(agents.map(({ detail }) => detail))],
    ]));
  }
  if (peers.length > 0) await engine.append('peer_marks', arrowStream([['peer_key', keys(peers)], ['kind', textColumn(peers.map(({ kind }) => kind))]]));
}
