import type { Artifact, Clip, MusicRequest, SideRequest, SourceClip } from '@impresario/provider';
import { afterAll, describe, expect, it } from 'vitest';
import { bundledSoundFont } from './bundled-sound-font.ts';
import { jobOfOperation } from './job-of-operation.ts';
import { integratedLufs } from './measure/index.ts';
import { createLocalProvider } from './provider.ts';
import { audioOffset } from './render/encode/mp3-frames.ts';
import { RenderPool } from './render/pool/render-pool.ts';
import { requestOf, sourceOf } from './testing/request-of.ts';

const provider = createLocalProvider({ workers: 2, soundFont: bundledSoundFont });
const pool = new RenderPool({ size: 1, soundFont: bundledSoundFont });
afterAll(() => Promise.all([provider.close?.(), pool.close()]));

const callOf = (trackId: string) => ({
  signal: new AbortController().signal,
  trackId,
  correlation: 'c',
  callbackUrl: null,
  readReference: null,
  onProgress: () => undefined,
});

async function make(request: MusicRequest, trackId: string): Promise<readonly Clip[]> {
  const outcome = await provider.submit(request, callOf(trackId));
  if (outcome.kind !== 'finished') throw new Error(JSON.stringify(outcome));
  return outcome.clips;
}

async function operate(request: SideRequest): Promise<Clip> {
  const outcome = await provider.operate!(request, callOf('operation-1'));
  if (outcome.kind !== 'finished' || outcome.clips.length !== 1) throw new Error(JSON.stringify(outcome));
  return outcome.clips[0]!;
}

function bytesOf(artifact: Artifact | null | undefined): Buffer {
  if (artifact?.kind !== 'bytes') throw new Error('no bytes');
  return Buffer.from(artifact.bytes);
}

/** How many samples an MP3 of ours plays for, by its Info frame. */
function playedSamples(mp3: Buffer): number {
  const at = audioOffset(mp3);
  const delay = (mp3[at + 177]! << 4) | (mp3[at + 178]! >> 4);
  const padding = ((mp3[at + 178]! & 15) << 8) | mp3[at + 179]!;
  return mp3.readUInt32BE(at + 44) * 1152 - delay - padding;
}

function samplesOf(wav: Buffer): { left: Float32Array; right: Float32Array } {
  const frames = (wav.length - 44) / 4;
  const channel = (offset: number) =>
    Float32Array.from({ length: frames }, (_, i) => wav.readInt16LE(44 + i * 4 + offset) / 32_767);
  return { left: channel(0), right: channel(2) };
}

/** Makes a version again as its operations do and answers its master. */
async function madeAgain(source: SourceClip): Promise<{ mp3: Buffer; loudnessLufs: number }> {
  const song = await pool.render(jobOfOperation({ operation: 'wav', source })!);
  return { mp3: Buffer.from(song.mp3), loudnessLufs: song.loudnessLufs };
}

const trackId = '0199f0a2-0000-7000-8000-000000000001';
// Without a seed, so that the track's own id has to give the same song again.
const request = requestOf({
  prompt: 'lo-fi with drums and piano',
  seed: null,
  durationSeconds: 12,
  title: 'Rain',
});
const source = sourceOf(request, trackId, 1);
const song = make(request, trackId);

const lyrics = '[Verse]\nRain on the road tonight\n[Chorus]\nStay with the light';
const extension = requestOf({
  operation: 'extend',
  prompt: request.prompt,
  source,
  continueAtSeconds: 9,
  durationSeconds: 10,
  seed: null,
  lyrics,
  variants: 1,
});
const longerId = '0199f0a2-0000-7000-8000-000000000002';
const longer = song.then(() => make(extension, longerId));

