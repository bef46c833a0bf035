/**
 * A value of a table as JSON, by what its column says it is (parquet-format, LogicalTypes.md). One rule for each type, so that the same table
 * always gives the same bytes; the rules are listed in docs/decisions/0021.
 */
import type { SchemaElement } from 'hyparquet';
import { parseFloat16 } from 'hyparquet/src/convert.js';
import { formatTimestamp, timestampUs } from '../../base/time';
import type { Value } from './parquet.decode';

export type WriteValue = (value: Value) => string;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NS_PER_DAY = 86_400_000_000_000n;
const UNIX_EPOCH_AS_JULIAN_DAY = 2_440_588n;

export function writerOf(element: SchemaElement): WriteValue {
  const { type, converted_type: old, logical_type: logical } = element;
  if (logical?.type === 'DECIMAL' || old === 'DECIMAL') {
    const scale = (logical?.type === 'DECIMAL' ? logical.scale : undefined) ?? element.scale ?? 0;
    return (value) => decimal(value instanceof Uint8Array ? signed(value) : BigInt(numeric(value)), scale);
  }
  if (type === 'INT96') return (value) => int96(BigInt(numeric(value)));
  const unit = unitOf(element);
  if (unit !== undefined) return (value) => (unit.isClock ? clock(BigInt(numeric(value)), unit.digits) : time(BigInt(numeric(value)), unit));
  if (logical?.type === 'DATE' || old === 'DATE') return (value) => `"${formatTimestamp(timestampUs(BigInt(numeric(value)) * 86_400_000_000n)).slice(0, -'T00:00:00.000000Z'.length)}"`;
  const isUnsigned = (logical?.type === 'INTEGER' && !logical.isSigned) || old?.startsWith('UINT_') === true;
  if (isUnsigned) return (value) => String(BigInt.asUintN(type === 'INT32' ? 32 : 64, BigInt(numeric(value))));
  if (logical?.type === 'UUID') return (value) => (value instanceof Uint8Array && value.length === 16 ? uuid(value) : bytesJson(value));
  if (logical?.type === 'FLOAT16') return (value) => (value instanceof Uint8Array ? number(parseFloat16(value) ?? 0) : 'null');
  if (logical?.type === 'JSON' || old === 'JSON') return jsonText;
  return (value) => {
    if (typeof value === 'number') return number(value);
    if (typeof value === 'bigint') return String(value);
    return typeof value === 'boolean' ? String(value) : bytesJson(value);
  };
}

/** A map's key, which has to be text. */
export const keyOf = (json: string): string => (json.startsWith('"') ? json : JSON.stringify(json));

interface Unit {
  readonly isClock: boolean;
  /** Digits of the fraction of a second. */
  readonly digits: 3 | 6 | 9;
  readonly isUtc: boolean;
}

function unitOf({ converted_type: old, logical_type: logical }: SchemaElement): Unit | undefined {
  if (logical?.type === 'TIMESTAMP' || logical?.type === 'TIME') {
    return { isClock: logical.type === 'TIME', digits: logical.unit === 'MILLIS' ? 3 : logical.unit === 'MICROS' ? 6 : 9, isUtc: logical.isAdjustedToUTC };
  }
  if (old === 'TIMESTAMP_MILLIS' || old === 'TIMESTAMP_MICROS') return { isClock: false, digits: old.endsWith('MILLIS') ? 3 : 6, isUtc: true };
  return old === 'TIME_MILLIS' || old === 'TIME_MICROS' ? { isClock: true, digits: old.endsWith('MILLIS') ? 3 : 6, isUtc: true } : undefined;
}

/** With as many digits as the column has; without a zone where the column says that its times have none. */
function time(value: bigint, { digits, isUtc }: Unit): string {
  const perSecond = 10n ** BigInt(digits);
  const rest = ((value % perSecond) + perSecond) % perSecond;
  const whole = formatTimestamp(timestampUs(((value - rest) / perSecond) * 1_000_000n));
  return `"${whole.slice(0, -'.000000Z'.length)}.${String(rest).padStart(digits, '0')}${isUtc ? 'Z' : ''}"`;
}

/** The time that Impala, Hive and older Spark write: a Julian day and nanoseconds of the day, in UTC. */
const int96 = (value: bigint): string => time(((value >> 64n) - UNIX_EPOCH_AS_JULIAN_DAY) * NS_PER_DAY + BigInt.asUintN(64, value), { isClock: false, digits: 9, isUtc: true });

const clock = (value: bigint, digits: 3 | 6 | 9): string => time(value, { isClock: false, digits, isUtc: false }).replace(/^"[^T]*T/, '"');

const numeric = (value: Value): number | bigint => (typeof value === 'number' || typeof value === 'bigint' ? value : 0);

/** JSON has no other numbers than finite ones. */
const number = (value: number): string => (Number.isFinite(value) ? String(value) : `"${value}"`);

function decimal(value: bigint, scale: number): string {
  if (scale <= 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Two's complement, highest byte first. */
function signed(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(Math.max(1, bytes.length * 8), value);
}

function uuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `"${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}"`;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Text where it is UTF-8; anything else says by its form that it is bytes. */
function bytesJson(value: Value): string {
  if (!(value instanceof Uint8Array)) return 'null';
  const text = textOf(value);
  if (text !== undefined) return JSON.stringify(text);
  let characters = '';
  for (const byte of value) characters += String.fromCharCode(byte);
  return `{"base64":"${btoa(characters)}"}`;
}

/** A column of JSON has its values as they stand there; line ends, which JSON has only between its parts, would end the row. */
function jsonText(value: Value): string {
  const text = value instanceof Uint8Array ? textOf(value) : undefined;
  if (text === undefined) return bytesJson(value);
  try {
    JSON.parse(text);
    return text.trim().replaceAll(/[\r\n]/g, ' ');
  } catch {
    return JSON.stringify(text);
  }
}
