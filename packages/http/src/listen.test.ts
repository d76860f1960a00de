import { once } from 'node:events';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { listen } from './listen.ts';
import type { HttpEnv } from './services.ts';
import { heldClock } from './testing/open-test-http.ts';

describe('listen', () => {
  it('tells a port in use from other failures', async () => {
    const options = { app: new Hono<HttpEnv>(), host: '127.0.0.1', clock: heldClock() };
    const first = await listen({ ...options, port: 0 });
    await expect(listen({ ...options, port: first.port })).rejects.toMatchObject({ code: 'port_in_use' });
    await expect(listen({ ...options, host: '192.0.2.1', port: 0 })).rejects.toMatchObject({
      code: 'address_unavailable',
    });
    await first.close();
  });

  it('lets a request under way finish before it closes', async () => {
    const { app, arrived, finish } = slowApp();
    const server = await listen({ app, host: '127.0.0.1', port: 0, clock: heldClock() });
    const slow = fetch(server.url);
    await arrived;
    const closing = server.close();
    await expect(fetch(server.url)).rejects.toThrow();
    finish();
    expect(await (await slow).text()).toBe('done');
    await closing;
  });

  it('does not wait for a connection that was opened in advance and never used', async () => {
    const { app } = slowApp();
    const server = await listen({ app, host: '127.0.0.1', port: 0, clock: heldClock() });
    const unused = connect(server.port, '127.0.0.1');
    await once(unused.resume(), 'connect');
    const cut = once(unused, 'close');
    await server.close();
    await cut;
  });

  it('cuts what lasts longer than the grace', async () => {
    const clock = heldClock();
    const { app, arrived } = slowApp();
    const server = await listen({ app, host: '127.0.0.1', port: 0, clock });
    const stuck = fetch(server.url).catch((error: unknown) => error);
    await arrived;
    const closing = server.close();
    clock.advance(5_000);
    await closing;
    expect(await stuck).toBeInstanceOf(Error);
  });
});

function slowApp() {
  const arrival = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const app = new Hono<HttpEnv>();
  app.get('/', async (c) => {
    arrival.resolve();
    await end.promise;
    return c.text('done');
  });
  return { app, arrived: arrival.promise, finish: end.resolve };
}
