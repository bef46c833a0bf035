/** Which audit policy was in force when: stated by the responder, kept in the case, and taken along by a link. */
import { err, ok, type Result } from '../base/result';
import { parseTimestamp } from '../base/time';
import { formatCount } from '../base/number';
import { placeOfPolicy, type PolicyRow } from '../db/audit-policies.query';
import { inOrder, isSamePlace, MOST_PERIODS, samePeriods, type PolicyPeriod } from '../model/policy-period';
import type { CaseStorage } from './case-storage';
import { tell } from './tell';
import type { Workbench } from './workbench';

type Stating = Pick<Workbench, 'cases'>;

const periodOf = (row: PolicyRow, fromUs: PolicyPeriod['fromUs']): PolicyPeriod => ({ place: placeOfPolicy(row), evidenceName: row.evidence_name, fromUs });

const state = (workbench: Stating, period: PolicyPeriod): void => workbench.cases.setState(({ policyPeriods }) => ({ policyPeriods: inOrder([...policyPeriods, period]) }));

/** In force from the beginning, in place of another one that was. */
export const choosePolicy = (workbench: Stating, row: PolicyRow): void => state(workbench, periodOf(row, null));

/** In force from a time on that is typed; what cannot be read changes nothing. */
export function choosePolicyFrom(workbench: Stating, row: PolicyRow, text: string): Result<PolicyPeriod> {
  const { policyPeriods } = workbench.cases.getState();
  const fromUs = parseTimestamp(text);
  if (fromUs === undefined) return err(`${text.trim() === '' ? 'No time is given.' : 'This is no time.'} Write it as 2026-03-14 08:20:00, in UTC. Nothing was changed.`);
  if (policyPeriods.length >= MOST_PERIODS) return err(`${formatCount(MOST_PERIODS)} changes of policy are stated, and no more can be. Nothing was changed.`);
  const period = periodOf(row, fromUs);
  state(workbench, period);
  return ok(period);
}

export const takeOutPeriod = (workbench: Stating, period: PolicyPeriod): void =>
  workbench.cases.setState(({ policyPeriods }) => ({ policyPeriods: policyPeriods.filter((one) => !(isSamePlace(one.place, period.place) && one.fromUs === period.fromUs)) }));

/**
 * The case is what holds; the address says the same, so that a link takes it along. A link states something only where the case
 * states nothing: what somebody concluded is not changed by what they look at.
 */
export function followPolicies(workbench: Pick<Workbench, 'cases' | 'view' | 'jobs' | 'newId'>, storage: Pick<CaseStorage, 'settled'>): () => void {
  const { cases, view } = workbench;
  const follow = (): void => {
    const { policyPeriods } = cases.getState();
    const { policies } = view.getState().view;
    if (samePeriods(policies, policyPeriods)) return;
    if (policyPeriods.length === 0) cases.setState({ policyPeriods: policies });
    else view.change({ policies: policyPeriods }, 'drag');
  };
  const atStart = view.getState().view.policies;
  let stop = (): void => undefined;
  let stopped = false;
  const begin = (): void => {
    if (stopped) return;
    const { policyPeriods } = cases.getState();
    if (atStart.length > 0 && policyPeriods.length > 0 && !samePeriods(atStart, policyPeriods)) {
      tell(workbench, { tone: 'info', title: 'The link was made under another audit policy than this case states', detail: 'The case holds: missing stages and empty lists are judged by the policies that are stated under Blind spots.' });
    }
    follow();
    const stopCases = cases.subscribe((now, before) => {
      if (now.policyPeriods === before.policyPeriods) return;
      // Taken back here: the address must not state it anew.
      if (!samePeriods(view.getState().view.policies, now.policyPeriods)) view.change({ policies: now.policyPeriods }, 'drag');
    });
    const stopView = view.subscribe(follow);
    stop = () => {
      stopCases();
      stopView();
    };
  };
  void storage.settled().then(begin);
  return () => {
    stopped = true;
    stop();
  };
}
