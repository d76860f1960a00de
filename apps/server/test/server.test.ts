import { createServer, type Server } from 'node:net';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Track } from '@impresario/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRunningServer, startServer, type RunningServer } from '../src/index.ts';
import { ask, makeDataDirectory, runServer, signToken, userClaims } from '../src/testing.ts';

const quick = { durationSeconds: 10, variants: 2, prompt: 'calm solo piano', seed: 7 };

describe('the whole engine in one process', () => {
  let place: Awaited<ReturnType<typeof makeDataDirectory>>;
  let server: RunningServer & { token: string };

  beforeAll(async () => {
    place = await makeDataDirectory();
    const env = { DATA_DIR: place.dataDir, LOG_LEVEL: 'error' };
    server = (await startServer({ env, port: 0, studio: false })) as typeof server;
  });
  afterAll(async () => {
    await server.stop();
    await place.remove();
  });

  it('[IDM-2] [I17] answers twenty parallel requests under one key with one track and equal replies', async () => {
    const headers = { 'idempotency-key': '"twenty"' };
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => ask(server, 'POST', '/v1/tracks', quick, headers)),
    );
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([202]));
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    expect(replies.filter((reply) => reply.headers.get('idempotent-replayed') === 'true')).toHaveLength(19);

    const other = await ask(server, 'POST', '/v1/tracks', { ...quick, seed: 8 }, headers);
    expect([other.status, JSON.parse(other.text)]).toMatchObject([422, { code: 'idempotency_mismatch' }]);
  });

  it('[GEN-6] [PRO-7] [SEC-4] makes two different songs that can be played by their signed addresses', async () => {
    const reply = await ask(server, 'POST', '/v1/tracks', quick, { prefer: 'wait=60' });
    expect(reply.status).toBe(200);
    const track = JSON.parse(reply.text) as Track;
    expect(track).toMatchObject({ status: 'completed', progress: 1, creditsCharged: 1, creditsRefunded: 0 });
    expect(new Set(track.versions.map((version) => version.audio?.sha256)).size).toBe(2);
    for (const { audio, cover, peaks, durationSeconds } of track.versions) {
      expect(durationSeconds).toBeCloseTo(10, 0);
      const whole = await fetch(audio!.url);
      expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
      expect((await whole.arrayBuffer()).byteLength).toBe(audio!.bytes);
      const part = await fetch(audio!.url, { headers: { range: 'bytes=0-2' } });
      expect([part.status, await part.text()]).toEqual([206, 'ID3']);
      expect((await fetch(cover!.url)).headers.get('content-type')).toBe('image/jpeg');
      expect(await (await fetch(peaks!.url)).json()).toMatchObject({ version: 2, bits: 8 });
      const forged = await fetch(
        audio!.url.replace(/signature=(.)/, (_, first) => `signature=${first === 'A' ? 'B' : 'A'}`),
      );
      expect(forged.status).toBe(403);
    }
  });

  it('[PRO-7] gives the same bytes for the same seed, and stems when asked', async () => {
    const body = {
      ...quick,
      prompt: 'pop with drums and warm pads',
      variants: 1,
      providerOptions: { local: { stems: true } },
    };
    const [first, second] = await Promise.all(
      [1, 2].map(
        async () =>
          JSON.parse((await ask(server, 'POST', '/v1/tracks', body, { prefer: 'wait=60' })).text) as Track,
      ),
    );
    expect(first!.versions[0]!.audio!.sha256).toBe(second!.versions[0]!.audio!.sha256);
    expect(first!.versions[0]!.stems.map((stem) => stem.name).sort()).toEqual([
      'bass',
      'drums',
      'harmony',
      'lead',
      'pads',
    ]);
  });

  it('[PRO-7] [RT-1] tells at least ten steps of progress and then the end', async () => {
    const { id } = JSON.parse(
      (await ask(server, 'POST', '/v1/tracks', { ...quick, durationSeconds: 30 })).text,
    ) as Track;
    const stream = await fetch(`${server.url}/v1/tracks/${id}/events`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    const text = await stream.text();
    const shown = [...text.matchAll(/^data: (\{"type".*)$/gm)].map(
      (line) => (JSON.parse(line[1]!) as { track: Track }).track,
    );
    const steps = new Set(shown.map((track) => track.progress));
    expect(steps.size).toBeGreaterThanOrEqual(10);
    expect(shown.at(-1)!.status).toBe('completed');
    expect(text).toContain('event: end');
  });

  it('[GEN-10] stops a render within a second of its cancellation and gives the credit back', async () => {
    const { id } = JSON.parse(
      (await ask(server, 'POST', '/v1/tracks', { ...quick, durationSeconds: 240 })).text,
    ) as Track;
    await ask(server, 'GET', `/v1/tracks/${id}`);
    const cancelled = await ask(server, 'POST', `/v1/tracks/${id}/cancel`);
    expect(JSON.parse(cancelled.text)).toMatchObject({
      status: 'cancelled',
      creditsRefunded: 1,
      error: { code: 'CANCELLED' },
    });
    const next = await ask(server, 'POST', '/v1/tracks', { ...quick, variants: 1 }, { prefer: 'wait=30' });
    expect(JSON.parse(next.text)).toMatchObject({ status: 'completed' });
  });

  it('is found by other programs on the same data directory, and refuses a second server there', async () => {
    const env = { DATA_DIR: place.dataDir };
    expect(await findRunningServer(env)).toEqual({ url: server.url, token: server.token });
    expect((await stat(path.join(place.dataDir, 'owner-token'))).mode & 0o777).toBe(0o600);
    await expect(startServer({ env, port: 0, studio: false })).rejects.toMatchObject({
      code: 'already_running',
    });
  });
});

