import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, userToken, type TestHttp } from '../testing/open-test-http.ts';
import { scriptedRealtime } from '../testing/scripted-realtime.ts';

let http: TestHttp;
afterEach(() => http.close());

const open = async (user: string) => {
  const authorization = `Bearer ${await userToken({ sub: user })}`;
  return fetch(`${http.url}/v1/events`, { headers: { authorization } });
};

const connections = async () => {
  http.clock.advance(1_000);
  const text = await (await fetch(`${http.url}/metrics`)).text();
  return Number(/^impresario_realtime_connections\{transport="sse"\} (\d+)$/m.exec(text)?.[1]);
};

describe('places for event streams', () => {
  it('[RT-3] are so many for one user, so many in all, and free again once left', async () => {
    const { realtime, opened } = scriptedRealtime();
    http = await openTestHttp({ realtime, streamLimits: { perUserMax: 2, totalMax: 3 } });
    const first = await open('alice');
    expect([first.status, (await open('alice')).status]).toEqual([200, 200]);
    const third = await open('alice');
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '10']);
    expect(await third.json()).toMatchObject({
      code: 'concurrency_limit_exceeded',
      retryable: true,
      retryAfter: 10,
      detail: expect.stringContaining('2 event streams') as unknown,
    });
    expect((await open('bob')).status).toBe(200);
    const full = await open('carol');
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '10']);
    expect(await full.json()).toMatchObject({ code: 'service_unavailable', retryable: true });
    expect(await connections()).toBe(3);
    opened[0]!.sink.close('over');
    await first.text();
    expect(await connections()).toBe(2);
    expect((await open('alice')).status).toBe(200);
  });
});
