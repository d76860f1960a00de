import { makeWav } from '@impresario/provider/conformance';
import { priceMillicredits, type OperationResource } from '@impresario/protocol';
import { emptyClip, type Clip, type SubmitOutcome } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import type { OperationAsk } from '../engine.ts';
import { newcomer } from '../testing/callers.ts';
import { createPuppetProvider, mp3, song } from '../testing/puppet-provider.ts';
import { alice, eventually } from '../testing/test-engine.ts';
import { failure } from '../testing/track-states.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);

const puppet = createPuppetProvider({
  operations: ['generate', 'stems', 'wav', 'video', 'persona', 'lyrics', 'timestamped-lyrics', 'style'],
});
puppet.always(() => song({ title: 'Rain' }));
const mute = createPuppetProvider({ id: 'mute' });
mute.always(() => song());
const stage = useTestEngine({
  settings: { defaultProvider: 'mute' },
  providers: () => [mute.provider, puppet.provider],
});

const wav = (frequencyHz = 440) =>
  ({ kind: 'bytes', bytes: makeWav(2, frequencyHz), mimeType: 'audio/wav' }) as const;
const video = { kind: 'bytes', bytes: Buffer.from('\0\0\0\x18ftypmp42'), mimeType: 'video/mp4' } as const;
const files = (part: Partial<Clip>): SubmitOutcome => ({
  kind: 'finished',
  clips: [{ ...emptyClip(0), ...part }],
});
const stemsOf = (label: string) =>
  files({ stems: ['drums', 'vocals'].map((name) => ({ name, audio: mp3(`${name} ${label}`) })) });

async function finishedTrack(provider = 'puppet'): Promise<string> {
  const id = await stage.test.admit({ provider });
  await stage.test.until(id, ended);
  return id;
}

const operate = (ask: OperationAsk, idempotencyKey: string | null = null, caller = alice) =>
  stage.test.engine.operate({ caller, ask, idempotencyKey });

async function begin(ask: OperationAsk): Promise<string> {
  const answer = await operate(ask);
  if (answer.kind !== 'admitted') throw new Error(JSON.stringify(answer));
  return answer.trackId;
}

async function follow(id: string, wanted = ended): Promise<OperationResource> {
  const seen = async () => {
    await stage.test.settle();
    return (await stage.test.engine.readOperation('alice', id))!;
  };
  return eventually(seen, wanted, () => stage.test.clock.advance(250));
}

/** Begins the operation and gives the provider's answer to it. */
async function perform(ask: OperationAsk, answer: SubmitOutcome): Promise<OperationResource> {
  const before = puppet.works.length;
  const id = await begin(ask);
  await eventually(
    () => stage.test.settle(),
    () => puppet.works.length > before,
    () => stage.test.clock.advance(50),
  );
  puppet.works.at(-1)!.answer(answer);
  return follow(id);
}

const ledger = async () => {
  const { rows } = await stage.test.db.pool.query<{ line: string }>(
    "select type || ' ' || operation || ' ' || amount as line from credit_transactions where operation is not null order by number",
  );
  return rows.map(({ line }) => line);
};
const versionOf = async (trackId: string) => (await stage.test.read(trackId)).versions[0]!;

const all = (trackId: string): readonly [OperationAsk, SubmitOutcome, object | null][] => [
  [{ operation: 'stems', trackId, body: { mode: 'all' } }, stemsOf('one'), null],
  [{ operation: 'wav', trackId, body: {} }, files({ wav: wav() }), null],
  [{ operation: 'video', trackId, body: {} }, files({ video }), null],
  ...[
    [
      { operation: 'persona', trackId, body: { name: 'Mira', description: 'A low voice.' } },
      { kind: 'persona', personaId: 'far-1' },
    ] as const,
    [
      { operation: 'timestamped-lyrics', trackId, body: {} },
      { kind: 'timed-lyrics', words: [{ text: 'rain', startSeconds: 0, endSeconds: 1 }] },
    ] as const,
    [
      { operation: 'lyrics', body: { prompt: 'rain' } },
      { kind: 'lyrics', variants: [{ title: null, text: 'Rain.' }] },
    ] as const,
    [
      { operation: 'style', body: { text: 'dusty' } },
      { kind: 'style', text: 'dusty, warm' },
    ] as const,
  ].map(
    ([ask, result]) =>
      [ask, { kind: 'finished', clips: [], result }, result] as [OperationAsk, SubmitOutcome, object],
  ),
];

