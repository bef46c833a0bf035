/** The `MESSAGE` of a record of the journal (systemd.io/JOURNAL_EXPORT_FORMATS, JSON format). */
import type { PlacedJson } from './placed-json';

const encoder = new TextEncoder();

/** A message that is no text, as one is that was cut inside a character, is a list of the numbers of its bytes. */
export function messageBytes(message: PlacedJson): Uint8Array | undefined {
  if (message.isString) return encoder.encode(message.text);
  if (!message.isArray) return undefined;
  const numbers = [...message.items()].map((item) => Number(item.scalar ?? 'x'));
  return numbers.every((number) => Number.isInteger(number) && number >= 0 && number < 256) ? Uint8Array.from(numbers) : undefined;
}
