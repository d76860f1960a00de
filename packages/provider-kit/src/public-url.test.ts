import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address.ts';
import { assertPublicHttpsUrl } from './public-url.ts';

describe('[SEC-3] an address', () => {
  it.each([
    ...['8.8.8.8', '1.1.1.1', '93.184.216.34', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1'],
    ...['2606:4700:4700::1111', '2001:4860:4860::8888', '2a00:1450:4001:80b::200e'],
    // Public IPv4 carried in IPv6: mapped, NAT64, 6to4, Teredo (server 8.8.4.4, client 8.8.8.8).
    ...['::ffff:8.8.8.8', '64:ff9b::808:808', '2002:808:808::1', '2001:0:808:404::f7f7:f7f7'],
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...[
      '169.254.169.254',
      '100.64.0.1',
      '192.0.0.1',
      '192.0.2.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
    ],
    ...['224.0.0.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'fec0::1', 'ff02::1', '100::1'],
    ...['2001:db8::1', '3fff::1', '5f00::1', '4000::1', '2001:2::1', '2001:20::1'],
    // Compatible, translated, and a NAT64 prefix for local use.
    ...['::7f00:1', '::8.8.8.8', '::ffff:0:8.8.8.8', '64:ff9b:1::808:808'],
    ...['::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '2002:7f00:1::1'],
    ...['2002:c0a8:101::1', '2001:0:7f00:1::f7f7:f7f7', '2001:0:808:404::80ff:fffe'],
    ...['', 'localhost', '1.2.3.4.5', '::g'],
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('[SEC-3] assertPublicHttpsUrl', () => {
  it.each([
    'https://cdn.example.com/a.mp3?token=1',
    'https://cdn.example.com:8443/a',
    'HTTPS://CDN.example.com',
    'https://8.8.8.8/a',
    'https://[2606:4700:4700::1111]/',
    'https://[64:ff9b::808:808]/',
    'https://localhost.example.com/',
  ])('passes %s', (url) => {
    expect(assertPublicHttpsUrl(url)).toEqual({ ok: true });
  });

  it.each([
    ['', 'bad-url'],
    ['cdn.example.com/a.mp3', 'bad-url'],
    ['/a.mp3', 'bad-url'],
    ['https://', 'bad-url'],
    ['https://user@cdn.example.com/', 'bad-url'],
    ['https://:password@cdn.example.com/', 'bad-url'],
    ['https://999.1.1.1/', 'bad-url'],
    ['https://[fe80::1%25eth0]/', 'bad-url'],
    ['http://cdn.example.com/', 'not-https'],
    ['ftp://cdn.example.com/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['data:audio/mpeg;base64,AAAA', 'not-https'],
    ['blob:https://cdn.example.com/1', 'not-https'],
    ['javascript:alert(1)', 'not-https'],
  ])('refuses %s as %s', (url, why) => {
    expect(assertPublicHttpsUrl(url)).toEqual({ ok: false, why });
  });

  it.each([
    ...['https://localhost/', 'https://LOCALHOST./', 'https://a.localhost/', 'https://127.0.0.1/'],
    // The same address in decimal, octal, hex, shortened, with a dot, in full-width digits, and mapped.
    ...['https://2130706433/', 'https://017700000001/', 'https://0x7f000001/', 'https://127.1/'],
    ...['https://0177.0.0.0x1/', 'https://127.0.0.1./', 'https://１２７.0.0.1/', 'https://%31%32%37.0.0.1/'],
    ...['https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[0:0:0:0:0:ffff:7f00:1]/', 'https://[::]/'],
    ...['https://0/', 'https://10.0.0.1:8443/', 'https://169.254.169.254/latest/', 'https://[fd00::1]/'],
    ...['https://[64:ff9b::a00:1]/', 'https://[2002:a9fe:a9fe::]/', 'https://3232235777/'],
  ])('refuses %s as a private address', (url) => {
    expect(assertPublicHttpsUrl(url)).toEqual({ ok: false, why: 'private-address' });
  });
});
