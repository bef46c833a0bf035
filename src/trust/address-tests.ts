/**
 * What the list sourceIPs says. A stock API server prints every entry with Go's `net.IP.String`, claimed
 * entries first and the TCP peer last (k8s.io/apimachinery pkg/util/net/http.go SourceIPs).
 */
import ipaddr from 'ipaddr.js';

export interface AddressFacts {
  /** The last entry: what the server saw at the other end of the connection. */
  readonly peer: string | null;
  /** The entries before it, in the order of the record. */
  readonly claimed: readonly string[];
  /** First entry is a loopback address and other entries follow. */
  readonly s2LoopbackFirst: boolean;
  /** Some entry is no address in Go's spelling. */
  readonly s3NotStock: boolean;
  /** Some claimed entry cannot be routed on the internet while the peer can. */
  readonly s4Bogon: boolean;
}

type AddressKind = 'loopback' | 'unroutable' | 'public' | 'not-an-address';

/**
 * Ranges that a packet from the internet cannot come from: private, shared, link-local, loopback,
 * documentation, benchmarking, multicast and other reserved space. Anycast sinks and transition
 * prefixes (as112, amt, 6to4, teredo, NAT64) are routed and therefore not among them.
 */
const UNROUTABLE: ReadonlySet<string> = new Set([
  'unspecified', 'broadcast', 'multicast', 'linkLocal', 'loopback', 'carrierGradeNat', 'private', 'reserved',
  'uniqueLocal', 'benchmarking', 'discard', 'deprecatedSiteLocal', 'deprecatedOrchid', 'segmentRouting',
]);

// Longer text is no address; the bound keeps a hostile list of huge entries cheap.
const LONGEST_ADDRESS = 64;

const parse = (text: string) => (text.length <= LONGEST_ADDRESS && ipaddr.isValid(text) ? ipaddr.process(text) : undefined);

/** The address as Go's `net.IP.String` prints it; undefined when it is no address, has a port or an IPv6 zone. */
export function goAddressText(text: string): string | undefined {
  const address = text.includes('%') ? undefined : parse(text);
  if (address === undefined) return undefined;
  return address.kind() === 'ipv4' ? address.toString() : compressIPv6(address.toByteArray());
}

/** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups becomes `::`. */
function compressIPv6(bytes: readonly number[]): string {
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push((bytes[i] ?? 0) * 256 + (bytes[i + 1] ?? 0));
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.length < 2) return hex(groups);
  return `${hex(groups.slice(0, best.start))}::${hex(groups.slice(best.start + best.length))}`;
}

function kindOf(text: string): AddressKind {
  const address = parse(text);
  if (address === undefined) return 'not-an-address';
  const range: string = address.range();
  return range === 'loopback' ? 'loopback' : UNROUTABLE.has(range) ? 'unroutable' : 'public';
}

/** True for text a stock API server could have written into sourceIPs. */
export const isStockAddress = (text: string): boolean => goAddressText(text) === text;

export const isLoopback = (text: string): boolean => kindOf(text) === 'loopback';

/** True for an address that no packet from the internet carries. */
export const isUnroutable = (text: string): boolean => kindOf(text) === 'unroutable' || kindOf(text) === 'loopback';

export function addressFacts(addresses: readonly string[]): AddressFacts {
  const peer = addresses.at(-1) ?? null;
  const claimed = addresses.slice(0, -1);
  const first = claimed[0];
  return {
    peer,
    claimed,
    s2LoopbackFirst: first !== undefined && isLoopback(first),
    s3NotStock: !addresses.every(isStockAddress),
    s4Bogon: peer !== null && kindOf(peer) === 'public' && claimed.some(isUnroutable),
  };
}

/** Clients that people put behind `kubectl proxy`: browsers, command-line HTTP tools, language SDKs. */
const PROXIED_CLIENT =
  /^(?:curl|wget|httpie|mozilla|opera|python|python-requests|python-urllib|aiohttp|okhttp|java|go-http-client|openapi-generator|swagger-codegen|kubernetes java client|kubernetes-client|node-fetch|undici|axios|ruby|faraday|postmanruntime|insomnia|powershell|kube-rs)\b/i;

/** S2: `kubectl proxy` forwards the inner client's user agent and puts that client's loopback address first. */
export function looksLikeKubectlProxy(addresses: readonly string[], userAgent: string | null): boolean {
  return userAgent !== null && PROXIED_CLIENT.test(userAgent) && addressFacts(addresses.slice(0, 2)).s2LoopbackFirst;
}
