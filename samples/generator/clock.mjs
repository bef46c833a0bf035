/**
 * Times are whole microseconds since 1970 in a plain number (exact up to the year 2255), written the way metav1.MicroTime is:
 * UTC, always six digits. The host's clock is never read.
 */
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;

/** 2026-03-14T08:00:00Z */
export const START = Date.UTC(2026, 2, 14, 8, 0, 0) * 1000;

const PAD3 = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'));

/** @type {Map<number, string>} the part up to the second; formatting a date is what costs, and seconds repeat */
const secondText = new Map();

/** @param {number} micros @returns {string} */
export function timestamp(micros) {
  const second = Math.floor(micros / SECOND);
  const rest = micros - second * SECOND;
  let text = secondText.get(second);
  if (text === undefined) {
    if (secondText.size > 4096) secondText.clear();
    text = new Date(second * 1000).toISOString().slice(0, 20).replace(/[Z.]$/, '.');
    secondText.set(second, text);
  }
  return `${text}${PAD3[Math.floor(rest / 1000)]}${PAD3[rest % 1000]}Z`;
}

/** A time of day on the sample's date. @param {string} text `08:03:10` or `08:03:10.25` */
export function at(text) {
  const [hours, minutes, seconds] = text.split(':').map(Number);
  return START + Math.round(((hours - 8) * 3600 + minutes * 60 + seconds) * SECOND);
}

/** Second precision, as in object metadata. @param {number} micros */
export const wholeSecond = (micros) => `${timestamp(micros).slice(0, 19)}Z`;