describe('work beside a track', () => {
  it('[CRE-1] [CRE-2] each is paid under its own name, does what it is for, and says so in its result', async () => {
    const trackId = await finishedTrack();
    for (const [ask, answer, result] of all(trackId)) {
      const operation = await perform(ask, answer);
      const credits = priceMillicredits[ask.operation] / 1000;
      const isOnTrack = 'trackId' in ask;
      expect(operation).toMatchObject({
        object: 'operation',
        operation: ask.operation,
        status: 'completed',
        trackId: isOnTrack ? trackId : null,
        versionId: isOnTrack ? (await versionOf(trackId)).id : null,
        result,
        creditsCharged: credits,
        creditsRefunded: 0,
      });
    }
    expect(await ledger()).toEqual([
      'generation generate -1000',
      'generation stems -500',
      'generation video -500',
      'generation lyrics -100',
    ]);
    const { source } = puppet.works.at(-7)!.request as { source: object };
    expect(source).toMatchObject({ trackId, provider: 'puppet', clipId: 'clip-0', title: 'Rain' });
  });

  it('[GEN-6] [I6] lands its files on the version, with one more revision and an update for listeners each time', async () => {
    const trackId = await finishedTrack();
    const before = await stage.test.read(trackId);
    for (const [ask, answer] of all(trackId).slice(0, 3)) await perform(ask, answer);
    const after = await stage.test.read(trackId);
    expect(after.revision).toBe(before.revision + 3);
    expect(after.versions[0]).toMatchObject({
      audio: before.versions[0]!.audio,
      wav: { mimeType: 'audio/wav' },
      video: { mimeType: 'video/mp4' },
      stems: [{ name: 'drums' }, { name: 'vocals' }],
    });
    expect(after).toMatchObject({ status: 'completed', completedAt: before.completedAt });
    const { rows } = await stage.test.db.pool.query<{ type: string }>(
      'select type from events where track_id = $1 order by revision desc limit 4',
      [trackId],
    );
    expect(rows.map(({ type }) => type)).toEqual([
      ...Array<string>(3).fill('track.updated'),
      'track.completed',
    ]);
    const { key } = after.versions[0]!.stems[0]!.audio;
    expect(await stage.test.engine.readFile(key)).toMatchObject({ fileName: 'Rain 1 drums.mp3' });
  });

  it('[GEN-6] done a second time replaces its files, also where two stems have one name', async () => {
    const trackId = await finishedTrack();
    const ask = { operation: 'stems', trackId, body: { mode: 'all' } } as const;
    await perform(ask, stemsOf('one'));
    const first = await versionOf(trackId);
    const twice = ['drums', 'drums', 'vocals'].map((name, i) => ({ name, audio: mp3(`${name} two ${i}`) }));
    expect(await perform(ask, files({ stems: twice }))).toMatchObject({ status: 'completed' });
    const second = await versionOf(trackId);
    expect(second.stems.map(({ name }) => name)).toEqual(['drums', 'vocals']);
    for (const [i, { audio }] of second.stems.entries()) {
      expect(audio.sha256).not.toBe(first.stems[i]!.audio.sha256);
    }
    expect(second.audio).toEqual(first.audio);
  });

  it('[GEN-6] [I6] never replaces the audio of its version, whatever else the provider sends along', async () => {
    const trackId = await finishedTrack();
    const before = await versionOf(trackId);
    const along = { audio: mp3('another song'), stems: [{ name: 'drums', audio: mp3('d') }] };
    await perform({ operation: 'wav', trackId, body: {} }, files({ wav: wav(), ...along }));
    expect(await versionOf(trackId)).toMatchObject({
      audio: before.audio,
      wav: { mimeType: 'audio/wav' },
      stems: [],
    });
  });

  it('[CRE-2] that fails gives the credits back, and says why', async () => {
    const trackId = await finishedTrack();
    const refused = { kind: 'failed', failure: failure('moderated', { retryable: false }) } as const;
    const nothing = files({});
    for (const [answer, code] of [
      [refused, 'MODERATED'],
      [nothing, 'OUTPUT_INVALID'],
    ] as const) {
      const operation = await perform({ operation: 'stems', trackId, body: { mode: 'all' } }, answer);
      expect(operation).toMatchObject({ status: 'failed', error: { code }, creditsRefunded: 0.5 });
    }
    expect((await ledger()).slice(-2)).toEqual(['generation stems -500', 'refund stems 500']);
    expect(await stage.test.read(trackId)).toMatchObject({ status: 'completed' });
    expect((await stage.test.engine.readCredits(alice)).creditsRemaining).toBe(9);
  });

  it('[GEN-6] whose source is removed meanwhile is completed, and its files go with it', async () => {
    const trackId = await finishedTrack();
    const id = await begin({ operation: 'wav', trackId, body: {} });
    await stage.test.settle();
    expect(await stage.test.engine.removeTrack('alice', trackId)).toMatchObject({ kind: 'done' });
    puppet.works.at(-1)!.answer(files({ wav: wav() }));
    expect(await follow(id)).toMatchObject({ status: 'completed' });
    const { rows } = await stage.test.db.pool.query('select kind from assets');
    expect(rows).toEqual([]);
  });
});

