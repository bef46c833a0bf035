/** A value as the engine sent it, as text: exact, in the spelling of the rest of the page. `undefined` is NULL. */
import { formatDate, formatTimestamp, timestampUs } from '../../base/time';

const TIMES: Readonly<Record<string, (value: bigint) => bigint>> = {
  'TIMESTAMP': (value) => value,
  'TIMESTAMP WITH TIME ZONE': (value) => value,
  'TIMESTAMP_S': (value) => value * 1_000_000n,
  'TIMESTAMP_MS': (value) => value * 1_000n,
  'TIMESTAMP_NS': (value) => value / 1_000n,
};

export function valueText(value: unknown, type: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return wholeText(value, type);
  if (typeof value === 'number') return type === 'DATE' ? formatDate(timestampUs(BigInt(Math.round(value)) * 1_000n)) : String(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array && !type.endsWith('[]')) return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (type === 'INTERVAL' && isIterable(value)) return intervalText(Array.from(value, Number));
  if (type.startsWith('MAP(') && isIterable(value)) return `{${Array.from(value, pairText).join(', ')}}`;
  if (isIterable(value)) return `[${Array.from(value, (inner) => innerText(inner, type.replace(/\[\d*\]$/, ''))).join(', ')}]`;
  return `{${Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${innerText(inner, '')}`).join(', ')}}`;
}

const isIterable = (value: unknown): value is Iterable<unknown> => typeof value === 'object' && value !== null && Symbol.iterator in value;

/** Inside a list or a map, texts are quoted, so that where one ends is certain. */
const innerText = (value: unknown, type: string): string => (typeof value === 'string' ? JSON.stringify(value) : (valueText(value, type) ?? 'NULL'));

function pairText(pair: unknown): string {
  const [key, value]: readonly unknown[] = isIterable(pair) ? Array.from(pair) : [];
  return `${innerText(key, '')}: ${innerText(value, '')}`;
}

function wholeText(value: bigint, type: string): string {
  const toUs = TIMES[type];
  if (toUs !== undefined) return formatTimestamp(timestampUs(toUs(value)));
  return type === 'TIME' ? formatTimestamp(timestampUs(value)).slice(11, -1) : String(value);
}

function intervalText([months = 0, days = 0, nanoseconds = 0]: readonly number[]): string {
  const parts = [[months, 'months'], [days, 'days'], [nanoseconds / 1e9, 's']] as const;
  return parts.filter(([n]) => n !== 0).map(([n, unit]) => `${n} ${unit}`).join(' ') || '0 s';
}

/** Numbers stand at the right. */
export const isNumeric = (type: string): boolean => /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/.test(type);
