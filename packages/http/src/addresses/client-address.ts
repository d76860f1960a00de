import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [address: Address, bits: number];

/** `10.0.0.0/8`, `2001:db8::/32`, or one address; null when it is neither. */
export function readNetwork(text: string): Network | null {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = readAddress(text);
  return address && [address, address.kind() === 'ipv4' ? 32 : 128];
}

/**
 * The address a request came from: the peer's, unless that is a proxy of ours; then the nearest one before it, by what the
 * proxies noted, that is no proxy of ours. What stands further left in the header anybody may have written. null when
 * the peer is unknown.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: readonly Network[],
): Address | null {
  let nearest = readAddress(peer ?? '');
  const noted = forwardedFor?.split(',') ?? [];
  while (nearest && noted.length > 0 && isWithin(nearest, trustedProxies)) {
    const before = readAddress(noted.pop()!);
    // A proxy that notes no address has none to tell of: then it is the one that counts.
    if (!before) break;
    nearest = before;
  }
  return nearest;
}

/** One bucket for each IPv4 address, and for each /64 of IPv6, of which a client has all. */
export function bucketOf(address: Address): string {
  return address instanceof ipaddr.IPv4 ? address.toString() : address.parts.slice(0, 4).join(':');
}

export function isThisMachine(address: Address): boolean {
  return address.range() === 'loopback';
}

/** Proxies write IPv4, IPv6, IPv4 within IPv6, and some the port as well. */
function readAddress(text: string): Address | null {
  const bare =
    /^\[([^\]]+)\](?::\d+)?$/.exec(text.trim())?.[1] ?? text.trim().replace(/^([\d.]+):\d+$/, '$1');
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare);
  return isAddress ? ipaddr.process(bare) : null;
}

function isWithin(address: Address, networks: readonly Network[]): boolean {
  return networks.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
  );
}
