import type { OperationResource, Persona, Problem, Provider, Track, Upload } from '@impresario/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, signToken, userClaims } from '../src/testing.ts';
import { openSunoHouse, type SunoHouse } from './suno-house.ts';

const lyrics = '[Verse]\nRain on the roof\nCoffee for two\n[Chorus]\nStay a while';
const jwtSecret = 'two-users-two-users-two-users-two';

describe('Suno over HTTP, from the request to the stored file', () => {
  let house: SunoHouse;
  let heard: { text: string; stop(): Promise<void> };
  let song: Track;
  let personaId: string;

  beforeAll(async () => {
    // Long enough for a section of ten seconds that is half of the song.
    house = await openSunoHouse({}, { songSeconds: 20 });
    heard = await listen(`${house.server.url}/v1/events`, house.server.token);
  });
  afterAll(async () => {
    await heard.stop();
    await house.close();
  });

  /** Sends a request that waits for its end. */
  async function make<T>(path: string, body: object): Promise<T> {
    const reply = await ask(house.server, 'POST', path, body, { prefer: 'wait=30' });
    expect([path, reply.status, reply.text]).toEqual([path, 200, reply.text]);
    return JSON.parse(reply.text) as T;
  }
  const onSong = <T>(action: string, body: object = {}) => make<T>(`/v1/tracks/${song.id}/${action}`, body);
  async function read<T>(path: string): Promise<T> {
    return JSON.parse((await ask(house.server, 'GET', path)).text) as T;
  }
  const credits = async () => (await read<{ creditsRemaining: number }>('/v1/credits')).creditsRemaining;
  async function costOf<T>(work: () => Promise<T>): Promise<[made: T, credits: number]> {
    const before = await credits();
    const made = await work();
    return [made, Math.round((before - (await credits())) * 1000) / 1000];
  }
  const suno = async () =>
    (await read<{ data: Provider[] }>('/v1/providers')).data.find(({ id }) => id === 'suno')!;

  it('[PRO-3] shows what it can do, what it costs and how it is', async () => {
    expect(await suno()).toMatchObject({
      isDefault: true,
      priceCredits: { generate: 1, extend: 0.5, stems: 0.5, video: 0.5, lyrics: 0.1, wav: 0, persona: 0 },
      health: { circuit: 'closed' },
    });
  });

  it('[GEN-6] [CRE-1] makes two versions with their covers, for one credit', async () => {
    const body = { prompt: 'an indie folk song', lyrics, styleTags: ['indie folk'], title: 'Rain' };
    const [track, cost] = await costOf(() => make<Track>('/v1/tracks', body));
    song = track;
    expect([track.status, track.provider, cost]).toEqual(['completed', 'suno', 1]);
    expect(track.versions).toHaveLength(2);
    for (const { audio, cover } of track.versions) {
      expect(audio!.url.startsWith(house.server.url)).toBe(true);
      expect((await fetch(cover!.url)).headers.get('content-type')).toMatch(/^image\//);
    }
    await expect.poll(() => house.callbackStatuses).toEqual([200, 200, 200]);
  });

  it('[CRE-1] makes stems, a WAV and a video of a version, which then has them', async () => {
    const [stems, stemsCost] = await costOf(() => onSong<OperationResource>('stems', { mode: 'all' }));
    const [wav, wavCost] = await costOf(() => onSong<OperationResource>('wav'));
    const [video, videoCost] = await costOf(() => onSong<OperationResource>('video'));
    expect([stems, wav, video].map(({ status }) => status)).toEqual(Array(3).fill('completed'));
    expect([stemsCost, wavCost, videoCost]).toEqual([0.5, 0, 0.5]);
    const [version, other] = (await read<Track>(`/v1/tracks/${song.id}`)).versions;
    expect(version!.stems).toHaveLength(12);
    expect(version!.wav).toMatchObject({ mimeType: 'audio/wav' });
    expect(version!.video).toMatchObject({ mimeType: 'video/mp4' });
    expect(other).toMatchObject({ stems: [], wav: null, video: null });
    const part = await fetch(version!.wav!.url, { headers: { range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
  });

  it('[CRE-2] gives the half credit of failed stems back', async () => {
    house.suno.control.script({ on: 'task', do: { fault: 'fail', code: 400 } });
    const [stems, cost] = await costOf(() => onSong<OperationResource>('stems', { mode: 'vocals' }));
    expect(stems).toMatchObject({ status: 'failed', creditsCharged: 0.5, creditsRefunded: 0.5 });
    expect(cost).toBe(0);
  });

  it.each([
    ['extend', { continueAtSeconds: 12, lyrics: '[Verse]\nOne more' }, 0.5],
    ['replace-section', { startSeconds: 5, endSeconds: 15, lyrics: 'Something else' }, 0.5],
    ['cover', { prompt: 'as a waltz', styleTags: ['waltz'] }, 1],
    ['add-vocals', { prompt: 'a low voice', lyrics: 'La la la' }, 1],
    ['add-instrumental', { prompt: 'a small band' }, 1],
  ])('[CRE-1] makes a new track by %s', async (operation, body, price) => {
    const [track, cost] = await costOf(() => onSong<Track>(operation, body));
    expect(track).toMatchObject({ status: 'completed', operation, sourceTrackId: song.id });
    expect([track.versions.length, cost]).toEqual([2, price]);
  });

  it('[CRE-1] writes lyrics in variants, a style, and says when each word is sung', async () => {
    const [written, cost] = await costOf(() => make<OperationResource>('/v1/lyrics', { prompt: 'rain' }));
    expect(cost).toBe(0.1);
    const told = await read<OperationResource>(`/v1/lyrics/${written.id}`);
    const { result } = told;
    if (result?.kind !== 'lyrics') throw new Error(JSON.stringify(told));
    expect(result.variants.length).toBeGreaterThan(1);
    const style = await make<OperationResource>('/v1/style', { text: 'folk' });
    expect(style.result).toMatchObject({ kind: 'style', text: expect.stringContaining('folk') as string });
    const { words } = await read<{ words: { text: string }[] }>(`/v1/tracks/${song.id}/timestamped-lyrics`);
    expect(words.map(({ text }) => text).slice(0, 4)).toEqual(['Rain', 'on', 'the', 'roof']);
  });

  it('takes a persona from a song and sings another with it', async () => {
    const persona = { name: 'The neighbour', description: 'a warm low voice' };
    expect(await onSong('persona', persona)).toMatchObject({ result: { kind: 'persona' } });
    const { data } = await read<{ data: Persona[] }>('/v1/personas');
    expect(data).toMatchObject([{ ...persona, provider: 'suno', trackId: song.id }]);
    personaId = data[0]!.id;
    const body = {
      prompt: 'a lullaby',
      customMode: true,
      lyrics,
      styleTags: ['folk'],
      title: 'Sleep',
      personaId,
    };
    expect(await make<Track>('/v1/tracks', body)).toMatchObject({ status: 'completed', warnings: [] });
    const asked = house.suno.control.state().tasks.findLast(({ kind }) => kind === 'generate')!;
    const theirs = (asked.body as { personaId?: string }).personaId;
    expect(theirs).toMatch(/\w/);
    expect(theirs).not.toBe(personaId);
  });

  it('covers audio that was handed over', async () => {
    const audio = await (await fetch(song.versions[0]!.audio!.url)).arrayBuffer();
    const form = new FormData();
    form.set('file', new Blob([audio]), 'hum.mp3');
    const headers = { authorization: `Bearer ${house.server.token}` };
    const reply = await fetch(`${house.server.url}/v1/uploads`, { method: 'POST', headers, body: form });
    expect(reply.status).toBe(201);
    const upload = (await reply.json()) as Upload;
    const cover = await onSong<Track>('cover', { prompt: 'as a waltz', referenceAssetId: upload.id });
    expect(cover).toMatchObject({ status: 'completed', operation: 'cover' });
    const uploaded = house.suno.control.state().tasks.at(-1)!.body as { uploadUrl: string };
    expect((await (await fetch(uploaded.uploadUrl)).arrayBuffer()).byteLength).toBe(upload.bytes);
  });

  it('does not ask a provider for what it cannot do: 422 `unsupported_operation`', async () => {
    const body = { prompt: 'calm piano', provider: 'local', durationSeconds: 10, variants: 1 };
    const { id } = await make<Track>('/v1/tracks', body);
    const reply = await ask(house.server, 'POST', `/v1/tracks/${id}/video`, {});
    expect(reply.status).toBe(422);
    const problem = JSON.parse(reply.text) as Problem;
    expect(problem).toMatchObject({ code: 'unsupported_operation' });
    expect(problem.detail).toMatch(/local.*video/);
  });

  it('[RT-1] told of every operation as it went', () => {
    const told = [...heard.text.matchAll(/^event: operation\nid: \S+\ndata: (.*)$/gm)].map(
      ([, data]) => JSON.parse(data!) as { type: string; operation: OperationResource },
    );
    const ends = told.filter(({ type }) => /completed|failed/.test(type));
    expect(ends.map(({ type, operation }) => `${operation.operation} ${type}`)).toEqual([
      'stems operation.completed',
      'wav operation.completed',
      'video operation.completed',
      'stems operation.failed',
      'lyrics operation.completed',
      'style operation.completed',
      'timestamped-lyrics operation.completed',
      'persona operation.completed',
    ]);
    expect(told.filter(({ type }) => type === 'operation.created')).toHaveLength(ends.length);
  });

  it('[PRO-5] gives a credit back when the account is used up, and takes no more for it', async () => {
    house.suno.control.credits(0);
    const [track, cost] = await costOf(() => make<Track>('/v1/tracks', { prompt: 'one too many' }));
    expect(track).toMatchObject({ status: 'failed', error: { code: 'PROVIDER_NO_CREDIT' } });
    const [refused, charged] = await costOf(() =>
      ask(house.server, 'POST', '/v1/tracks', { prompt: 'and another' }),
    );
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60']);
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'provider_unavailable', retryable: true });
    expect([cost, charged]).toEqual([0, 0]);
    expect((await suno()).health).toMatchObject({ status: 'down', circuit: 'blocked' });
  });

  describe('with users of its own, and a key that is wrong', () => {
    const as = (user: string) => ({ url: house.server.url, token: signToken(jwtSecret, userClaims(user)) });

    beforeAll(() => house.restart({ JWT_SECRET: jwtSecret, SUNO_API_KEY: 'a-wrong-key' }));

    it('[SEC-1] knows no persona of another user', async () => {
      const body = { prompt: 'a lullaby', personaId };
      const reply = await ask(as('bob'), 'POST', '/v1/tracks', body);
      expect(reply.status).toBe(400);
      expect(JSON.parse(reply.text)).toMatchObject({ errors: [{ pointer: '/personaId' }] });
    });

    it('[PRO-5] refuses before anybody is charged, and says that it is the key', async () => {
      const health = async () => {
        const { text } = await ask(as('bob'), 'GET', '/v1/providers');
        return (JSON.parse(text) as { data: Provider[] }).data.find(({ id }) => id === 'suno')!.health;
      };
      await expect.poll(async () => (await health()).detail, { timeout: 15_000 }).toMatch(/key/);
      expect(await health()).toMatchObject({ status: 'down', circuit: 'blocked' });
      const reply = await ask(as('bob'), 'POST', '/v1/tracks', { prompt: 'a song' });
      expect([reply.status, JSON.parse(reply.text)]).toMatchObject([503, { code: 'provider_unavailable' }]);
      const { text } = await ask(as('bob'), 'GET', '/v1/credits');
      expect(JSON.parse(text)).toMatchObject({ creditsRemaining: 10, creditsUsedToday: 0 });
    });
  });
});

/** Reads an event stream until it is stopped. */
async function listen(url: string, token: string) {
  const abort = new AbortController();
  const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: abort.signal });
  const heard = { text: '', stop };
  const reading = (async () => {
    for await (const chunk of reply.body!.pipeThrough(new TextDecoderStream())) heard.text += chunk;
  })().catch(() => {});
  async function stop(): Promise<void> {
    abort.abort();
    await reading;
  }
  return heard;
}
