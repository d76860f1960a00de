import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('TRUSTED_PROXIES and IP_REQUESTS_PER_MINUTE', () => {
  it('have sane values when nothing is set', () => {
    expect(readConfig({})).toMatchObject({ TRUSTED_PROXIES: [], IP_REQUESTS_PER_MINUTE: 600 });
  });

  it('take networks of both kinds, and single addresses', () => {
    const { TRUSTED_PROXIES } = readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, ::1,192.0.2.1' });
    const told = TRUSTED_PROXIES.map(([address, bits]) => `${address.toString()}/${bits}`);
    expect(told).toEqual(['10.0.0.0/8', '::1/128', '192.0.2.1/32']);
  });

  it.each([
    [{ TRUSTED_PROXIES: '10.0.0.0/8,proxy' }, 'TRUSTED_PROXIES must be addresses or networks'],
    [{ IP_REQUESTS_PER_MINUTE: '-1' }, 'IP_REQUESTS_PER_MINUTE must be at least 0'],
    [{ IP_REQUESTS_PER_MINUTE: 'many' }, 'IP_REQUESTS_PER_MINUTE must be a number'],
  ])('are refused as %o', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });
});
