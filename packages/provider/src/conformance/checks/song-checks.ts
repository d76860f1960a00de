import assert from 'node:assert/strict';
import type { Artifact, Clip } from '../../outcome.ts';
import { answered, assertNoSecret, canaryRequest, makeSong, probeCall, withProvider } from '../probe.ts';
import { always, type ConformanceCheck, type ProviderSubject } from '../subject.ts';

export const songChecks: readonly ConformanceCheck[] = [
  {
    name: '[PRO-6] a song comes out: as many clips as asked, numbered from 0, each with real audio',
    applies: always,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const request = canaryRequest(subject);
        const clips = await makeSong(subject, provider, request);
        assert.equal(clips.length, request.variants, 'as many clips as variants asked for');
        assert.deepEqual(
          clips.map(({ variantIndex }) => variantIndex),
          Array.from(clips.keys()),
          'variantIndex counts from 0',
        );
        for (const clip of clips) await assertRealAudio(subject, clip);
      }),
  },
  {
    name: '[PRO-6] progress stays within 0 and 1 and never goes back',
    applies: always,
    run: (subject) =>
      withProvider(subject, async (provider) => {
        const probe = probeCall();
        await makeSong(subject, provider, canaryRequest(subject), probe);
        assertMonotone(probe.progress.map(({ fraction }) => fraction));
        for (const { stage } of probe.progress) assert.ok(stage.trim() !== '', 'each stage has words');
      }),
  },
  {
    name: '[PRO-7] what calls itself repeatable gives the same bytes for the same seed, 0 included',
    applies: (subject) => subject.shape === 'in-process',
    run: (subject) =>
      withProvider(subject, async (provider) => {
        if (!provider.capabilities.delivery.repeatable) return;
        const render = async (seed: number) => {
          const clips = await makeSong(subject, provider, canaryRequest(subject, { seed, variants: 1 }));
          const audio = clips[0]?.audio;
          if (audio?.kind !== 'bytes') assert.fail('an in-process song is bytes');
          return Buffer.from(audio.bytes);
        };
        const first = await render(0);
        assert.ok(first.equals(await render(0)), 'seed 0 twice gives the same song');
        assert.ok(!first.equals(await render(1)), 'seed 1 gives another song than seed 0');
      }),
  },
];

export function assertMonotone(fractions: readonly number[]): void {
  let highest = 0;
  for (const fraction of fractions) {
    assert.ok(fraction >= 0 && fraction <= 1, `progress ${fraction} is within 0 and 1`);
    assert.ok(fraction >= highest, `progress went back from ${highest} to ${fraction}`);
    highest = fraction;
  }
}

async function assertRealAudio(subject: ProviderSubject, clip: Clip): Promise<void> {
  assertNoSecret(
    subject,
    { ...clip, lyrics: null, audio: null, cover: null, peaks: null, stems: [] },
    'a clip',
  );
  if (!clip.audio) assert.fail(`clip ${clip.variantIndex} has no audio`);
  const { durationSeconds } = clip;
  assert.ok(durationSeconds === null || durationSeconds > 0, 'a duration is positive, or null');
  const bytes = await bytesOf(subject, clip.audio);
  assert.ok(soundsLikeAudio(bytes), `clip ${clip.variantIndex} does not begin like an audio file`);
}

async function bytesOf(subject: ProviderSubject, artifact: Artifact): Promise<Uint8Array> {
  if (artifact.kind === 'bytes') return artifact.bytes;
  assertNoSecret(subject, artifact.url, 'an address');
  return answered(
    subject,
    'the download',
    fetch(artifact.url).then(async (response) => new Uint8Array(await response.arrayBuffer())),
  );
}

/** MP3 (with or without ID3), WAV, FLAC, Ogg, MP4. */
function soundsLikeAudio(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const mp3Frame = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0;
  return (
    mp3Frame ||
    head.startsWith('ID3') ||
    head.startsWith('fLaC') ||
    head.startsWith('OggS') ||
    (head.startsWith('RIFF') && head.slice(8) === 'WAVE') ||
    head.slice(4, 8) === 'ftyp'
  );
}
