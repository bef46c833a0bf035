/** The columns of the request list, and which of them are shown in which order: the grid draws them, the SQL console names them. */
import type { PivotField } from '../model/pivot-field';
import type { Preferences } from './preferences-store';

export interface RequestColumn {
  readonly id: string;
  readonly label: string;
  readonly width: number;
  readonly minWidth: number;
  readonly hidden?: boolean;
  /** Its share of the room that is left, until it is given a width by hand. */
  readonly grow?: number;
  readonly align?: 'start' | 'end';
  /** The pivot its cells filter by. */
  readonly pivot: PivotField | undefined;
}

export const REQUEST_COLUMNS: readonly RequestColumn[] = [
  { id: 'received_at', label: 'time (UTC)', width: 124, minWidth: 76, pivot: undefined },
  { id: 'username', label: 'user', width: 96, minWidth: 60, grow: 3, pivot: 'username' },
  { id: 'effective_username', label: 'effective user', width: 150, minWidth: 60, hidden: true, pivot: 'effective_username' },
  { id: 'pod_name', label: 'pod-name', width: 130, minWidth: 60, hidden: true, pivot: 'pod_name' },
  { id: 'verb', label: 'verb', width: 63, minWidth: 48, pivot: 'verb' },
  { id: 'resource', label: 'object', width: 112, minWidth: 80, grow: 4, pivot: 'resource' },
  { id: 'command', label: 'likely command', width: 300, minWidth: 80, grow: 3, hidden: true, pivot: undefined },
  { id: 'request_uri', label: 'requestURI', width: 260, minWidth: 80, grow: 3, hidden: true, pivot: 'request_uri' },
  { id: 'namespace', label: 'namespace', width: 120, minWidth: 60, hidden: true, pivot: 'namespace' },
  { id: 'name', label: 'name', width: 150, minWidth: 60, hidden: true, pivot: 'name' },
  { id: 'code', label: 'code', width: 52, minWidth: 48, pivot: 'code' },
  { id: 'outcome', label: 'outcome', width: 110, minWidth: 60, hidden: true, pivot: 'outcome' },
  { id: 'outcome_reason', label: 'outcome in detail', width: 170, minWidth: 60, hidden: true, pivot: 'outcome_reason' },
  { id: 'duration_us', label: 'duration', width: 96, minWidth: 60, hidden: true, align: 'end', pivot: undefined },
  { id: 'peer_ip', label: 'peer IP', width: 104, minWidth: 60, pivot: 'peer_ip' },
  { id: 'claimed_ip', label: 'claimed IPs', width: 130, minWidth: 60, hidden: true, pivot: 'claimed_ip' },
  { id: 'user_agent', label: 'user agent', width: 96, minWidth: 60, grow: 2, pivot: 'user_agent' },
  { id: 'level', label: 'level', width: 90, minWidth: 60, hidden: true, pivot: 'level' },
  { id: 'audit_id', label: 'auditID', width: 260, minWidth: 60, hidden: true, pivot: 'audit_id' },
  { id: 'test', label: 'tests', width: 110, minWidth: 50, hidden: true, pivot: 'test' },
];

type ColumnPreferences = Pick<Preferences, 'columnOrder' | 'hiddenColumns' | 'shownColumns'>;

/** Ids of all columns in the responder's order; those the order does not know come last. */
export function requestColumnOrder({ columnOrder }: ColumnPreferences): string[] {
  const all = REQUEST_COLUMNS.map((column) => column.id);
  const known = columnOrder.filter((id) => all.includes(id));
  return [...known, ...all.filter((id) => !known.includes(id))];
}

export const isColumnShown = ({ hiddenColumns, shownColumns }: ColumnPreferences, { id, hidden }: RequestColumn): boolean =>
  id === 'received_at' || (hidden === true ? shownColumns.includes(id) : !hiddenColumns.includes(id));

export const shownRequestColumns = (preferences: ColumnPreferences): string[] =>
  requestColumnOrder(preferences).filter((id) => REQUEST_COLUMNS.some((column) => column.id === id && isColumnShown(preferences, column)));

export const FIRST_COLUMNS: Pick<Preferences, 'columnOrder' | 'hiddenColumns' | 'shownColumns' | 'columnWidths'> = { columnOrder: [], hiddenColumns: [], shownColumns: [], columnWidths: {} };
