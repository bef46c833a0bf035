/** The one menu that every value has, wherever it is shown: grid, facets, inspector, cross-tab. */
import { escapeHostileText, shorten } from '../base/hostile-text';
import type { FilterValue } from '../model/filter';
import { isCardField } from '../model/identity-target';
import { PIVOT_FIELDS, type PivotField } from '../model/pivot-field';
import { isLedgerField } from '../trust/ledger-field';
import { isTestId } from '../trust/test-id';
import { attackOn, topicId, type TrustTopic } from '../trust/topic';
import { verdictOfPivotValue } from '../trust/value-verdict';
import { copyValue } from './copy-text';
import { changeView, follow, onlyValue, toggleValue } from './pivot';
import { togglePin } from './pins';
import { openRequest } from './open-request';
import { showRequestsOfCommand } from './show-command';
import type { Workbench } from './workbench';

export interface ValueMenuItem {
  readonly kind: 'item';
  readonly id: string;
  readonly label: string;
  readonly shortcut?: string;
  readonly onSelect: () => void;
}

export interface ValueMenuSection {
  readonly id: string;
  readonly label?: string;
  readonly entries: readonly ValueMenuItem[];
}

export interface ValueMenuTarget {
  /** Undefined where the column is no pivot, such as a time. */
  readonly field: PivotField | undefined;
  readonly value: FilterValue;
  readonly requestId: number | undefined;
  /** Who vouches for this value, in one sentence. */
  readonly reason?: string;
  /** Where "How Kubewitness decides" speaks about it; the field's own entry, if left out. */
  readonly topic?: TrustTopic;
  /** What the version of the server changes about it. */
  readonly versions?: readonly string[];
  /** The value is a likely command. */
  readonly isCommand?: boolean;
  /** Other values of the same request worth following. */
  readonly related?: readonly { readonly field: PivotField; readonly text: string }[];
}

/** Fields whose value names someone or something that can be followed through the evidence. */
const FOLLOWED: Partial<Record<PivotField, string>> = { username: 'actor', effective_username: 'effective user', pod_name: 'pod', credential_id: 'credential', peer_ip: 'peer', user_agent: 'user agent' };

export function valueMenu(workbench: Workbench, target: ValueMenuTarget): readonly ValueMenuSection[] {
  const { field, value, requestId } = target;
  const shown = escapeHostileText(shorten(value.kind === 'none' ? 'none' : value.text === '' ? '(empty)' : value.text, 40));
  const item = (id: string, label: string, onSelect: () => void, shortcut?: string): ValueMenuItem => ({
    kind: 'item', id, label, onSelect, ...(shortcut === undefined ? {} : { shortcut }),
  });
  const filters = field === undefined ? [] : [
    item('include', `Include ${PIVOT_FIELDS[field].label} ${shown}`, () => toggleValue(workbench, field, value, 'include'), 'f'),
    item('exclude', `Exclude ${shown}`, () => toggleValue(workbench, field, value, 'exclude'), 'x'),
    item('only', `Only ${shown}`, () => onlyValue(workbench, field, value)),
  ];
  const command = target.isCommand === true && requestId !== undefined
    ? [item('command', 'Requests of its caller in its time', () => void showRequestsOfCommand(workbench, requestId))] : [];
  const follows = followTargets(target).map(({ field: other, text }) =>
    item(`follow-${other}`, `Follow ${FOLLOWED[other] ?? PIVOT_FIELDS[other].label} ${escapeHostileText(shorten(text, 40))}`, () => follow(workbench, other, { kind: 'exact', text })),
  );
  const cards = followTargets(target).flatMap(({ field: other, text }) =>
    isCardField(other) ? [item(`card-${other}`, `Identity card of ${FOLLOWED[other] ?? PIVOT_FIELDS[other].label} ${escapeHostileText(shorten(text, 40))}`, () => changeView(workbench, { card: { field: other, text } }), other === field ? 'w' : undefined)] : []);
  const request = requestId === undefined ? [] : [
    item('open', 'Open in the inspector', () => void openRequest(workbench, requestId), 'Enter'),
    item('pin', 'Pin or unpin the request', () => void togglePin(workbench, requestId), 'p'),
  ];
  const copy = value.kind === 'none' ? [] : [item('copy', 'Copy value', () => void copyValue(workbench, value.text))];
  const reason = target.reason ?? (field === undefined ? undefined : verdictOfPivotValue(field, value.kind === 'exact' ? value.text : null)?.reason);
  const topic = target.topic ?? topicOf(field, value);
  const attack = topic === undefined ? undefined : attackOn(topic);
  return [
    { id: 'filter', entries: filters },
    { id: 'command', label: 'Likely commands are worked out for what is on screen and stored nowhere, so they cannot be filtered by.', entries: command },
    { id: 'follow', entries: follows },
    { id: 'card', entries: cards },
    { id: 'request', entries: request },
    // Who vouches for the value stands over the way to take it away.
    { id: 'copy', ...(reason === undefined ? {} : { label: [reason, ...(target.versions ?? [])].join(' ') }), entries: copy },
    {
      id: 'explain', ...(attack === undefined ? {} : { label: `Guards against: ${attack}` }),
      entries: topic === undefined ? [] : [item('explain', 'How Kubewitness decides this', () => changeView(workbench, { explain: topicId(topic), card: undefined }))],
    },
  ];
}

/** A trust test is explained by itself; any other value by its field. */
function topicOf(field: PivotField | undefined, value: FilterValue): TrustTopic | undefined {
  if (field === 'test' && value.kind === 'exact' && isTestId(value.text)) return { kind: 'test', id: value.text };
  return field !== undefined && isLedgerField(field) ? { kind: 'field', field } : undefined;
}

function followTargets({ field, value, related = [] }: ValueMenuTarget): readonly { readonly field: PivotField; readonly text: string }[] {
  const own = field !== undefined && value.kind === 'exact' && FOLLOWED[field] !== undefined ? [{ field, text: value.text }] : [];
  return [...own, ...related.filter((other) => other.field !== field && FOLLOWED[other.field] !== undefined)];
}
