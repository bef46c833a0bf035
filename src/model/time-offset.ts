/** A shift of all times of one file, set by hand where a clock is known to have been wrong: whole microseconds, in seconds on the screen. */
const OFFSET = /^([+\-\u2212]?)(\d{1,10})(?:[.,](\d{1,6}))?$/;

/** `+2.5`, `-3600` or `0.000001` seconds; undefined for anything else. */
export function parseOffset(text: string): bigint | undefined {
  const [, sign = '', whole, fraction = ''] = OFFSET.exec(text.trim().replace(/\s*s$/, '')) ?? [];
  if (whole === undefined) return undefined;
  const us = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
  return sign === '-' || sign === '−' ? -us : us;
}

/** A shift as a case keeps it: by the file's hash, so that it finds the file again in any session. */
export interface ClockShift {
  readonly evidenceSha256: string;
  readonly evidenceName: string;
  /** Microseconds as decimal text: JSON has no numbers that long. */
  readonly offsetUs: string;
}

/** `+2.5 s`, with every digit there is. */
export function offsetWords(us: bigint): string {
  const n = us < 0n ? -us : us;
  const fraction = String(n % 1_000_000n).padStart(6, '0').replace(/0+$/, '');
  return `${us < 0n ? '−' : '+'}${n / 1_000_000n}${fraction === '' ? '' : `.${fraction}`} s`;
}

/** The sentence that goes with every time that was shifted. */
export const shiftedByHand = (us: bigint): string => `shifted by ${offsetWords(us)}, set by hand`;
