/** "What am I looking at?": everything a link must restore on another machine with the same evidence. */
import type { IdentityTarget } from '../model/identity-target';
import { EMPTY_FILTER, type Filter } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import type { PolicyPeriod } from '../model/policy-period';
import type { RecordRef } from '../model/record-ref';

export const TABS = ['requests', 'timeline', 'crosstab', 'findings', 'blind-spots', 'sql'] as const;
export type Tab = (typeof TABS)[number];

/** Columns the grid can be sorted by: pivot fields with one value, and times. */
export const SORT_COLUMNS = [
  'received_at', 'duration_us', 'username', 'effective_username', 'pod_name', 'user_agent', 'verb', 'request_uri',
  'resource', 'namespace', 'name', 'peer_ip', 'outcome', 'code', 'level',
] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

export interface ViewState {
  readonly filter: Filter;
  readonly tab: Tab;
  readonly sort: Sort;
  readonly open: RecordRef | undefined;
  /** What the timeline's lanes are. */
  readonly lanes: PivotField;
  readonly crossRows: PivotField;
  readonly crossColumns: PivotField;
  /** Whom the identity card is about, where one is open. */
  readonly card: IdentityTarget | undefined;
  /** The entry of "How Kubewitness decides" that is being read, by its id there. */
  readonly explain: string | undefined;
  /** The audit policies the log is held against, each from a time on; the case says so, and a link takes it along. */
  readonly policies: readonly PolicyPeriod[];
  /** Dims what is merely claimed, and groups by what the server saw. */
  readonly lens: boolean;
}

export const INITIAL_VIEW: ViewState = {
  filter: EMPTY_FILTER,
  tab: 'requests',
  sort: { column: 'received_at', descending: false },
  open: undefined,
  lanes: 'username',
  crossRows: 'username',
  crossColumns: 'resource',
  card: undefined,
  explain: undefined,
  policies: [],
  lens: false,
};
