/** The likely command of requests, with the requests around them that belong to it. */
import { keepsQuery } from '../model/format-gaps';
import { isOutcome } from '../model/stage';
import type { AskedRequest } from '../trust/commands/asked-request';
import { explainRun } from '../trust/commands/explain-run';
import type { LikelyCommand } from '../trust/commands/likely-command';
import { commandRunsQuery } from './command-runs.query';
import { readRows, type RowOf } from './define-query';
import type { Engine, ReadOptions } from './engine';

/** Runs are asked for in portions: one long list of ids is one long statement. */
const PORTION = 500;

export interface FoundCommands {
  /** By request; a request that no rule speaks of has none. */
  readonly commands: ReadonlyMap<number, LikelyCommand>;
  /** Every request of the runs, for naming the members of a command. */
  readonly requests: ReadonlyMap<number, AskedRequest>;
}

/** `bodies` has what was sent with a request, where that is at hand: some commands stand in the body alone. */
export async function readCommands(engine: Engine, requestIds: readonly number[], options: ReadOptions = {}, bodies: ReadonlyMap<number, unknown> = new Map()): Promise<FoundCommands> {
  const commands = new Map<number, LikelyCommand>();
  const requests = new Map<number, AskedRequest>();
  for (let from = 0; from < requestIds.length; from += PORTION) {
    const rows = await readRows(engine, commandRunsQuery, { requestIds: requestIds.slice(from, from + PORTION) }, options);
    const asked = rows.map((row) => askedOf(row, bodies));
    for (const one of asked) requests.set(one.requestId, one);
    for (const run of runsOf(rows, asked)) for (const command of explainRun(run)) for (const id of command.requestIds) commands.set(id, command);
  }
  return { commands, requests };
}

type Row = RowOf<typeof commandRunsQuery.columns>;

/** Rows come run by run. */
function runsOf(rows: readonly Row[], asked: readonly AskedRequest[]): AskedRequest[][] {
  const runs: AskedRequest[][] = [];
  rows.forEach((row, i) => {
    const [before, one] = [rows[i - 1], asked[i]];
    if (one === undefined) return;
    if (before?.first_id === row.first_id && before.part === row.part) runs.at(-1)?.push(one);
    else runs.push([one]);
  });
  return runs;
}

const askedOf = (row: Row, bodies: ReadonlyMap<number, unknown>): AskedRequest => ({
  requestId: row.request_id, atUs: row.at_us, verb: row.verb, requestUri: row.request_uri, apiGroup: row.api_group, resource: row.resource, subresource: row.subresource,
  namespace: row.namespace, name: row.name, code: row.code, outcome: isOutcome(row.outcome) ? row.outcome : 'unknown', durationUs: row.duration_us,
  username: row.username, podName: row.pod_name, credentialId: row.credential_id, userAgent: row.user_agent, sourceIps: row.source_ips,
  queryLogged: row.format === null || keepsQuery(row.format), credentialPeers: row.credential_peers,
  ...(bodies.has(row.request_id) ? { body: bodies.get(row.request_id) } : {}),
});
