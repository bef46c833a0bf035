/** The queries of the card put together. */
import { readRows } from '../../db/define-query';
import type { Engine, ReadOptions } from '../../db/engine';
import { identityCredentialsQuery, identityHeadQuery, identitySignalsQuery, identityUseQuery, identityUsersQuery, identityValuesQuery } from '../../db/identity-card.query';
import type { RowOf } from '../../db/define-query';
import type { CardField, IdentityTarget } from '../../model/identity-target';
import { authenticatorOf, type Fingerprint } from '../../trust/authenticator';
import { tokenBond, tokenPlace, type TokenBond, type TokenPlace } from '../../trust/token-place';
import { isTestId, TRUST_TESTS, type TestId, type TrustTest } from '../../trust/tests';

export interface CardCredential {
  readonly id: string;
  readonly issue: { readonly requestId: number; readonly issuer: string | null; readonly peer: string | null } | undefined;
  /** What a service account's token is bound to; undefined for what is no such token. */
  readonly bond: { readonly kind: TokenBond; readonly pod: string | null; readonly node: string | null } | undefined;
  /** In the order in which the addresses first used it. */
  readonly uses: readonly { readonly peer: string | null; readonly n: number; readonly place: TokenPlace | undefined }[];
}

export interface Card {
  readonly head: RowOf<typeof identityHeadQuery.columns>;
  readonly fingerprints: readonly (Fingerprint & { readonly requests: number })[];
  readonly signals: readonly { readonly test: TestId; readonly requests: number }[];
  readonly credentials: readonly CardCredential[];
  readonly values: readonly { readonly kind: string; readonly title: string; readonly field: CardField; readonly rows: readonly { readonly value: string; readonly n: number }[]; readonly total: number }[];
  readonly use: readonly RowOf<typeof identityUseQuery.columns>[];
}

const VALUE_KINDS = [
  ['username', 'Users', 'username'], ['impersonated', 'Acted as', 'effective_username'], ['impersonator', 'Others acted as it', 'username'],
  ['pod_name', 'Pods', 'pod_name'], ['peer_ip', 'TCP peers', 'peer_ip'], ['user_agent', 'User agents', 'user_agent'],
] as const satisfies readonly (readonly [string, string, CardField])[];

const GRAVITY: Readonly<Record<TrustTest['severity'], number>> = { contradiction: 0, warning: 1, note: 2 };
const NOTHING: Card['head'] = { requests: 0, first_us: null, last_us: null, denied: 0, unauthenticated: 0, refused: 0, failed: 0, open: 0 };

export async function readCard(engine: Engine, target: IdentityTarget, options: ReadOptions): Promise<Card> {
  const params = { target };
  const [head, values, use, signals, users, credentials] = await Promise.all([
    readRows(engine, identityHeadQuery, params, options), readRows(engine, identityValuesQuery, params, options), readRows(engine, identityUseQuery, params, options),
    readRows(engine, identitySignalsQuery, params, options), readRows(engine, identityUsersQuery, params, options), readRows(engine, identityCredentialsQuery, params, options),
  ]);
  return {
    head: head[0] ?? NOTHING,
    fingerprints: fingerprintsOf(users),
    signals: signals.flatMap(({ test_id: id, requests }) => (isTestId(id) ? [{ test: id, requests }] : [])).sort((a, b) => GRAVITY[TRUST_TESTS[a.test].severity] - GRAVITY[TRUST_TESTS[b.test].severity] || b.requests - a.requests),
    credentials: credentialsOf(credentials),
    values: VALUE_KINDS.flatMap(([kind, title, field]) => {
      const rows = values.filter((row) => row.field === kind);
      return rows.length === 0 ? [] : [{ kind, title, field, rows, total: rows[0]?.of_field ?? rows.length }];
    }),
    use,
  };
}

function fingerprintsOf(users: readonly RowOf<typeof identityUsersQuery.columns>[]): Card['fingerprints'] {
  const found = new Map<string, Fingerprint & { requests: number }>();
  for (const row of users) {
    const extra = row.extra_keys === null ? null : row.extra_keys.map((key, i) => [key, row.extra_values?.[i] ?? []] as const);
    const print = authenticatorOf({ user: { username: row.username, uid: row.uid, groups: row.groups, extra }, code: row.code, legacyToken: row.legacy_token, serverWritesIds: row.writes_ids });
    const known = found.get(print.likely);
    found.set(print.likely, { ...print, requests: (known?.requests ?? 0) + row.requests });
  }
  return [...found.values()].sort((a, b) => b.requests - a.requests);
}

const isToken = ({ of_account: ofAccount, credential_id: id }: RowOf<typeof identityCredentialsQuery.columns>): boolean => ofAccount === true && id.startsWith('JTI=');

function credentialsOf(rows: readonly RowOf<typeof identityCredentialsQuery.columns>[]): CardCredential[] {
  const ids = [...new Set(rows.map((row) => row.credential_id))];
  return ids.map((id) => {
    const own = rows.filter((row) => row.credential_id === id);
    const [first] = own;
    return {
      id,
      issue: first === undefined || first.issue_id === null ? undefined : { requestId: first.issue_id, issuer: first.issuer, peer: first.issuer_peer },
      bond: first !== undefined && isToken(first) ? { kind: tokenBond({ podName: first.pod_name, nodeName: first.node_name }), pod: first.pod_name, node: first.node_name } : undefined,
      uses: own.map((row, i) => ({
        peer: row.peer, n: row.n,
        place: row.peer === null || !isToken(row) ? undefined : tokenPlace({ podName: row.pod_name, nodeName: row.node_name, kinds: row.peer_kinds ?? [], peerNode: row.peer_node, podsStated: row.pods_stated, isLater: i > 0 }),
      })),
    };
  });
}
