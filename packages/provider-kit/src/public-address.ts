import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address, as text, is one that anybody on the internet can reach (IANA special-purpose registries, as ipaddr.js
 * has them). An IPv6 address that carries an IPv4 one leads there, so that one decides.
 */
export function isPublicAddress(text: string): boolean {
  if (isIPv4(text)) return ipaddr.IPv4.parse(text).range() === 'unicast';
  // ipaddr.js takes ::1.2.3.4 for ::ffff:1.2.3.4, so the parser of URLs writes it in groups first. It takes no zone.
  const groups = isIPv6(text) ? URL.parse(`http://[${text}]`)?.hostname.slice(1, -1) : undefined;
  if (groups === undefined) return false;
  const address = ipaddr.IPv6.parse(groups);
  const { parts } = address;
  const carried = carriedAddresses(parts);
  if (carried !== null) return carried.every((each) => each.range() === 'unicast');
  // ipaddr.js calls everything unicast that it has no other name for; only 2000::/3 has been given out (RFC 4291, 2.4).
  return address.range() === 'unicast' && ((parts[0] ?? 0) & 0xe000) === 0x2000;
}

/** The IPv4 addresses that packets for this IPv6 address end up at; null when it carries none. */
function carriedAddresses(parts: readonly number[]): ipaddr.IPv4[] | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = parts;
  const zeros = (...given: number[]) => given.every((part) => part === 0);
  // ::ffff:a.b.c.d, mapped (RFC 4291), and 64:ff9b::a.b.c.d, NAT64 (RFC 6052).
  if (zeros(a, b, c, d, e) && f === 0xffff) return [v4(g, h)];
  if (a === 0x64 && b === 0xff9b && zeros(c, d, e, f)) return [v4(g, h)];
  // 2002:aabb:ccdd::, 6to4 (RFC 3056).
  if (a === 0x2002) return [v4(b, c)];
  // 2001:0:<server>:…:<client, its bits turned round>, Teredo (RFC 4380).
  if (a === 0x2001 && b === 0) return [v4(c, d), v4(g ^ 0xffff, h ^ 0xffff)];
  return null;
}

function v4(high: number, low: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
}
