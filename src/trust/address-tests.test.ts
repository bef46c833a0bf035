import { describe, expect, test } from 'vitest';
import { addressFacts, goAddressText, isStockAddress, looksLikeKubectlProxy } from './address-tests';

describe('the spelling of Go’s net.IP.String', () => {
  test.each([
    ['10.0.3.7', '10.0.3.7'],
    ['::1', '::1'],
    ['::', '::'],
    ['2001:DB8::1', '2001:db8::1'],
    ['2001:0db8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:1:0:0:1:0:0', '2001:db8:1::1:0:0'],
    ['fe80::1:2:3:0:0:0', 'fe80:0:1:2:3::'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::a00:1', '::a00:1'],
    ['010.0.0.1', '8.0.0.1'],
  ])('%s is written %s', (text, written) => {
    expect(goAddressText(text)).toBe(written);
  });

  test.each(['', ' ', 'localhost', '10.0.0.1:443', '[::1]:443', '[::1]', 'fe80::1%eth0', '10.0.0.300', '<script>', '1.2.3.4, 5.6.7.8', '1'.repeat(100_000)])('%j is no address', (text) => {
    expect(isStockAddress(text)).toBe(false);
  });

  test.each(['127.1', '2130706433', '0x7f.0.0.1', '010.0.0.1', '::FFFF:10.0.0.1', '::10.0.0.1', '2001:DB8::1', ' 10.0.0.1', '10.0.0.1 '])('%j is an address no API server writes', (text) => {
    expect(isStockAddress(text)).toBe(false);
  });
});

describe('S1 to S4 on lists', () => {
  const rows: [string, string[], Partial<ReturnType<typeof addressFacts>>][] = [
    ['no addresses', [], { peer: null, claimed: [], s2LoopbackFirst: false, s3NotStock: false, s4Bogon: false }],
    ['a peer alone claims nothing', ['127.0.0.1'], { peer: '127.0.0.1', claimed: [], s2LoopbackFirst: false, s4Bogon: false }],
    ['public claim, public peer', ['8.8.8.8', '1.1.1.1'], { peer: '1.1.1.1', claimed: ['8.8.8.8'], s3NotStock: false, s4Bogon: false }],
    ['private claim, public peer', ['10.0.0.1', '1.1.1.1'], { s4Bogon: true }],
    ['private claim, private peer', ['10.0.0.1', '10.0.0.2'], { s4Bogon: false }],
    ['loopback claim, public peer', ['127.0.0.1', '1.1.1.1'], { s2LoopbackFirst: true, s4Bogon: true }],
    ['loopback claim, private peer', ['::1', '10.0.0.2'], { s2LoopbackFirst: true, s4Bogon: false }],
    ['loopback later', ['8.8.8.8', '127.0.0.1', '10.0.0.2'], { s2LoopbackFirst: false }],
    ['documentation claim', ['203.0.113.9', '1.1.1.1'], { s4Bogon: true }],
    ['documentation peer is not public', ['10.0.0.1', '203.0.113.9'], { s4Bogon: false }],
    ['multicast claim', ['224.0.0.1', '1.1.1.1'], { s4Bogon: true }],
    ['shared space claim', ['100.64.0.1', '1.1.1.1'], { s4Bogon: true }],
    ['unique local IPv6 claim, public IPv6 peer', ['fd00::1', '2606:4700::1111'], { s4Bogon: true }],
    ['IPv6 documentation claim', ['2001:db8::1', '2606:4700::1111'], { s4Bogon: true }],
    ['6to4 claim is routed', ['2002:101:101::1', '1.1.1.1'], { s4Bogon: false }],
    ['not an address', ['unknown', '1.1.1.1'], { s3NotStock: true, s4Bogon: false }],
    ['zone in the peer', ['8.8.8.8', 'fe80::1%eth0'], { s3NotStock: true }],
    ['mapped IPv4', ['::ffff:8.8.8.8', '1.1.1.1'], { s3NotStock: true }],
  ];
  test.each(rows)('%s', (_, addresses, expected) => {
    expect(addressFacts(addresses)).toMatchObject(expected);
  });

  test('a header with ten thousand entries', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `8.8.${i >> 8}.${i & 255}`);
    expect(addressFacts([...many, '1.1.1.1'])).toMatchObject({ peer: '1.1.1.1', s3NotStock: false, s4Bogon: false });
    expect(addressFacts([...many, '10.0.0.1', '1.1.1.1']).s4Bogon).toBe(true);
  });
});

test.each<[string[], string | null, boolean]>([
  [['127.0.0.1', '10.0.0.2'], 'curl/8.5.0', true],
  [['::1', '10.0.0.2'], 'Mozilla/5.0 (X11; Linux x86_64)', true],
  [['127.0.0.1', '10.0.0.2'], 'python-requests/2.31', true],
  [['127.0.0.1', '10.0.0.2'], 'OpenAPI-Generator/29.0.0/python', true],
  [['127.0.0.1', '10.0.0.2'], 'kubectl/v1.30.0 (linux/amd64)', false],
  [['127.0.0.1', '10.0.0.2'], 'curlew/1.0', false],
  [['127.0.0.1', '10.0.0.2'], null, false],
  [['127.0.0.1'], 'curl/8.5.0', false],
  [['8.8.8.8', '10.0.0.2'], 'curl/8.5.0', false],
  [[], 'curl/8.5.0', false],
])('S2: %j with %s: %s', (addresses, agent, expected) => {
  expect(looksLikeKubectlProxy(addresses, agent)).toBe(expected);
});
