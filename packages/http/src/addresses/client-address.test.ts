import { describe, expect, it } from 'vitest';
import { bucketOf, clientAddress, readNetwork, type Network } from './client-address.ts';

const networks = (...texts: string[]) => texts.map((text) => readNetwork(text)!);
const proxies = networks('10.0.0.0/8', '2001:db8:1::/48', '127.0.0.1');
const bucket = (peer: string | undefined, forwarded?: string, trusted: readonly Network[] = proxies) => {
  const address = clientAddress(peer, forwarded, trusted);
  return address && bucketOf(address);
};

describe('the address of a client', () => {
  it.each([
    ['the peer', '203.0.113.7', undefined, '203.0.113.7'],
    ['the peer, whatever it claims', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['what our proxy noted', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    [
      'what our proxy noted, not what a client wrote before it',
      '10.1.2.3',
      '9.9.9.9, 198.51.100.1',
      '198.51.100.1',
    ],
    ['beyond several proxies of ours', '10.1.2.3', '9.9.9.9, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['noted with a port', '10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
    ['noted as IPv6 with a port', '10.1.2.3', '[2001:db8:ffff::1]:4711', '8193:3512:65535:0'],
    ['the proxy, when it noted nothing', '10.1.2.3', undefined, '10.1.2.3'],
    ['the proxy, when what it noted is no address', '10.1.2.3', '198.51.100.1, unknown', '10.1.2.3'],
    ['the farthest, when all are ours', '127.0.0.1', '10.5.5.5, 10.6.6.6', '10.5.5.5'],
    ['IPv4 within IPv6', '::ffff:203.0.113.7', undefined, '203.0.113.7'],
    ['a proxy of ours, as IPv4 within IPv6', '::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['an IPv6 proxy of ours', '2001:db8:1:5::9', '198.51.100.1', '198.51.100.1'],
  ])('is %s', (_, peer, forwarded, expected) => {
    expect(bucket(peer, forwarded)).toBe(expected);
  });

  it('is unknown when the peer is', () => {
    expect(bucket(undefined, '198.51.100.1')).toBeNull();
    expect(bucket('/run/socket', '198.51.100.1')).toBeNull();
  });

  it('is one for a whole /64 of IPv6, and another for the next', () => {
    expect(bucket('2001:db8:ffff:1::1')).toBe(bucket('2001:db8:ffff:1:ffff:ffff:ffff:ffff'));
    expect(bucket('2001:db8:ffff:1::1')).not.toBe(bucket('2001:db8:ffff:2::1'));
  });

  it.each(['10.0.0.0/33', '10.0.0', 'proxy.example', ''])('knows that %j is no network', (text) => {
    expect(readNetwork(text)).toBeNull();
  });
});
