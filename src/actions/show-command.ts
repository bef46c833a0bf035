/**
 * A likely command is worked out where somebody looks and is stored nowhere, so the list cannot be filtered by it. What can be filtered
 * by is what makes the requests of a command belong together: one caller, from its first request to its last.
 */
import { readCommands } from '../db/read-commands';
import { timestampUs } from '../base/time';
import { exactly, NONE, type FilterClause, type FilterValue } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import { tell } from './tell';
import type { Workbench } from './workbench';

const valueOf = (text: string | null): FilterValue => (text === null ? NONE : exactly(text));

/** Shows the requests that the command of a request is made of: those of its caller in its time. */
export async function showRequestsOfCommand(workbench: Workbench, requestId: number): Promise<void> {
  const { commands, requests } = await readCommands(workbench.engine, [requestId]);
  const members = (commands.get(requestId)?.requestIds ?? [requestId]).flatMap((id) => requests.get(id) ?? []);
  const [first] = members;
  const times = members.flatMap(({ atUs }) => (atUs === null ? [] : [atUs])).sort((a, b) => (a < b ? -1 : Number(a > b)));
  const [from, to] = [times[0], times.at(-1)];
  if (first === undefined || from === undefined || to === undefined) {
    tell(workbench, { tone: 'warning', title: 'The requests of this command could not be shown', detail: 'They have no time in this evidence. The filter is as it was.' });
    return;
  }
  const is = (field: PivotField, value: FilterValue): FilterClause => ({ kind: 'field', field, negated: false, values: [value], enabled: true });
  workbench.view.change({
    tab: 'requests',
    filter: {
      clauses: [is('username', valueOf(first.username)), is('credential_id', valueOf(first.credentialId)), is('user_agent', valueOf(first.userAgent)), is('peer_ip', valueOf(first.sourceIps?.at(-1) ?? null))],
      range: { fromUs: timestampUs(from), toUs: timestampUs(to + 1n) },
    },
  });
}
