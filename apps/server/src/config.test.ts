import { describe, expect, it } from 'vitest';
import { readConfig, type Environment } from './config.ts';
import { StartError } from './start-error.ts';

const JWT_SECRET = 'a secret of at least 32 characters';
const JWKS_URL = 'https://project.test/auth/v1/.well-known/jwks.json';

const faultOf = (env: Environment) => {
  try {
    readConfig(env);
  } catch (error) {
    return error as StartError;
  }
  throw new Error('accepted');
};

describe('where users come from', () => {
  it('[SEC-1] is this machine, a secret or published keys; the last two may listen anywhere', () => {
    expect(readConfig({}).isLocal).toBe(true);
    for (const env of [
      { JWT_SECRET },
      { JWKS_URL },
      { JWKS_URL: 'http://127.0.0.1:9/x' },
      { JWKS_URL: 'http://[::1]/x' },
    ]) {
      expect(readConfig({ ...env, HOST: '0.0.0.0' }).isLocal).toBe(false);
    }
    expect(faultOf({ HOST: '0.0.0.0' })).toMatchObject({
      code: 'not_loopback',
      message: expect.stringMatching(/JWT_SECRET or JWKS_URL/) as unknown,
    });
  });

  it('[SEC-1] is one of them, not two', () => {
    const fault = faultOf({ JWT_SECRET, JWKS_URL });
    expect(fault).toBeInstanceOf(StartError);
    expect(fault.message).toMatch(/JWT_SECRET and JWKS_URL/);
  });

  it.each([
    'http://project.test/jwks.json',
    'http://127.0.0.1.evil.test/jwks.json',
    'https://user:password@project.test/jwks.json',
    'ftp://project.test/jwks.json',
    'file:///etc/passwd',
    'jwks.json',
  ])('[SEC-1] is no address that keys are not safe from: %s', (url) => {
    const { code, message } = faultOf({ JWKS_URL: url });
    expect(code).toBe('bad_environment');
    expect(message).toMatch(/ {2}JWKS_URL /);
    expect(message).not.toContain('password');
  });
});

describe('the addresses of NATS', () => {
  it('are none, one, or those of a cluster', () => {
    expect(readConfig({}).NATS_URL).toEqual([]);
    const two = 'tls://user:p%40ss@nats-1.test:4222, nats://nats-2.test';
    expect(readConfig({ NATS_URL: two }).NATS_URL).toEqual([
      'tls://user:p%40ss@nats-1.test:4222',
      'nats://nats-2.test',
    ]);
  });

  it.each(['nats.test:4222', 'http://user:password@nats.test', 'nats://', 'nats://nats.test,redis://x'])(
    'are nothing else, and the message names the variable and no password: %s',
    (url) => {
      const { code, message } = faultOf({ NATS_URL: url });
      expect(code).toBe('bad_environment');
      expect(message).toMatch(/ {2}NATS_URL must be an address such as nats:/);
      expect(message).not.toContain('user:password@nats.test');
    },
  );
});