describe('what cannot be worked on', () => {
  const nobody = '00000000-0000-7000-8000-000000000000';
  const wavOf = (trackId: string, versionId?: string): OperationAsk => ({
    operation: 'wav',
    trackId,
    body: { ...(versionId && { versionId }) },
  });

  it('[SEC-1] is what is another’s, nobody’s, removed, or no version of the track', async () => {
    const trackId = await finishedTrack();
    const other = await finishedTrack();
    const foreign = (await versionOf(other)).id;
    expect(await operate(wavOf(trackId), null, newcomer())).toEqual({ kind: 'not-found' });
    expect(await operate(wavOf(nobody))).toEqual({ kind: 'not-found' });
    expect(await operate(wavOf(trackId, nobody))).toEqual({ kind: 'no-such-version' });
    expect(await operate(wavOf(trackId, foreign))).toEqual({ kind: 'no-such-version' });
    await stage.test.engine.removeTrack('alice', other);
    expect(await operate(wavOf(other))).toEqual({ kind: 'not-found' });
    const operation = await begin(wavOf(trackId));
    expect(await operate(wavOf(operation))).toEqual({ kind: 'not-found' });
    expect(await stage.test.engine.readOperation('mallory', operation)).toBeNull();
    expect(await stage.test.engine.readTrack('alice', operation)).toBeNull();
  });

  it('[GEN-10] is what is not completed, or what its provider does not do', async () => {
    puppet.always(null);
    const waiting = await stage.test.admit({ provider: 'puppet' });
    await stage.test.settle();
    expect(await operate(wavOf(waiting))).toEqual({ kind: 'illegal', status: 'processing' });
    await stage.test.engine.cancelTrack('alice', waiting);
    expect(await operate(wavOf(waiting))).toEqual({ kind: 'illegal', status: 'cancelled' });
    puppet.always(() => song({ title: 'Rain' }));
    const elsewhere = await finishedTrack('mute');
    expect(await operate(wavOf(elsewhere))).toEqual({
      kind: 'unsupported-operation',
      provider: 'mute',
      operation: 'wav',
    });
    expect(await operate({ operation: 'lyrics', body: { prompt: 'x', provider: 'mute' } })).toMatchObject({
      kind: 'unsupported-operation',
    });
    // Where nobody is named, whoever can do it is asked.
    expect(
      await follow(await begin({ operation: 'lyrics', body: { prompt: 'x' } }), () => true),
    ).toMatchObject({
      provider: 'puppet',
    });
  });
});