describe('bad days', () => {
  let place: Awaited<ReturnType<typeof makeDataDirectory>>;
  beforeAll(async () => (place = await makeDataDirectory()));
  afterAll(() => place.remove());

  it('says which variable is wrong, and that local mode stays on this machine', async () => {
    const env = { DATA_DIR: place.dataDir };
    await expect(startServer({ env: { ...env, PORT: 'eighty' } })).rejects.toThrow(/PORT/);
    await expect(startServer({ env: { ...env, MAX_QUEUE_MS: '49' } })).rejects.toThrow(/MAX_QUEUE_MS/);
    await expect(startServer({ env: { ...env, HOST: '0.0.0.0' } })).rejects.toMatchObject({
      code: 'not_loopback',
    });
    await expect(startServer({ env: { ...env, DEFAULT_PROVIDER: 'suno' } })).rejects.toThrow(
      /DEFAULT_PROVIDER/,
    );
  });

  it('says that the port is taken', async () => {
    const taken = await occupyPort();
    const { port } = taken.address() as { port: number };
    await expect(
      startServer({ env: { DATA_DIR: place.dataDir }, port, studio: false }),
    ).rejects.toMatchObject({
      code: 'port_in_use',
    });
    await new Promise((resolve) => taken.close(resolve));
  });

  it('says that the data directory cannot be written', async () => {
    const env = { DATA_DIR: '/dev/null/impresario' };
    await expect(startServer({ env })).rejects.toMatchObject({ code: 'data_dir_not_writable' });
  });

  it('[SEC-1] checks algorithm, audience and expiry of tokens, and gives a new user a profile', async () => {
    const secret = 's'.repeat(32);
    const env = { DATA_DIR: place.dataDir, JWT_SECRET: secret, LOG_LEVEL: 'error' };
    const server = await startServer({ env, port: 0, studio: false });
    const credits = (claims: object, header?: object) =>
      ask({ url: server.url, token: signToken(secret, claims, header) }, 'GET', '/v1/credits');
    try {
      const fine = userClaims('user-1');
      expect(JSON.parse((await credits(fine)).text)).toMatchObject({ creditsRemaining: 10, plan: 'free' });
      const refused = [
        credits({ ...fine, aud: 'elsewhere' }),
        credits({ ...fine, exp: fine.exp - 7200 }),
        credits({ ...fine, exp: undefined }),
        credits({ ...fine, role: 'service_role' }),
        credits(fine, { alg: 'none' }),
        ask({ url: server.url, token: signToken('another secret', fine) }, 'GET', '/v1/credits'),
      ];
      expect((await Promise.all(refused)).map((reply) => reply.status)).toEqual(refused.map(() => 401));
    } finally {
      await server.stop();
    }
  });

  it(
    '[GEN-8] goes on with a render that SIGTERM stopped, with one debit and no refund',
    { timeout: 120_000 },
    async () => {
      const own = await makeDataDirectory();
      try {
        const first = await runServer(own.dataDir);
        const admitted = await ask(first, 'POST', '/v1/tracks', {
          ...quick,
          durationSeconds: 40,
          variants: 1,
        });
        const { id } = JSON.parse(admitted.text) as Track;
        await progressOf(first, id);
        expect(await first.end()).toBe(0);

        const second = await runServer(own.dataDir);
        expect(second.readyMs).toBeLessThan(20_000);
        const track = await terminal(second, id);
        expect(track).toMatchObject({ status: 'completed', creditsRefunded: 0 });
        const { data } = JSON.parse((await ask(second, 'GET', '/v1/credits/transactions')).text) as {
          data: { type: string }[];
        };
        expect(data.map((transaction) => transaction.type)).toEqual(['generation', 'grant']);
        await second.end();
        await expect(readFile(path.join(own.dataDir, 'server.json'))).rejects.toThrow();
      } finally {
        await own.remove();
      }
    },
  );

  it('[GEN-8] goes on when the database is killed under it', { timeout: 120_000 }, async () => {
    const own = await makeDataDirectory();
    try {
      const server = await runServer(own.dataDir);
      const admitted = await ask(server, 'POST', '/v1/tracks', {
        ...quick,
        durationSeconds: 30,
        variants: 1,
      });
      const { id } = JSON.parse(admitted.text) as Track;
      await progressOf(server, id);
      process.kill(server.postmasterPid()!, 'SIGKILL');
      const track = await terminalByLooking(server, id);
      expect(track).toMatchObject({ status: 'completed', creditsRefunded: 0 });
      await server.end();
    } finally {
      await own.remove();
    }
  });
});

type Address = { url: string; token: string };

async function progressOf(server: Address, id: string): Promise<void> {
  for (;;) {
    const track = JSON.parse((await ask(server, 'GET', `/v1/tracks/${id}`)).text) as Track;
    if ((track.progress ?? 0) > 0) return;
  }
}

/** Events end with the database, so here the track is asked for, and a 503 on the way is the documented answer. */
async function terminalByLooking(server: Address, id: string): Promise<Track> {
  for (;;) {
    const reply = await ask(server, 'GET', `/v1/tracks/${id}`);
    expect([200, 503]).toContain(reply.status);
    const track = JSON.parse(reply.text) as Track;
    if (reply.status === 200 && track.completedAt) return track;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function terminal(server: Address, id: string): Promise<Track> {
  const stream = await fetch(`${server.url}/v1/tracks/${id}/events`, {
    headers: { authorization: `Bearer ${server.token}` },
  });
  await stream.text();
  return JSON.parse((await ask(server, 'GET', `/v1/tracks/${id}`)).text) as Track;
}

async function occupyPort(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
