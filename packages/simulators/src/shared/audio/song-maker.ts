import { readFile } from 'node:fs/promises';
import { drawCover } from './cover-png.ts';
import { encodeFlac } from './flac.ts';
import { encodeMp3, withId3 } from './mp3.ts';
import { layers, synthesise, type Layer } from './synth.ts';
import { encodeWav, pcm16 } from './wav.ts';

const keptMax = 24;

/** Real files, made when they are first asked for and kept while they are in use. */
export interface SongMaker {
  /** `name` decides how it sounds; `heard` makes a stem of it. */
  mp3(
    name: string,
    seconds: number,
    tags?: { title: string; comment: string },
    heard?: readonly Layer[],
  ): Promise<Uint8Array>;
  wav(name: string, seconds: number, heard?: readonly Layer[]): Promise<Uint8Array>;
  flac(name: string, seconds: number): Promise<Uint8Array>;
  /** Little-endian 16-bit mono samples at 44.1 kHz, without a header. */
  pcm(name: string, seconds: number): Promise<Uint8Array>;
  png(name: string): Promise<Uint8Array>;
  /** Two seconds of a still picture with sound, the same for all. */
  mp4(): Promise<Uint8Array>;
}

export function createSongMaker(turn: () => Promise<void>): SongMaker {
  const kept = new Map<string, Promise<Uint8Array>>();

  function once(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const known = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, known);
    const [oldest] = kept.keys();
    if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
    return known;
  }

  return {
    async mp3(name, seconds, tags, heard = layers) {
      const key = `mp3 ${name} ${seconds} ${heard.join()}`;
      const bytes = await once(key, async () => encodeMp3(synthesise(name, seconds, heard), turn));
      return tags ? withId3(bytes, tags.title, tags.comment) : bytes;
    },
    wav: (name, seconds, heard = layers) =>
      once(`wav ${name} ${seconds} ${heard.join()}`, async () => encodeWav(synthesise(name, seconds, heard))),
    flac: (name, seconds) =>
      once(`flac ${name} ${seconds}`, async () => encodeFlac(pcm16(synthesise(name, seconds)))),
    pcm: (name, seconds) => once(`pcm ${name} ${seconds}`, async () => pcm16(synthesise(name, seconds))),
    png: (name) => once(`png ${name}`, async () => drawCover(name)),
    mp4: () => once('mp4', () => readFile(new URL('./still.mp4', import.meta.url))),
  };
}
