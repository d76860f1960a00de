import { describe, expect, it, vi } from 'vitest';
import { createLookup, type LookupAll, type ResolvedAddress } from './lookup-all.ts';

const v4 = (address: string): ResolvedAddress => ({ address, family: 4 });
const v6 = (address: string): ResolvedAddress => ({ address, family: 6 });

/** What a connector would be given for a name. */
function look(resolve: LookupAll, { mayBePrivate = false, all = true } = {}): Promise<unknown> {
  return new Promise((done) =>
    createLookup(resolve, mayBePrivate)('files.test', { all }, (error, address, family) =>
      done(error ? error.code : all ? address : { address, family }),
    ),
  );
}

describe('[SEC-3] what a connector may connect to', () => {
  it('is what was checked, asked for once, in both ways of asking', async () => {
    const found = [v6('2606:4700::1'), v4('8.8.8.8')];
    const resolve = vi.fn(async () => found);
    expect(await look(resolve)).toEqual(found);
    expect(await look(resolve, { all: false })).toEqual(found[0]);
    expect(resolve).toHaveBeenCalledTimes(2);
  });

  it('is nothing when one address of many is private', async () => {
    for (const bad of [v4('127.0.0.1'), v4('169.254.169.254'), v6('::ffff:10.0.0.1'), v6('fd00::1')]) {
      expect(await look(async () => [v4('8.8.8.8'), bad])).toBe('ERR_PRIVATE_ADDRESS');
      expect(await look(async () => [v4('8.8.8.8'), bad], { mayBePrivate: true })).toHaveLength(2);
    }
  });

  it('is nothing when the name is bound anew, first to a public address and then to this machine', async () => {
    const answers = [[v4('8.8.8.8')], [v4('127.0.0.1')]];
    const resolve: LookupAll = async () => answers.shift() ?? [];
    expect(await look(resolve)).toEqual([v4('8.8.8.8')]);
    expect(await look(resolve)).toBe('ERR_PRIVATE_ADDRESS');
    expect(await look(resolve)).toBe('ENOTFOUND');
  });

  it('is nothing for a name without an address', async () => {
    const failure = Object.assign(new Error('getaddrinfo'), { code: 'EAI_AGAIN' });
    expect(await look(() => Promise.reject(failure))).toBe('EAI_AGAIN');
  });
});
