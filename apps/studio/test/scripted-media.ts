import { Buffer } from 'node:buffer';

const sampleRateHz = 8_000;

/** A short piece as an 8-bit WAV: plucked notes under a swell, so that its waveform has a shape. */
export function makeWav(seconds: number, seed: number): Buffer {
  const samples = makeSamples(seconds, seed);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  const body = Buffer.from(samples.map((sample) => Math.round(sample * 100) + 128));
  return Buffer.concat([header, body]);
}

function makeSamples(seconds: number, seed: number): number[] {
  const scale = [220, 246.9, 261.6, 293.7, 329.6, 392];
  const beat = sampleRateHz / 2.5;
  return Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, at) => {
    const note = Math.floor(at / beat);
    const age = (at % beat) / beat;
    const hz = scale[(note * (3 + seed) + Math.floor(note / 3)) % scale.length] ?? 220;
    const form = at / (seconds * sampleRateHz);
    const section = [0.3, 0.55, 0.9, 0.45, 1, 0.85, 0.35][Math.floor(form * 7)] ?? 0.3;
    const accent = 0.62 + 0.38 * (((note * 7 + seed * 3) % 5) / 4);
    const fade = Math.min(1, form * 14, (1 - form) * 9);
    return Math.sin((2 * Math.PI * hz * at) / sampleRateHz) * Math.exp(-age * 2.2) * section * accent * fade;
  });
}

/** The same piece's peaks, in audiowaveform's version 2 form. */
export function makePeaks(seconds: number, seed: number): object {
  const samples = makeSamples(seconds, seed);
  const samplesPerPixel = 256;
  const data: number[] = [];
  for (let at = 0; at < samples.length; at += samplesPerPixel) {
    const stretch = samples.slice(at, at + samplesPerPixel);
    data.push(Math.round(Math.min(...stretch) * 127), Math.round(Math.max(...stretch) * 127));
  }
  return {
    version: 2,
    channels: 1,
    sample_rate: sampleRateHz,
    samples_per_pixel: samplesPerPixel,
    bits: 8,
    length: data.length / 2,
    data,
  };
}

const palettes = [
  ['#0e2a33', '#f2b36b', '#2f6b6e', '#123b42'],
  ['#2b1638', '#ff8f6b', '#7a3b69', '#3d1f4a'],
  ['#0b1c3a', '#e9d8a6', '#34568b', '#14284d'],
  ['#3a1d14', '#ffd27d', '#a5502d', '#57291a'],
  ['#10291a', '#d9e6a2', '#3f7d54', '#1a3d28'],
] as const;

/** A cover: ridges under a sun, in one of a few palettes. */
export function makeCover(seed: number): string {
  const [sky, sun, near, far] = palettes[seed % palettes.length] ?? palettes[0];
  const ridges = Array.from({ length: 7 }, (_, row) => {
    const base = 270 + row * 34;
    const points = Array.from({ length: 33 }, (_, x) => {
      const wave = Math.sin(x * 0.55 + row * 1.7 + seed) + Math.sin(x * 0.23 * (1 + (seed % 3)) + row);
      return `${x * 16},${Math.round(base - 26 * wave - 30 * Math.exp(-(((x - 16 + seed) / 7) ** 2)))}`;
    });
    const colour = `color-mix(in srgb, ${near} ${100 - row * 14}%, ${far})`;
    return `<polygon points="0,512 ${points.join(' ')} 512,512" style="fill:${colour}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512"><rect width="512" height="512" fill="${sky}"/><circle cx="${200 + ((seed * 67) % 140)}" cy="200" r="${70 + ((seed * 13) % 40)}" fill="${sun}"/>${ridges.join('')}</svg>`;
}
