/** Whom or what an identity card is about. */
import type { PivotField } from './pivot-field';

export const CARD_FIELDS = ['username', 'effective_username', 'pod_name', 'credential_id', 'peer_ip', 'user_agent'] as const satisfies readonly PivotField[];
export type CardField = (typeof CARD_FIELDS)[number];

export const isCardField = (text: string | undefined): text is CardField => CARD_FIELDS.some((field) => field === text);

export interface IdentityTarget {
  readonly field: CardField;
  readonly text: string;
}
