import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timestampUs } from '../base/time';
import type { FilterClause, FilterValue } from '../model/filter';
import { CARD_FIELDS } from '../model/identity-target';
import { pivotFieldNames } from '../model/pivot-field';
import { inOrder } from '../model/policy-period';
import { INITIAL_VIEW, SORT_COLUMNS, TABS, type ViewState } from './view-state';
import { fragmentToView, readLink, viewToFragment } from './view-url';

const text = fc.string({ unit: 'binary', minLength: 1 }).map((s) => s.toWellFormed());
const value: fc.Arbitrary<FilterValue> = fc.oneof(
  fc.constant<FilterValue>({ kind: 'none' }),
  fc.constant<FilterValue>({ kind: 'exact', text: '' }),
  fc.record({ kind: fc.constantFrom('exact' as const, 'pattern' as const), text }),
);
const clause: fc.Arbitrary<FilterClause> = fc.oneof(
  fc.record({ kind: fc.constant('field' as const), field: fc.constantFrom(...pivotFieldNames), negated: fc.boolean(), values: fc.array(value, { minLength: 1, maxLength: 4 }), enabled: fc.boolean() }),
  fc.record({ kind: fc.constant('search' as const), text, negated: fc.boolean(), enabled: fc.boolean() }),
);
const place = fc.record({ sha256Prefix: fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 16, maxLength: 16 }), byteOffset: fc.nat() });
const view: fc.Arbitrary<ViewState> = fc.record({
  filter: fc.record({
    clauses: fc.array(clause, { maxLength: 5 }),
    range: fc.option(fc.tuple(fc.bigInt(-(10n ** 17n), 10n ** 17n), fc.bigInt(1n, 10n ** 15n)).map(([from, length]) => ({ fromUs: timestampUs(from), toUs: timestampUs(from + length) })), { nil: undefined }),
  }),
  tab: fc.constantFrom(...TABS),
  sort: fc.record({ column: fc.constantFrom(...SORT_COLUMNS), descending: fc.boolean() }),
  open: fc.option(place, { nil: undefined }),
  lanes: fc.constantFrom(...pivotFieldNames),
  crossRows: fc.constantFrom(...pivotFieldNames),
  crossColumns: fc.constantFrom(...pivotFieldNames),
  card: fc.option(fc.record({ field: fc.constantFrom(...CARD_FIELDS), text: fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => text.toWellFormed()) }), { nil: undefined }),
  explain: fc.option(fc.constantFrom('test-A2', 'field-peer_ip', 'annotation-failed-open.validating.webhook.admission.k8s.io/*', 'extra-*'), { nil: undefined }),
  policies: fc.uniqueArray(fc.record({ place: fc.record({ sha256Prefix: place.map(({ sha256Prefix }) => sha256Prefix), byteOffset: fc.nat(), nth: fc.nat(9999) }), evidenceName: fc.constant(''), fromUs: fc.option(fc.bigInt({ min: 0n, max: 10n ** 17n }).map(timestampUs), { nil: null }) }), { selector: ({ fromUs }) => fromUs, maxLength: 4 }).map((list) => inOrder(list)),
  lens: fc.boolean(),
});

it('comes back as it was', () => {
  fc.assert(fc.property(view, (one) => {
    expect(readLink(viewToFragment(one))).toEqual({ view: one, trouble: undefined });
  }));
});

it('survives a URL', () => {
  fc.assert(fc.property(view, (one) => {
    const url = new URL(`https://host.example/#${viewToFragment(one)}`);
    expect(fragmentToView(url.hash)).toEqual(one);
  }));
});

it('never fails, and each part falls back alone', () => {
  fc.assert(fc.property(fc.string(), (garbage) => {
    expect(() => fragmentToView(garbage)).not.toThrow();
  }));
  expect(fragmentToView('v=1&tab=nowhere&f=verb=e:list&f=nofield=e:x&t=9..1&sort=-code&open=zz&policy=00')).toEqual({
    ...INITIAL_VIEW,
    filter: { clauses: [{ kind: 'field', field: 'verb', negated: false, values: [{ kind: 'exact', text: 'list' }], enabled: true }], range: undefined },
    sort: { column: 'code', descending: true },
  });
});

it('takes no more conditions from a link than anybody reads', () => {
  const clauses = Array.from({ length: 300 }, (_, i) => `f=username!e:${i}`);
  expect(fragmentToView(['v=1', ...clauses].join('&')).filter.clauses).toHaveLength(50);
  const values = Array.from({ length: 50_000 }, (_, i) => `e:${i}`);
  const [clause] = fragmentToView(`v=1&f=username=${values.join(',')}`).filter.clauses;
  expect(clause?.kind === 'field' ? clause.values.length : 0).toBe(1_000);
});

it.each([
  ['', undefined],
  ['v=1&', undefined],
  ['f=verb=e:get', undefined],
  ['v=99&f=verb=e:get', { version: '99', left: [] }],
  ['v=', { version: '', left: [] }],
  ['v=1&f=nofield=e:x&f=verb=e:list&tab=nowhere', { version: undefined, left: ['f=nofield=e:x', 'tab=nowhere'] }],
  // One value of two: what is included is less than was sent, what is excluded too.
  ['v=1&f=verb!e:list,q:get', { version: undefined, left: ['f=verb!e:list,q:get'] }],
  ['v=1&f=verb=e:%E0%A4%A', { version: undefined, left: ['f=verb=e:%E0%A4%A'] }],
  ['v=1&t=9..1&open=193d98535342&lens=off', { version: undefined, left: ['t=9..1', 'open=193d98535342', 'lens=off'] }],
  ['v=1&density=high&tab', { version: undefined, left: ['density=high', 'tab'] }],
])('says what of %j it could not read', (fragment, trouble) => {
  expect(readLink(fragment).trouble).toEqual(trouble);
});
