/** What a person or a program probably did to cause a request. Never a fact: any HTTP client could have sent it. */

export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface LikelyCommand {
  /** Number of the rule in `rules.ts`. */
  readonly rule: number;
  /** A command line as one would type it, or an activity in words where nobody types one. */
  readonly kind: 'command' | 'activity';
  readonly text: string;
  readonly confidence: Confidence;
  /** One or two sentences: what speaks for it, and what the log does not say. */
  readonly reason: string;
  /** Where the form of the request speaks against the program it claims to come from. */
  readonly contradictions: readonly string[];
  /** All requests of the command, in time order. */
  readonly requestIds: readonly number[];
}

/** To be said wherever a command is shown. */
export const LIKELY_NOTE = 'Reconstructed from the form of the requests. Any HTTP client could have sent them.';

export const CONTRADICTION_TITLE = 'claims kubectl, does not look like kubectl';

export const lowered = (confidence: Confidence): Confidence => (confidence === 'high' ? 'medium' : 'low');
