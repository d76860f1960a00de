import { lookup as lookupName } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Every address of a host name. */
export type LookupAll = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export const lookupAll: LookupAll = (hostname) => lookupName(hostname, { all: true });

export const privateAddressCode = 'ERR_PRIVATE_ADDRESS';

/**
 * For a connector: the addresses it may connect to. It asks once, and the connection is made to what was checked, so that a name
 * that resolves to something else a moment later gains nothing. One private address among public ones spoils the name.
 */
export function createLookup(resolve: LookupAll, mayBePrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    const fail = (code: string) => callback(Object.assign(new Error(code), { code }), '', 0);
    resolve(hostname).then(
      (found) => {
        const [first] = found;
        if (!first) return fail('ENOTFOUND');
        if (!mayBePrivate && !found.every(({ address }) => isPublicAddress(address)))
          return fail(privateAddressCode);
        if (options.all) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => fail((error as NodeJS.ErrnoException | null)?.code ?? 'ENOTFOUND'),
    );
  };
}
