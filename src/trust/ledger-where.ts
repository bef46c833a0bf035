import { APIMACHINERY, APISERVER, type LedgerEntry } from './ledger-entry';

const SOURCE_IPS = `${APIMACHINERY} pkg/util/net/http.go SourceIPs; peer always last since 1.18.0 and 1.17.12`;

/** Where the request came from, and what the client called itself. */
export const LEDGER_WHERE = {
  source_ips: {
    label: 'sourceIPs', verdict: 'claimed', writtenBy: 'headers of the caller or a proxy, then the server', source: SOURCE_IPS, tests: ['S1', 'S2', 'S3', 'S4', 'G8'],
    reason: 'Only the last address was seen by the server; the ones before it come from headers anyone can send.',
    attack: 'Putting an innocent or an internal address in front by X-Forwarded-For, where most tools read the first entry.',
    byVersion: [
      { until: 17, says: 'Up to 1.17.11 the TCP peer was left out when X-Forwarded-For or X-Real-Ip was sent, so even the last address can be the caller’s.' },
      { from: 17, says: 'From 1.17.12 and 1.18.0 on the last address is always the TCP peer.' },
    ],
  },
  peer_ip: {
    label: 'peer IP', verdict: 'observed', writtenBy: 'the server, from the TCP connection', source: SOURCE_IPS, tests: ['S3', 'G8'],
    reason: 'The server saw this address at the other end of the connection; it can be a load balancer, a NAT or a node.',
    attack: 'Hiding where the connection came from: the address of the socket is the one entry that no header can change.',
    byVersion: [
      { until: 17, says: 'Up to 1.17.11 the TCP peer was left out when X-Forwarded-For or X-Real-Ip was sent, so even the last address can be the caller’s.' },
      { from: 17, says: 'From 1.17.12 and 1.18.0 on the last address is always the TCP peer.' },
    ],
  },
  claimed_ips: {
    label: 'claimed IPs', verdict: 'claimed', writtenBy: 'X-Forwarded-For and X-Real-Ip headers', source: SOURCE_IPS, tests: ['S1', 'S2', 'S3', 'S4', 'G8'],
    reason: 'These addresses come from headers that the caller, or a proxy on the way, can fill as it likes.',
    attack: 'Blaming another address, or seeming to come from inside, by sending X-Forwarded-For or X-Real-Ip.',
  },
  claimed_ip: {
    label: 'claimed IP', verdict: 'claimed', writtenBy: 'X-Forwarded-For and X-Real-Ip headers', source: SOURCE_IPS, tests: ['S1', 'S2', 'S3', 'S4', 'G8'],
    reason: 'This address comes from a header that the caller, or a proxy on the way, can fill as it likes.',
    attack: 'Blaming another address, or seeming to come from inside, by sending X-Forwarded-For or X-Real-Ip.',
  },
  user_agent: {
    label: 'userAgent', verdict: 'claimed', writtenBy: 'the client', source: `${APISERVER} pkg/audit/request.go maybeTruncateUserAgent, since 1.12`, tests: ['S2', 'G8'],
    reason: 'The caller may send any text here; it is useful only to see whether it fits the rest.',
    attack: 'Passing for kubectl or a control-plane component, or getting past a rule that looks for a tool’s name.',
    byVersion: [
      { until: 11, says: 'The record has no user agent.' },
      { from: 12, says: 'The user agent is recorded, cut after 1024 bytes.' },
    ],
  },
} as const satisfies Record<string, LedgerEntry>;
