/** Who vouches for a value. Meanings: reference table "Verdict vocabulary" in docs/trust-model.md. */
export const VERDICTS = ['observed', 'authenticated', 'derived', 'third-party', 'claimed', 'contradicted', 'unverifiable'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const isVerdict = (text: string): text is Verdict => VERDICTS.some((verdict) => verdict === text);
