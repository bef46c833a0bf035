import { APIMACHINERY, APISERVER, type LedgerEntry } from './ledger-entry';

const SOURCE_IPS = `${APIMACHINERY} pkg/util/net/http.go SourceIPs; peer always last since 1.18.0 and 1.17.12`;

/** Where the request came from, and what the client called itself. */
export const LEDGER_WHERE = {
  source_ips: {
    label: 'sourceIPs', verdict: 'claimed', writtenBy: 'headers of the caller or a proxy, then the server', source: SOURCE_IPS, tests: ['S1', 'S2', 'S3', 'S4', 'G8'],
    reason: 'Only the last address was seen by the server; the ones before it come from headers anyone can send.',
  },
  peer_ip: {
    label: 'peer IP', verdict: 'observed', writtenBy: 'the server, from the TCP connection', source: SOURCE_IPS, tests: ['S3', 'G8'],
    reason: 'The server saw this address at the other end of the connection; it can be a load balancer, a NAT or a node.',
  },
  claimed_ips: {
    label: 'claimed IPs', verdict: 'claimed', writtenBy: 'X-Forwarded-For and X-Real-Ip headers', source: SOURCE_IPS, tests: ['S1', 'S2', 'S3', 'S4', 'G8'],
    reason: 'These addresses come from headers that the caller, or a proxy on the way, can fill as it likes.',
  },
  claimed_ip: {
    label: 'claimed IP', verdict: 'claimed', writtenBy: 'X-Forwarded-For and X-Real-Ip headers', source: SOURCE_IPS, tests: ['S1', 'S2', 'S3', 'S4', 'G8'],
    reason: 'This address comes from a header that the caller, or a proxy on the way, can fill as it likes.',
  },
  user_agent: {
    label: 'userAgent', verdict: 'claimed', writtenBy: 'the client', source: `${APISERVER} pkg/audit/request.go maybeTruncateUserAgent, since 1.12`, tests: ['S2', 'G8'],
    reason: 'The caller may send any text here; it is useful only to see whether it fits the rest.',
  },
} as const satisfies Record<string, LedgerEntry>;
