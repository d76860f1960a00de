import { makeWav } from '@impresario/provider/conformance';
import { priceMillicredits } from '@impresario/protocol';
import { emptyClip, type Clip, type SubmitOutcome } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import type { OperationAsk } from '../engine.ts';
import { mp3 } from '../testing/puppet-provider.ts';
import { alice } from '../testing/test-engine.ts';
import { failure } from '../testing/track-states.ts';
import { useSideStage } from '../testing/use-side-stage.ts';

const { stage, puppet, finishedTrack, begin, follow, perform, ledger, versionOf } = useSideStage();

const wav = (frequencyHz = 440) =>
  ({ kind: 'bytes', bytes: makeWav(2, frequencyHz), mimeType: 'audio/wav' }) as const;
const video = { kind: 'bytes', bytes: Buffer.from('\0\0\0\x18ftypmp42'), mimeType: 'video/mp4' } as const;
const files = (part: Partial<Clip>): SubmitOutcome => ({
  kind: 'finished',
  clips: [{ ...emptyClip(0), ...part }],
});
const stemsOf = (label: string) =>
  files({ stems: ['drums', 'vocals'].map((name) => ({ name, audio: mp3(`${name} ${label}`) })) });

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
