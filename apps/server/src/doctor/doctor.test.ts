import type { Engine } from '@impresario/engine';
import type { Relay } from '@impresario/realtime';
import { describe, expect, it } from 'vitest';
import { readConfig, type Environment } from '../config.ts';
import { look } from './finding.ts';
import { lookAtDisk } from './look-at-disk.ts';
import { lookAtProviders } from './look-at-providers.ts';
import { lookAtRelay } from './look-at-relay.ts';
import { lookAtSecrets } from './look-at-secrets.ts';

const good = 'kJ8#mQ2$vX5^bN9&wR4*zT7(yU1)pL6!';
const weak = 'secretsecretsecretsecretsecretsecret';
const statuses = (findings: readonly { id: string; status: string }[]) =>
  Object.fromEntries(findings.map(({ id, status }) => [id, status]));

describe('the doctor', () => {
  it.each<[Environment, object]>([
    [{}, { identity: 'ok', 'file-secret': 'ok', address: 'ok' }],
    [{ JWT_SECRET: good }, { identity: 'ok', address: 'warning' }],
    [
      { JWT_SECRET: weak, FILE_URL_SECRET: weak },
      { identity: 'failed', 'file-secret': 'failed' },
    ],
    [{ JWT_SECRET: good, ROLE: 'api' }, { 'file-secret': 'warning' }],
    [{ JWT_SECRET: good, ROLE: 'api', FILE_URL_SECRET: good }, { 'file-secret': 'ok' }],
    [{ JWT_SECRET: good, PUBLIC_URL: 'http://music.example' }, { address: 'failed' }],
    [{ JWT_SECRET: good, PUBLIC_URL: 'https://music.example' }, { address: 'ok' }],
  ])('[SEC-1] [SEC-4] judges secrets and addresses of %o', (env, expected) => {
    const findings = lookAtSecrets(readConfig(env));
    expect(statuses(findings)).toMatchObject(expected);
    expect(JSON.stringify(findings)).not.toContain(weak);
    for (const { status, remedy } of findings) expect(remedy === null).toBe(status === 'ok');
  });

  it.each<[Environment, object]>([
    [{}, {}],
    [{ SUNO_API_KEY: 'k' }, { callbacks: 'warning', 'callback-signature': 'warning' }],
    [
      { SUNO_API_KEY: 'k', PUBLIC_URL: 'https://a.example', SUNO_WEBHOOK_SECRET: good },
      { callbacks: 'ok', 'callback-signature': 'ok' },
    ],
    [{ SUNO_API_KEY: 'k', SUNO_CALLBACK_URL: 'https://b.example' }, { callbacks: 'ok' }],
  ])('[CAL-2] judges callbacks of %o', async (env, expected) => {
    const engine = { listProviders: async () => [] } as unknown as Engine;
    expect(statuses(await lookAtProviders(engine, readConfig(env)))).toMatchObject(expected);
  });

  it.each([
    ['NOTIFY', 'ok', 'ok'],
    ['NOTIFY', 'deaf', 'warning'],
    ['NATS', 'lost', 'warning'],
  ] as const)('[RT-1] judges word by %s that is %s', async (by, health, status) => {
    const relay = { by, check: async () => health } as Relay;
    const [finding] = await lookAtRelay(relay);
    expect(finding).toMatchObject({ id: 'realtime', status });
    expect(finding!.remedy === null).toBe(status === 'ok');
  });

  it('says of a disk that cannot be written what to do', async () => {
    expect(await lookAtDisk('/nowhere/at/all')).toMatchObject([
      { status: 'failed', remedy: expect.any(String) as string },
    ]);
  });

  it('makes a finding of a look that fails itself', async () => {
    const findings = await look(['x', 'X'], 'Do something.', () => Promise.reject(new Error('gone')));
    expect(findings).toEqual([
      { id: 'x', title: 'X', status: 'failed', detail: 'gone', remedy: 'Do something.' },
    ]);
  });
});
