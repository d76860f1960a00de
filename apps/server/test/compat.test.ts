import { createClient, FunctionsHttpError } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, signToken, userClaims } from '../src/testing.ts';
import { openSunoHouse, type SunoHouse } from './suno-house.ts';

const jwtSecret = 'compat-compat-compat-compat-compat';
const page = 'https://app.example';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

describe('the client of the original design, unchanged', () => {
  let house: SunoHouse;
  const sent: Headers[] = [];
  const anonKey = signToken(jwtSecret, { ...userClaims('anon'), role: 'anon' });
  const token = (user: string) => signToken(jwtSecret, { ...userClaims(user), role: 'authenticated' });

  beforeAll(async () => {
    house = await openSunoHouse({ JWT_SECRET: jwtSecret, SIGNUP_CREDITS: '2', ALLOWED_ORIGINS: page });
  });
  afterAll(() => house.close());

  /** `null`: nobody has signed in, and the client sends the key of the anonymous role. */
  async function invoke(user: string | null, body: object): Promise<Answer> {
    const replies: Response[] = [];
    // A page's requests carry its origin, which Node would not add by itself.
    const fromPage: typeof fetch = async (url, init) => {
      const headers = new Headers(init?.headers);
      sent.push(new Headers(headers));
      headers.set('origin', page);
      const reply = await fetch(url, { ...init, headers });
      replies.push(reply);
      return reply;
    };
    const client = createClient(house.server.url, anonKey, { global: { fetch: fromPage } });
    const { data, error } = await client.functions.invoke<Record<string, unknown>>('generate-suno', {
      body,
      ...(user !== null && { headers: { Authorization: `Bearer ${token(user)}` } }),
    });
    const failed: unknown = error;
    if (failed !== null && !(failed instanceof FunctionsHttpError)) {
      throw new Error('the server did not answer', { cause: failed });
    }
    const { status, headers } = replies[0]!;
    expect(headers.get('access-control-allow-origin')).toBe(page);
    if (failed === null) return { status, headers, body: data! };
    const told: unknown = await (failed.context as Response).json();
    return { status, headers, body: told as Record<string, unknown> };
  }
  /** Tracks are made in a moment, one at a time for these users. */
  async function finished(user: string, trackId: unknown): Promise<string> {
    const route = `/v1/tracks/${String(trackId)}`;
    const look = async () => {
      const reply = await ask({ url: house.server.url, token: token(user) }, 'GET', route);
      return (JSON.parse(reply.text) as { status: string }).status;
    };
    await expect.poll(look, { timeout: 15_000 }).toMatch(/completed|failed/);
    return look();
  }

  it('[PRO-2] is answered with the ids of track and task, in its own form', async () => {
    const { status, body, headers } = await invoke('carol', {
      prompt: 'an indie folk song',
      tags: 'indie folk, warm',
      model_version: 'V5',
      has_vocals: true,
      style_weight: 65,
      lyrics: 'Rain on the roof',
      make_instrumental: false,
    });
    const [task] = house.suno.control.state().tasks;
    expect([status, body]).toEqual([
      200,
      {
        success: true,
        trackId: expect.stringMatching(uuid) as string,
        taskId: task!.id,
        message: 'Generation started successfully',
      },
    ]);
    expect(task!.body).toMatchObject({ model: 'V5', prompt: 'Rain on the roof', styleWeight: 0.65 });
    expect(headers.get('x-ratelimit-remaining')).toBe('2');
    expect(await finished('carol', body.trackId)).toBe('completed');
  });

  it('[IDM-2] is told `Already processed` when it sends the same again', async () => {
    const request = { prompt: 'a song', idempotencyKey: 'once' };
    const before = house.suno.control.state().counts.billable;
    const first = await invoke('dora', request);
    const again = await invoke('dora', request);
    expect(again).toMatchObject({
      status: 200,
      body: { ...first.body, message: 'Already processed' },
    });
    expect(house.suno.control.state().counts.billable).toBe(before + 1);
    await finished('dora', first.body.trackId);
  });

  it('is told which fields are wrong, in its own spelling', async () => {
    const { status, body } = await invoke('erin', { prompt: 'x'.repeat(3001), negative_tags: 7 });
    expect([status, body]).toMatchObject([
      400,
      { error: 'Invalid request parameters', details: [{ path: 'prompt' }, { path: 'negative_tags' }] },
    ]);
  });

  it('[SEC-1] is refused with the key of the anonymous role', async () => {
    expect(await invoke(null, { prompt: 'a song' })).toMatchObject({
      status: 401,
      body: { error: 'Unauthorized' },
    });
  });

  it('[CRE-3] [LIM-2] is told that credits are short, and how long to wait', async () => {
    for (const prompt of ['one', 'two']) {
      const { body } = await invoke('fred', { prompt });
      await finished('fred', body.trackId);
    }
    expect(await invoke('fred', { prompt: 'three' })).toMatchObject({
      status: 402,
      body: { success: false, errorCode: 'INSUFFICIENT_CREDITS' },
    });
    // What a provider refuses is refunded, but counts as started.
    for (const prompt of ['one sim:error=400', 'two sim:error=400', 'three sim:error=400']) {
      expect(await invoke('gina', { prompt })).toMatchObject({
        status: 500,
        body: { success: false, errorCode: 'PROVIDER_REJECTED' },
      });
    }
    const { status, body, headers } = await invoke('gina', { prompt: 'four' });
    expect([status, body]).toMatchObject([
      429,
      { success: false, error: 'Rate limit exceeded', errorCode: 'RATE_LIMIT_EXCEEDED', remaining: 0 },
    ]);
    expect(Date.parse(String(body.resetAt))).toBeGreaterThan(Date.now());
    expect(headers.get('x-ratelimit-limit')).toBe('3');
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
    expect(headers.get('retry-after')).toBe(String(body.retryAfter));
  });

  it('[LIM-1] is told that one track is being made already', async () => {
    const first = await invoke('hana', { prompt: 'endless sim:never-finishes' });
    expect(first.status).toBe(200);
    expect(await invoke('hana', { prompt: 'another' })).toMatchObject({
      status: 429,
      body: { errorCode: 'CONCURRENCY_LIMIT_EXCEEDED', error: 'Rate limit exceeded' },
    });
  });

  it('[PRO-5] is told, as soon as it is known, that its words were refused', async () => {
    const request = { prompt: 'a song sim:moderated', idempotencyKey: 'refused' };
    const { body } = await invoke('ivan', request);
    // Suno takes such a task and refuses it later: the first answer may be either.
    if (body.success === true) expect(await finished('ivan', body.trackId)).toBe('failed');
    expect(await invoke('ivan', request)).toMatchObject({
      status: 500,
      body: { success: false, errorCode: 'MODERATED' },
    });
  });

  it('[SEC-4] may send every header it sends, from a page of a listed origin only', async () => {
    const preflight = (origin: string) =>
      fetch(`${house.server.url}/functions/v1/generate-suno`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const reply = await preflight(page);
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([204, page]);
    expect(reply.headers.get('access-control-allow-methods')).toContain('POST');
    const allowed = reply.headers.get('access-control-allow-headers')!.toLowerCase().split(/,\s*/);
    const needed = new Set(sent.flatMap((headers) => [...headers.keys()]));
    expect(needed).toContain('apikey');
    expect([...needed].filter((name) => !allowed.includes(name))).toEqual([]);
    const stranger = await preflight('https://elsewhere.example');
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
  });
});
