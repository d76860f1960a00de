import type { SideRequest } from '@impresario/provider';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createSunoProvider } from './provider.ts';
import { createFastClock } from './testing/fast-clock.ts';
import { startScriptedSuno } from './testing/scripted-suno.ts';
import { sunoSource } from './testing/sources.ts';

const suno = await startScriptedSuno();

beforeEach(() => suno.reset());
afterAll(() => suno.close());

const callbackUrl = 'https://engine.example/webhooks/suno/correlation';
const call = {
  signal: new AbortController().signal,
  trackId: '00000000-0000-7000-8000-000000000007',
  correlation: 'correlation',
  callbackUrl,
  readReference: null,
  onProgress: () => undefined,
};

function operate(request: SideRequest) {
  const { baseUrl, apiKey } = suno;
  const clock = createFastClock();
  const provider = createSunoProvider({ apiKey, baseUrl, dialect: 'sunoapi', webhookSecret: null, clock });
  if (!provider.operate) throw new Error('Suno has operations');
  return provider.operate(request, call);
}

const ok = (data: unknown) => ({ do: 'json', body: { code: 200, msg: 'success', data } }) as const;
const lastBody = () => suno.requests.at(-1)?.body;

describe('work beside a song', () => {
  const source = sunoSource();
  const clip = { taskId: 'task-1', audioId: 'clip-b' };

  it.each([
    [
      { operation: 'stems', mode: 'vocals', source },
      '/api/v1/vocal-removal/generate',
      { ...clip, type: 'separate_vocal' },
      { kind: 'stems', variantIndex: 1 },
    ],
    [
      { operation: 'stems', mode: 'all', source },
      '/api/v1/vocal-removal/generate',
      { ...clip, type: 'split_stem' },
      { kind: 'stems', variantIndex: 1 },
    ],
    [{ operation: 'wav', source }, '/api/v1/wav/generate', clip, { kind: 'wav', variantIndex: 1 }],
    [{ operation: 'video', source }, '/api/v1/mp4/generate', clip, { kind: 'mp4', variantIndex: 1 }],
    [{ operation: 'lyrics', prompt: 'the sea' }, '/api/v1/lyrics', { prompt: 'the sea' }, { kind: 'lyrics' }],
  ] as const)('[PRO-6] becomes a task: %o', async (request, path, body, data) => {
    const outcome = await operate(request);
    expect(outcome).toEqual({ kind: 'accepted', handle: { taskId: suno.taskIds[0], data } });
    expect(suno.requests).toMatchObject([{ path, body: { ...body, callBackUrl: callbackUrl } }]);
  });

  it('[PRO-6] is answered at once where Suno does', async () => {
    suno.next('/api/v1/generate/generate-persona', ok({ personaId: 'p-1', name: 'N', description: 'D' }));
    const persona = { operation: 'persona', name: 'N', description: 'D', source } as const;
    expect(await operate(persona)).toEqual({
      kind: 'finished',
      clips: [],
      result: { kind: 'persona', personaId: 'p-1' },
    });
    expect(lastBody()).toEqual({ ...clip, name: 'N', description: 'D' });
    suno.next('/api/v1/style/generate', ok({ successFlag: '1', result: ' warm folk ' }));
    expect(await operate({ operation: 'style', text: 'folk' })).toMatchObject({
      result: { kind: 'style', text: 'warm folk' },
    });
    expect(lastBody()).toEqual({ content: 'folk' });
  });

  it('[PRO-6] times each sung word, without section marks and what was not aligned', async () => {
    const word = (text: string, startS: number, success = true) => ({
      word: text,
      success,
      startS,
      endS: startS + 0.5,
      palign: 0,
    });
    const alignedWords = [
      word('[Verse 1]\nLanterns ', 1),
      word('over\n', 2),
      word('[Big', 3),
      word(' Chorus]\nwater', 4),
      word('lost', 5, false),
      word('[Outro]', 6),
    ];
    suno.next(
      '/api/v1/generate/get-timestamped-lyrics',
      ok({ alignedWords, waveformData: [], hootCer: 0.1 }),
    );
    expect(await operate({ operation: 'timestamped-lyrics', source })).toMatchObject({
      kind: 'finished',
      result: {
        kind: 'timed-lyrics',
        words: [
          { text: 'Lanterns', startSeconds: 1, endSeconds: 1.5 },
          { text: 'over', startSeconds: 2, endSeconds: 2.5 },
          { text: 'water', startSeconds: 4, endSeconds: 4.5 },
        ],
      },
    });
  });

  it('[PRO-5] that is answered without a result may have been charged', async () => {
    suno.next('/api/v1/style/generate', ok({ successFlag: '2', result: 'x' }));
    const failed = { kind: 'failed', failure: { kind: 'bad-response', sideEffect: 'unknown' } };
    expect(await operate({ operation: 'style', text: 'folk' })).toMatchObject(failed);
    suno.next('/api/v1/generate/generate-persona', ok(null));
    expect(await operate({ operation: 'persona', name: 'N', description: 'D', source })).toMatchObject(
      failed,
    );
  });

  it('[PRO-5] made before is taken from its task where the answer names it', async () => {
    const made = { code: 409, msg: 'exists', data: { taskId: 'wav-before' } };
    suno.next('/api/v1/wav/generate', { do: 'json', body: made });
    expect(await operate({ operation: 'wav', source })).toMatchObject({ handle: { taskId: 'wav-before' } });
    suno.next('/api/v1/wav/generate', { do: 'code', code: 409 });
    expect(await operate({ operation: 'wav', source })).toMatchObject({
      failure: { kind: 'invalid-request', sideEffect: 'none' },
    });
  });

  it('[SEC-2] sends no prompt for lyrics of more than 200 characters', async () => {
    const outcome = await operate({ operation: 'lyrics', prompt: 'x'.repeat(201) });
    expect(outcome).toMatchObject({ failure: { kind: 'invalid-request', sideEffect: 'none' } });
    expect(suno.requests).toEqual([]);
  });

  it('[PRO-5] is refused for songs that are not Suno’s', async () => {
    const outcome = await operate({ operation: 'wav', source: sunoSource({ provider: 'local' }) });
    expect(outcome).toMatchObject({ failure: { kind: 'invalid-request', sideEffect: 'none' } });
    expect(suno.requests).toEqual([]);
  });
});
