import { describe, expect, it } from 'vitest';
import { createSongMaker } from './song-maker.ts';
import { layers, sampleRateHz, synthesise } from './synth.ts';

const songs = createSongMaker(() => Promise.resolve());
const peak = (samples: Float32Array) => samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('a song', () => {
  it('[PRO-8] can be heard, does not clip, and is the same every time', () => {
    const samples = synthesise('harbour', 4);
    expect(samples).toHaveLength(4 * sampleRateHz);
    expect(peak(samples)).toBeGreaterThan(0.15);
    expect(peak(samples)).toBeLessThan(1);
    expect(synthesise('harbour', 4)).toEqual(samples);
    expect(synthesise('forest', 4)).not.toEqual(samples);
  });

  it('[PRO-8] never clips, whatever its name', () => {
    for (let name = 0; name < 12; name++) expect(peak(synthesise(`song ${name}`, 8))).toBeLessThan(1);
  });

  it('[PRO-8] is the sum of its stems', () => {
    const whole = synthesise('harbour', 3);
    const parts = layers.map((layer) => synthesise('harbour', 3, [layer]));
    const worst = whole.reduce((most, value, at) => {
      const sum = parts.reduce((total, part) => total + (part[at] ?? 0), 0);
      return Math.max(most, Math.abs(value - sum));
    }, 0);
    expect(worst).toBeLessThan(0.001);
  });

  it('[PRO-8] is an MP3 of the length it says, with a comment in front', async () => {
    const bytes = Buffer.from(await songs.mp3('harbour', 3, { title: 'Häfen', comment: 'made here' }));
    expect(bytes.subarray(0, 3).toString('latin1')).toBe('ID3');
    expect(bytes.includes(Buffer.from('Häfen', 'utf16le'))).toBe(true);
    const start = 10 + bytes.subarray(6, 10).reduce((size, byte) => size * 128 + byte, 0);
    expect(bytes.readUInt16BE(start) & 0xfffa).toBe(0xfffa);
    // 96 kbit/s are 12 000 bytes a second.
    expect((bytes.length - start) / 12_000).toBeCloseTo(3, 0);
  });

  it('[PRO-8] is a WAV whose header tells its size', async () => {
    const bytes = Buffer.from(await songs.wav('harbour', 2));
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    expect(bytes.readUInt32LE(40)).toBe(2 * 2 * sampleRateHz);
  });
});

describe('pictures', () => {
  it('[PRO-8] are a PNG of its own for every name, and a small MP4', async () => {
    const [one, other] = [await songs.png('a'), await songs.png('b')];
    expect(Buffer.from(one).equals(other)).toBe(false);
    expect(Buffer.from(one).subarray(1, 4).toString()).toBe('PNG');
    expect((await songs.mp4()).length).toBeLessThan(30_000);
  });
});
