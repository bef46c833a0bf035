/** Addresses and ranges that the responder names, and which of them an address lies in. */
import ipaddr from 'ipaddr.js';
import { err, ok, type Result } from '../base/result';
import type { ClusterRange, RangeKind } from '../model/cluster-range';

type Address = ReturnType<typeof ipaddr.process>;

interface ParsedRange {
  readonly kind: RangeKind;
  readonly text: string;
  readonly base: Address;
  readonly bytes: readonly number[];
  readonly bits: number;
}

const LONGEST = 64;

/** `10.0.0.0/8`, `10.0.0.1`, `fd00::/8`; with bits behind the prefix it is taken as the range it lies in. */
export function parseRange(text: string): Result<string> {
  const parsed = parsedRange({ kind: 'pods', text });
  if (parsed === undefined) return err(`“${text.slice(0, LONGEST)}” is neither an address nor a range such as 10.244.0.0/16.`);
  if (parsed.bits === 0) return err(`“${text}” is every address there is.`);
  return ok(`${parsed.base.toString()}/${parsed.bits}`);
}

function parsedRange({ kind, text }: ClusterRange): ParsedRange | undefined {
  const plain = text.trim();
  if (plain.length === 0 || plain.length > LONGEST || plain.includes('%')) return undefined;
  const [address = '', prefix, ...more] = plain.split('/');
  if (more.length > 0 || !(ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address))) return undefined;
  const base = ipaddr.process(address);
  const width = base.kind() === 'ipv4' ? 32 : 128;
  const bytes = base.toByteArray();
  if (prefix === undefined) return { kind, text: plain, base, bytes, bits: width };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > width) return undefined;
  return { kind, text: plain, base, bytes, bits: Number(prefix) };
}

/** Addresses of one family have equally many bytes, and of two families not. */
const contains = ({ bytes: a, bits: width }: ParsedRange, b: readonly number[]): boolean => {
  if (a.length !== b.length) return false;
  let bits = width;
  for (let i = 0; bits > 0; i += 1, bits -= 8) {
    const mask = bits >= 8 ? 0xff : (0xff << (8 - bits)) & 0xff;
    if (((a[i] ?? 0) & mask) !== ((b[i] ?? 0) & mask)) return false;
  }
  return true;
};

/** Answers which kinds of range an address lies in. Ranges that cannot be read count for nothing. */
export function rangeFinder(ranges: readonly ClusterRange[]): (address: string) => RangeKind[] {
  const parsed = ranges.map(parsedRange).filter((range) => range !== undefined);
  return (text) => {
    if (parsed.length === 0 || text.length > LONGEST || !ipaddr.isValid(text)) return [];
    const address = ipaddr.process(text).toByteArray();
    return [...new Set(parsed.filter((range) => contains(range, address)).map(({ kind }) => kind))];
  };
}

/** Pairs of ranges of different kinds that share addresses, of which a test could take the wrong one. */
export function overlaps(ranges: readonly ClusterRange[]): (readonly [ClusterRange, ClusterRange])[] {
  const parsed = ranges.map(parsedRange);
  const found: (readonly [ClusterRange, ClusterRange])[] = [];
  ranges.forEach((a, i) => {
    ranges.forEach((b, j) => {
      const [one, other] = [parsed[i], parsed[j]];
      if (j <= i || a.kind === b.kind || one === undefined || other === undefined) return;
      const wide = one.bits <= other.bits ? one : other;
      if (contains(wide, wide === one ? other.bytes : one.bytes)) found.push([a, b]);
    });
  });
  return found;
}
