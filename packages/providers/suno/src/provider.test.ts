import type { SubmitCall } from '@impresario/provider';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dialect } from './dialects.ts';
import { openGateway } from './gateway.ts';
import { createSunoProvider, type SunoOptions } from './provider.ts';
import { createFastClock } from './testing/fast-clock.ts';
import { readFixture } from './testing/read-fixture.ts';
import { startScriptedSuno } from './testing/scripted-suno.ts';
import { sunoRequest } from './testing/suno-subject.ts';

const suno = await startScriptedSuno();

beforeEach(() => suno.reset());
afterAll(() => suno.close());

const { signal } = new AbortController();
const trackId = '00000000-0000-7000-8000-000000000007';
const callbackUrl = 'https://engine.example/webhooks/suno/correlation';

function callWith(change: Partial<SubmitCall> = {}): SubmitCall {
  const call = { signal, trackId, correlation: 'correlation', callbackUrl, readReference: null };
  return { ...call, onProgress: () => undefined, ...change };
}

function makeProvider(dialect: Dialect = 'sunoapi', change: Partial<SunoOptions> = {}) {
  const { baseUrl, apiKey } = suno;
  const clock = createFastClock();
  return createSunoProvider({ apiKey, baseUrl, dialect, webhookSecret: null, clock, ...change });
}

const ok = (data: unknown) => ({ do: 'json', body: { code: 200, msg: 'success', data } }) as const;
const lastBody = () => suno.requests.at(-1)?.body;

describe('the gateway', () => {
  it('[PRO-1] is at its official addresses, files at a host of their own, unless told otherwise', () => {
    const at = (change: object) => {
      const { api, files } = openGateway({
        dialect: 'kie',
        apiKey: 'k',
        fallbackCallbackUrl: 'https://callbacks.invalid/',
        ...change,
      });
      return [api.baseUrl, files.baseUrl];
    };
    expect(at({})).toEqual(['https://api.kie.ai', 'https://kieai.redpandaai.co']);
    expect(at({ dialect: 'sunoapi' })).toEqual([
      'https://api.sunoapi.org',
      'https://sunoapiorg.redpandaai.co',
    ]);
    expect(at({ baseUrl: 'https://api.kie.ai/' })).toEqual([
      'https://api.kie.ai',
      'https://kieai.redpandaai.co',
    ]);
    expect(at({ baseUrl: 'http://sim:9101' })).toEqual(['http://sim:9101', 'http://sim:9101']);
    expect(at({ baseUrl: 'http://sim', uploadUrl: 'http://up/' })).toEqual(['http://sim', 'http://up']);
  });

  it('[CAL-2] is trusted in its callbacks only with a secret', () => {
    expect(makeProvider().capabilities.delivery.callbacks).toBe('hint');
    expect(makeProvider('kie', { webhookSecret: 's' }).capabilities.delivery.callbacks).toBe('trusted');
  });
});

describe('a submit', () => {
  it('[GEN-2] carries the callback address, or one that is nobody’s', async () => {
    await makeProvider().submit(sunoRequest, callWith());
    expect(lastBody()).toMatchObject({ callBackUrl: callbackUrl });
    await makeProvider().submit(sunoRequest, callWith({ callbackUrl: null }));
    expect(lastBody()).toMatchObject({ callBackUrl: 'https://callbacks.invalid/' });
    const own = makeProvider('kie', { fallbackCallbackUrl: 'https://sink.example/' });
    await own.submit(sunoRequest, callWith({ callbackUrl: null }));
    expect(lastBody()).toMatchObject({ callBackUrl: 'https://sink.example/' });
  });

  it('[SEC-2] of a request with a fault sends nothing', async () => {
    const outcome = await makeProvider().submit({ ...sunoRequest, prompt: 'x'.repeat(501) }, callWith());
    expect(outcome).toMatchObject({
      kind: 'failed',
      failure: { kind: 'invalid-request', sideEffect: 'none', retryable: false },
    });
    expect(suno.requests).toEqual([]);
  });

  it.each(['sunoapi', 'kie'] as const)(
    '[PRO-5] knows the credits message under any number: %s',
    async (dialect) => {
      for (const [code, status] of [
        [402, 200],
        [429, 200],
        [429, 429],
        [430, 200],
        [500, 500],
      ] as const) {
        const msg = 'The current credits are insufficient. Please top up.';
        suno.next('/api/v1/generate', { do: 'json', status, body: { code, msg, data: null } });
        const outcome = await makeProvider(dialect).submit(sunoRequest, callWith());
        expect(outcome).toMatchObject({ failure: { kind: 'no-credit', sideEffect: 'none' } });
      }
    },
  );

  it.each([
    [403, 'error code: 1010', 'bad-response', 'none'],
    [401, 'no', 'auth', 'none'],
    [429, 'slow down', 'rate-limited', 'none'],
    [502, '<html>', 'bad-response', 'unknown'],
    [200, '{"hello":"there"}', 'bad-response', 'unknown'],
  ] as const)(
    '[PRO-5] is judged by HTTP %s where the body is no envelope',
    async (status, text, kind, sideEffect) => {
      suno.next('/api/v1/generate', { do: 'text', status, text });
      const outcome = await makeProvider().submit(sunoRequest, callWith());
      expect(outcome).toMatchObject({ kind: 'failed', failure: { kind, sideEffect } });
    },
  );

  it('[PRO-5] is judged by the code of an envelope, whatever the HTTP status', async () => {
    suno.next('/api/v1/generate', { do: 'json', status: 500, body: { code: '422', msg: 'no', data: null } });
    const outcome = await makeProvider('kie').submit(sunoRequest, callWith());
    expect(outcome).toMatchObject({ failure: { kind: 'invalid-request', sideEffect: 'none' } });
  });
});

