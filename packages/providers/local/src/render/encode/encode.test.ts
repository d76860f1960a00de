import NodeID3 from 'node-id3';
import { describe, expect, it } from 'vitest';
import { sampleRateHz } from '../sample-rate.ts';
import { Mp3Writer } from './mp3.ts';
import { audioOffset, mp3Frames, mp3FrameSamples } from './mp3-frames.ts';
import { waveformPeaks } from './peaks.ts';
import { tagged } from './tags.ts';
import { encodeWav } from './wav.ts';

const seconds = 4.321;
const sine = Float32Array.from(
  { length: Math.round(seconds * sampleRateHz) },
  (_, i) => 0.5 * Math.sin(i / 30),
);

async function encoded(): Promise<Uint8Array<ArrayBuffer>> {
  const writer = await Mp3Writer.open();
  writer.push(sine, sine, 0, sine.length);
  return writer.finish();
}

const contents = {
  title: 'Дождь & Tape',
  genre: 'Lo-fi hip-hop',
  bpm: 84.3,
  key: { tonic: 9, mode: 'dorian', name: 'A dorian' },
  lyrics: '[Verse 1]\nСлово',
  cover: new Uint8Array([0xff, 0xd8, 0xff, 0xd9]),
} as const;

describe('the MP3', () => {
  it('[PRO-7] is 192 kbit/s in every frame and within 0.1 s of the length asked', async () => {
    const frames = mp3Frames(await encoded());
    expect(new Set(frames.map((frame) => frame.bitrateKbps))).toEqual(new Set([192]));
    const playedSeconds = ((frames.length - 1) * mp3FrameSamples) / sampleRateHz;
    expect(Math.abs(playedSeconds - seconds)).toBeLessThan(0.1);
  });

  it('[PRO-7] tells players the exact number of samples in its Info frame', async () => {
    const mp3 = await encoded();
    const view = new DataView(mp3.buffer);
    expect(new TextDecoder().decode(mp3.subarray(36, 40))).toBe('Info');
    const frames = view.getUint32(44);
    const delay = (mp3[177]! << 4) | (mp3[178]! >> 4);
    const padding = ((mp3[178]! & 15) << 8) | mp3[179]!;
    expect(frames * mp3FrameSamples - delay - padding).toBe(sine.length);
    expect(view.getUint32(48)).toBe(mp3.length);
  });

  it('[PRO-7] carries title, artist, genre, tempo, key, words and cover, the same bytes each time', async () => {
    const stream = await encoded();
    const file = tagged(stream, contents);
    const tags = NodeID3.read(Buffer.from(file));
    expect(tags).toMatchObject({ title: 'Дождь & Tape', artist: 'Impresario', genre: 'Lo-fi hip-hop' });
    expect(tags).toMatchObject({ bpm: '84', initialKey: 'Am' });
    expect(tags.unsynchronisedLyrics?.text).toBe('[Verse 1]\nСлово');
    expect(tags.image).toMatchObject({ mime: 'image/jpeg', imageBuffer: Buffer.from(contents.cover) });
    expect(mp3Frames(file, audioOffset(file))).toHaveLength(mp3Frames(stream).length);
    expect(tagged(await encoded(), contents)).toEqual(file);
  });
});

describe('the WAV', () => {
  it('[PRO-7] is 16-bit stereo behind 44 bytes and never wraps around', () => {
    const left = new Float32Array([0, 1.5, -1.5]);
    const wav = encodeWav(left, left, sampleRateHz);
    const view = new DataView(wav.buffer);
    expect(wav.length).toBe(44 + 12);
    expect(view.getUint32(40, true)).toBe(12);
    expect([44, 48, 52].map((at) => view.getInt16(at, true))).toEqual([0, 32767, -32768]);
  });
});

describe('the waveform', () => {
  it('[PRO-7] has audiowaveform’s shape and as many pairs as it says', () => {
    const long = new Float32Array(30 * sampleRateHz).fill(0.5);
    const peaks = waveformPeaks(long, long, sampleRateHz);
    expect(peaks).toMatchObject({ version: 2, channels: 1, bits: 8, sample_rate: sampleRateHz });
    expect(peaks.data).toHaveLength(peaks.length * 2);
    expect(peaks.length).toBeGreaterThan(1000);
    expect(peaks.length).toBeLessThanOrEqual(2000);
    expect(peaks.length * peaks.samples_per_pixel).toBeGreaterThanOrEqual(long.length);
    expect(peaks.data.slice(0, 2)).toEqual([0, 64]);
  });
});
