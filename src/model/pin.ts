/** What the responder concluded: requests put on the incident timeline, with notes. */
import type { RecordPlace } from './evidence';

/** MITRE ATT&CK Enterprise tactics (v17), the phases of an incident. */
export const PHASES = [
  'Reconnaissance', 'Resource development', 'Initial access', 'Execution', 'Persistence', 'Privilege escalation',
  'Defense evasion', 'Credential access', 'Discovery', 'Lateral movement', 'Collection', 'Command and control',
  'Exfiltration', 'Impact',
] as const;
export type Phase = (typeof PHASES)[number];

/** What a request was when it was pinned: shown, as memory and not as evidence, while its evidence is not loaded. */
export interface PinMemory {
  /** RFC 3339, UTC, microseconds. */
  readonly at: string | null;
  readonly sentence: string;
}

export interface Pin {
  readonly pinId: string;
  /** Places of all events of the request, first event first: they find the request again in any session. */
  readonly places: readonly RecordPlace[];
  readonly note: string;
  readonly tags: readonly string[];
  readonly phase: Phase | undefined;
  readonly pinnedAtMs: number;
  readonly seen?: PinMemory | undefined;
}

/** Two pins are of the same request when they share a record: same evidence bytes, same place. */
export const isSamePin = (a: Pick<Pin, 'places'>, b: Pick<Pin, 'places'>): boolean =>
  a.places.some((one) => b.places.some((other) => one.evidenceSha256 === other.evidenceSha256 && one.byteOffset === other.byteOffset));

export interface SavedPivot {
  readonly pivotId: string;
  readonly name: string;
  readonly description: string;
  /** The URL fragment that shows it, without `#`. */
  readonly view: string;
  readonly savedAtMs: number;
}