describe('an idempotency key of work beside a track', () => {
  it('[IDM-2] gives the first reply again to the byte, also when the source is gone, and refuses another body', async () => {
    const trackId = await finishedTrack();
    const other = await finishedTrack();
    const ask = (id: string, mode: 'all' | 'vocals'): OperationAsk => ({
      operation: 'stems',
      trackId: id,
      body: { mode },
    });
    const first = await operate(ask(trackId, 'all'), 'key');
    const firstId = first.kind === 'admitted' ? first.trackId : '';
    const again = await operate(ask(trackId, 'all'), 'key');
    expect(again).toEqual({ ...first, replayed: true, quotas: [] });
    const mismatch = { kind: 'idempotency-mismatch', trackId: firstId };
    expect(await operate(ask(trackId, 'vocals'), 'key')).toEqual(mismatch);
    expect(await operate(ask(other, 'all'), 'key')).toEqual(mismatch);
    expect(await operate({ operation: 'wav', trackId, body: {} }, 'key')).toEqual(mismatch);
    await stage.test.settle();
    puppet.works.at(-1)!.answer(stemsOf('one'));
    await follow(firstId);
    await stage.test.engine.removeTrack('alice', trackId);
    expect(await operate(ask(trackId, 'all'), 'key')).toEqual(again);
    expect(await operate(ask(trackId, 'vocals'), 'key')).toEqual(mismatch);
    expect(await ledger()).toEqual([
      ...Array<string>(2).fill('generation generate -1000'),
      'generation stems -500',
    ]);
  });
});

describe('the limits of work beside a track', () => {
  it('[LIM-1] are 30 a minute in a bucket of its own; it is no generation and takes no place of one', async () => {
    const free = newcomer('free', 100);
    const ask: OperationAsk = { operation: 'style', body: { text: 'dusty' } };
    const answers = await Promise.all(Array.from({ length: 32 }, () => operate(ask, null, free)));
    const refused = answers.filter(({ kind }) => kind === 'limited');
    expect(answers.filter(({ kind }) => kind === 'admitted')).toHaveLength(30);
    expect(refused[0]).toMatchObject({
      by: 'minute',
      retryAfterSeconds: 2,
      quotas: [{ name: 'minute', limit: 30, remaining: 0 }],
    });
    const generation = await stage.test.submit({ provider: 'mute' }, free);
    expect(generation).toMatchObject({
      kind: 'admitted',
      quotas: [
        { name: 'minute', remaining: 2 },
        { name: 'day', remaining: 9 },
        { name: 'concurrent', remaining: 0 },
      ],
    });
    stage.test.clock.advance(2_000);
    expect(await operate(ask, null, free)).toMatchObject({ kind: 'admitted' });
    await stage.test.settle();
    for (const work of puppet.works)
      work.answer({ kind: 'finished', clips: [], result: { kind: 'style', text: 'x' } });
    await stage.test.settle();
    stage.test.clock.advance(20_000);
    expect(await stage.test.submit({ provider: 'mute' }, free)).toMatchObject({
      quotas: [{ name: 'minute' }, { name: 'day', remaining: 8 }, { name: 'concurrent' }],
    });
  });

  it('[CRE-3] writes nothing when credits are short', async () => {
    const poor = newcomer('free', 0.05);
    const answer = await operate({ operation: 'lyrics', body: { prompt: 'x' } }, 'key', poor);
    expect(answer).toEqual({ kind: 'insufficient-credits', balance: 0.05, required: 0.1 });
    expect((await stage.test.db.pool.query('select 1 from tracks')).rowCount).toBe(0);
  });
});