it('[PRO-7] tells the sections of its songs, one after the other, from the first second to the last', async () => {
  const [made] = await song;
  const sections = made?.sections ?? [];
  expect(sections.length).toBeGreaterThan(1);
  expect(sections[0]?.startSeconds).toBe(0);
  expect(sections.at(-1)?.endSeconds).toBeCloseTo(made?.durationSeconds ?? 0, 0);
  for (const [index, { startSeconds, label, ...rest }] of sections.entries()) {
    if (index > 0) expect(startSeconds).toBe(sections[index - 1]?.endSeconds);
    expect(label).not.toBe('');
    expect(Object.keys(rest)).toEqual(['kind', 'endSeconds']);
  }
});

describe('stems of a finished version', () => {
  it('[PRO-3] are all families of its instruments, as long as the song, and nothing else', async () => {
    const made = await song;
    const clip = await operate({ operation: 'stems', mode: 'all', source });
    expect(clip).toMatchObject({ variantIndex: 1, audio: null, cover: null, peaks: null, wav: null });
    expect(clip.stems.length).toBeGreaterThanOrEqual(4);
    for (const stem of clip.stems) {
      expect(['drums', 'bass', 'harmony', 'lead', 'pads']).toContain(stem.name);
      expect(playedSamples(bytesOf(stem.audio))).toBe(playedSamples(bytesOf(made[1]?.audio)));
    }
  });

  it('[PRO-3] are the lead and its accompaniment in `vocals` mode, for nobody sings', async () => {
    await song;
    const clip = await operate({ operation: 'stems', mode: 'vocals', source });
    expect(clip.stems.map(({ name }) => name)).toEqual(['lead', 'accompaniment']);
  });

  it('[PRO-3] belong to the stored version: it is made again to the byte', async () => {
    const made = await song;
    const again = await madeAgain(source);
    expect(again.mp3.equals(bytesOf(made[1]?.audio))).toBe(true);
    expect(again.mp3.equals(bytesOf(made[0]?.audio))).toBe(false);
  });
});

describe('the WAV of a finished version', () => {
  it('[PRO-3] is 16-bit stereo at 44.1 kHz, as long and as loud as the MP3', async () => {
    const made = await song;
    const clip = await operate({ operation: 'wav', source });
    expect(clip).toMatchObject({ variantIndex: 1, audio: null, stems: [], wav: { mimeType: 'audio/wav' } });
    const wav = bytesOf(clip.wav);
    expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([2, 44_100, 16]);
    const { left, right } = samplesOf(wav);
    expect(left.length).toBe(playedSamples(bytesOf(made[1]?.audio)));
    const { loudnessLufs } = await madeAgain(source);
    expect(Math.abs(integratedLufs(left, right, 44_100) - loudnessLufs)).toBeLessThan(0.05);
  });
});

describe('an extension', () => {
  it('[PRO-7] is a new song as long as was asked, named as its source, with the new words', async () => {
    const [clip] = await longer;
    expect(clip).toMatchObject({ variantIndex: 0, title: 'Rain', durationSeconds: 19 });
    expect(clip?.lyrics).toContain('Rain on the road tonight');
    expect(playedSamples(bytesOf(clip?.audio))).toBe(19 * 44_100);
  });

  it('[PRO-3] can be made again to the byte for its own stems and WAV', async () => {
    const [clip] = await longer;
    const again = await madeAgain(sourceOf(extension, longerId));
    expect(again.mp3.equals(bytesOf(clip?.audio))).toBe(true);
  });

  it('[PRO-4] of what was not composed here, and by this composer, is refused, and so is every other operation', async () => {
    const foreign = { ...source, provider: 'suno' };
    const refused = {
      kind: 'failed',
      failure: { kind: 'unsupported', sideEffect: 'none', retryable: false },
    };
    expect(await provider.submit({ ...extension, source: foreign }, callOf('t'))).toMatchObject(refused);
    expect(await provider.submit({ ...extension, operation: 'cover' }, callOf('t'))).toMatchObject(refused);
    expect(await provider.operate!({ operation: 'video', source }, callOf('t'))).toMatchObject(refused);
    const older = { ...source, model: 'composer-1' };
    for (const other of [foreign, older]) {
      const outcome = await provider.operate!({ operation: 'wav', source: other }, callOf('t'));
      expect(outcome).toMatchObject(refused);
    }
  });
});
