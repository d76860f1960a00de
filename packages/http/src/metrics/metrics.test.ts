import { aProvider } from '@impresario/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, type TestHttp } from '../testing/open-test-http.ts';
import { scriptedEngine } from '../testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

describe('GET /metrics', () => {
  it('tells Prometheus of the engine, the providers and the process, to anybody', async () => {
    const { health: well } = aProvider();
    const health = { ...well, status: 'down', successRate: null, circuit: 'open' } as const;
    http = await openTestHttp({
      engine: scriptedEngine({
        listProviders: async () => [
          aProvider({ health: { ...well, successRate: 0.75 } }),
          aProvider({ id: 'suno', health }),
          aProvider({ id: 'mureka', configured: false }),
        ],
      }),
    });
    const reply = await fetch(`${http.url}/metrics`);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = (await reply.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'impresario_tracks{status="pending"} 1',
        'impresario_tracks{status="cancelled"} 5',
        'impresario_queue_length{provider="local"} 1',
        'impresario_stuck_tracks 0',
        'impresario_orphans{state="open"} 6',
        'impresario_orphans{state="claimed"} 7',
        'impresario_callbacks_waiting 8',
        'impresario_realtime_connections{transport="sse"} 0',
        'impresario_realtime_connections{transport="websocket"} 0',
        'impresario_invariant_violations{invariant="I1"} 0',
        'impresario_invariant_violations{invariant="I3"} 2',
        'impresario_invariants_checked_at 1772366280',
        'impresario_provider_up{provider="local"} 1',
        'impresario_provider_up{provider="suno"} 0',
        'impresario_provider_success_ratio{provider="local"} 0.75',
        'impresario_provider_circuit{provider="suno",state="open"} 1',
        'impresario_provider_circuit{provider="suno",state="closed"} 0',
      ]),
    );
    const text = lines.join('\n');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('mureka');
    // One whose query took too long is not known to hold.
    expect(text).not.toContain('invariant="I6"');
    expect(text).not.toContain('impresario_provider_success_ratio{provider="suno"}');
  });

  it('[LIM-1] tells whether limits are counted together, where they are counted outside the database', async () => {
    let counting: 'ok' | 'degraded' = 'degraded';
    http = await openTestHttp({ limiter: { health: async () => counting } });
    const read = async () => (await fetch(`${http.url}/metrics`)).text();
    expect(await read()).toContain('impresario_limiter_degraded 1');
    counting = 'ok';
    http.clock.advance(1_000);
    expect(await read()).toContain('impresario_limiter_degraded 0');
  });

  it('[RT-1] tells whether word of other processes comes at once', async () => {
    let health: 'idle' | 'ok' | 'deaf' | 'lost' = 'deaf';
    http = await openTestHttp({ relay: { health: () => health } });
    const told = new Map<string, string | undefined>();
    for (health of ['idle', 'ok', 'deaf', 'lost'] as const) {
      http.clock.advance(1_000);
      const text = await (await fetch(`${http.url}/metrics`)).text();
      told.set(health, /^impresario_relay_degraded (\d)$/m.exec(text)?.[1]);
    }
    expect(Object.fromEntries(told)).toEqual({ idle: '0', ok: '0', deaf: '1', lost: '1' });
  });

  it('asks the engine at most once a second, and forgets what is no longer told', async () => {
    let asked = 0;
    http = await openTestHttp({
      engine: scriptedEngine({
        listProviders: async () => ((asked += 1) === 1 ? [aProvider()] : []),
      }),
    });
    const read = async () => (await fetch(`${http.url}/metrics`)).text();
    await Promise.all([read(), read()]);
    expect(await read()).toContain('provider_up{provider="local"}');
    expect(asked).toBe(1);
    http.clock.advance(1_000);
    expect(await read()).not.toContain('provider_up{provider="local"}');
    expect(asked).toBe(2);
  });
});