describe('reference audio', () => {
  const bytes = new TextEncoder().encode('RIFF-not-really');
  const readReference = () => Promise.resolve({ bytes, mimeType: 'audio/wav' });
  const cover = { ...sunoRequest, operation: 'cover', referenceKey: 'uploads/1' } as const;

  it('[PRO-2] is handed over first, and its address is sent', async () => {
    const outcome = await makeProvider().submit(cover, callWith({ readReference }));
    expect(outcome).toMatchObject({ kind: 'accepted' });
    const [upload, submit] = suno.requests;
    expect(upload).toMatchObject({ path: '/api/file-stream-upload' });
    expect(upload?.headers['authorization']).toBe(`Bearer ${suno.apiKey}`);
    expect(upload?.headers['content-type']).toContain('multipart/form-data');
    expect(upload?.text).toContain('RIFF-not-really');
    expect(upload?.text).toContain(`${trackId}.wav`);
    expect(submit).toMatchObject({
      path: '/api/v1/generate/upload-cover',
      body: { uploadUrl: `${suno.baseUrl}/files/uploaded.mp3`, callBackUrl: callbackUrl },
    });
  });

  it('[PRO-2] is read from `fileUrl` as well', async () => {
    suno.next('/api/file-stream-upload', ok({ fileUrl: 'https://files.example/u.wav' }));
    await makeProvider().submit(cover, callWith({ readReference }));
    expect(lastBody()).toMatchObject({ uploadUrl: 'https://files.example/u.wav' });
  });

  it('[PRO-2] at an address of its own is not handed over', async () => {
    const referenceAudioUrl = 'https://audio.example/ref.mp3';
    await makeProvider().submit({ ...sunoRequest, referenceAudioUrl }, callWith({ readReference }));
    expect(suno.requests).toHaveLength(1);
    expect(lastBody()).toMatchObject({ uploadUrl: referenceAudioUrl });
  });

  it('[PRO-5] that cannot be handed over has started nothing', async () => {
    const none = { kind: 'failed', failure: { phase: 'submit', sideEffect: 'none' } };
    const provider = makeProvider();
    for (const behaviour of [
      { do: 'reset-after-body' },
      { do: 'text', text: '<html>', status: 502 },
      { do: 'code', code: 500 },
      { do: 'code', code: 401 },
      ok({}),
    ] as const) {
      suno.next('/api/file-stream-upload', behaviour);
      expect(await provider.submit(cover, callWith({ readReference }))).toMatchObject(none);
    }
    const lost = () => Promise.reject(new Error('gone'));
    expect(await provider.submit(cover, callWith({ readReference: lost }))).toMatchObject(none);
    expect(await provider.submit(cover, callWith())).toMatchObject(none);
    expect(suno.requests.filter(({ path }) => path.startsWith('/api/v1'))).toEqual([]);
  });
});

describe('a look', () => {
  it('[PRO-6] goes to the place of its kind', async () => {
    const side = readFixture('record-side');
    suno.next('/api/v1/vocal-removal/record-info', ok(side['stems']));
    const handle = { taskId: 'stem/1', data: { kind: 'stems', variantIndex: 1 } };
    const outcome = await makeProvider().poll?.(handle, { signal });
    expect(outcome).toMatchObject({
      kind: 'seen',
      snapshot: { state: 'succeeded', clips: [{ variantIndex: 1 }] },
    });
    expect(suno.requests).toMatchObject([{ method: 'GET', query: '?taskId=stem%2F1' }]);
  });

  it('[PRO-5] that finds no record yet sees a running task', async () => {
    const handle = { taskId: 'not-yet', data: { kind: 'music' } };
    expect(await makeProvider().poll?.(handle, { signal })).toMatchObject({ snapshot: { state: 'running' } });
  });

  it('[GEN-8] follows the one before at a third of a second, for each task', async () => {
    const clock = createFastClock(0);
    const provider = makeProvider('kie', { clock });
    const look = (taskId: string) => provider.poll?.({ taskId, data: { kind: 'music' } }, { signal });
    await look('a');
    await look('b');
    expect(clock.now().getTime()).toBe(0);
    await look('a');
    await look('a');
    await look('a');
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(999);
  });
});

describe('the account', () => {
  it.each([
    ['sunoapi', '/api/v1/generate/credit'],
    ['kie', '/api/v1/chat/credit'],
  ] as const)('[PRO-1] of %s is asked for at %s', async (dialect, path) => {
    suno.next(path, ok(87.6));
    const outcome = await makeProvider(dialect).account?.({ signal });
    expect(outcome).toEqual({ kind: 'seen', account: { creditsLeft: 87.6, concurrencyMax: null } });
    expect(suno.requests).toMatchObject([{ method: 'GET', path }]);
  });

  it('[PRO-5] that is not told is a failure', async () => {
    suno.next('/api/v1/generate/credit', ok(null));
    expect(await makeProvider().account?.({ signal })).toMatchObject({ kind: 'failed' });
    suno.next('/api/v1/generate/credit', { do: 'code', code: 401 });
    expect(await makeProvider().account?.({ signal })).toMatchObject({ failure: { kind: 'auth' } });
  });
});
