import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

type UrlFault = 'bad-url' | 'not-https' | 'private-address';

/**
 * A first look at an address that a user gave, without asking DNS: whether it is https, holds no credentials and names no
 * machine of the local network. What the name resolves to is checked when it is downloaded.
 */
export function assertPublicHttpsUrl(
  text: string,
): { readonly ok: true } | { readonly ok: false; readonly why: UrlFault } {
  const url = parseWebUrl(text);
  if (typeof url === 'string') return { ok: false, why: url };
  const why = faultOf(url);
  return why === null ? { ok: true } : { ok: false, why };
}

/** An http or https address without credentials, or what is wrong with it. */
export function parseWebUrl(text: string, base?: URL): URL | 'bad-url' | 'not-https' {
  const url = URL.parse(text, base);
  if (url === null || url.username !== '' || url.password !== '') return 'bad-url';
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : 'not-https';
}

/** Why an address that nobody vouches for may not be asked, as far as its text tells. */
export function faultOf(url: URL): 'not-https' | 'private-address' | null {
  if (url.protocol !== 'https:') return 'not-https';
  // The parser of URLs has turned every other spelling of an IPv4 address (decimal, octal, hex) into this one.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (isIP(host) !== 0) return isPublicAddress(host) ? null : 'private-address';
  return host === 'localhost' || host.endsWith('.localhost') ? 'private-address' : null;
}
