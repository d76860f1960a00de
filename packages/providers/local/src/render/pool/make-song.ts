import type { BasicSoundBank } from 'spessasynth_core';
import { composeCommission } from '../../compose/index.ts';
import { paintCover } from '../../cover/index.ts';
import type { Score } from '../../score.ts';
import { Mp3Writer } from '../encode/mp3.ts';
import { waveformPeaks } from '../encode/peaks.ts';
import { tagged } from '../encode/tags.ts';
import { encodeWav } from '../encode/wav.ts';
import { type MasteredSong, pauseOrCancel, type RenderOptions, renderSong } from '../render-song.ts';
import { renderStems, type SongGains } from '../render-stems.ts';
import { sampleRateHz } from '../sample-rate.ts';
import type { RenderedSong, RenderJob } from './job.ts';

/** Encoded between two looks at the cancel signal: about 5 s of music, 0.1 s of work. */
const encodeFrames = 220_500;

/** Does a whole job: composes, plays, mixes, masters, encodes, paints, tags. */
export async function makeSong(
  bank: BasicSoundBank,
  job: RenderJob,
  options: RenderOptions,
): Promise<RenderedSong> {
  const report = options.onProgress ?? (() => undefined);
  report('composing', 0);
  await pauseOrCancel(options.signal);
  const composed = job.score ?? composeCommission(job);
  const score: Score = job.title ? { ...composed, title: job.title } : composed;
  // With stems the same music is played twice, so the song itself is the first half of the way.
  const span = job.stems ? 0.5 : 1;
  const { gains, ...song } = await makeFiles(bank, score, job, {
    ...options,
    onProgress: (stage, share) => report(stage, share * span),
  });
  if (!job.stems) return song;
  const stems = await renderStems(bank, score, gains, job.stems, {
    ...options,
    onProgress: (stage, share) => report(stage, 0.5 + 0.5 * share),
  });
  report('encoding', 1);
  return { ...song, stems };
}

/** The song without its stems. Its samples are let go on return: the stems need the gains only. */
async function makeFiles(
  bank: BasicSoundBank,
  score: Score,
  job: RenderJob,
  options: RenderOptions,
): Promise<RenderedSong & { readonly gains: SongGains }> {
  const song = await renderSong(bank, score, options);
  const stream = await encodeSong(song, options);
  options.onProgress?.('painting the cover', 0.93);
  await pauseOrCancel(options.signal);
  const peaks = waveformPeaks(song.left, song.right, sampleRateHz);
  const cover = await paintCover(score, peaks, job.variant);
  await pauseOrCancel(options.signal);
  const lyrics = lyricsOf(score);
  const mp3 = tagged(stream, { ...score, genre: score.styleLabel, lyrics, cover });
  const wav = job.wav ? { wav: encodeWav(song.left, song.right, sampleRateHz) } : {};
  options.onProgress?.('painting the cover', 1);
  return {
    mp3,
    cover,
    peaks: new TextEncoder().encode(JSON.stringify(peaks)),
    ...wav,
    title: score.title,
    lyrics,
    durationSeconds: song.left.length / sampleRateHz,
    loudnessLufs: song.loudnessLufs,
    truePeakDbtp: song.truePeakDbtp,
    loudnessRangeLu: song.loudnessRangeLu,
    sections: score.sections,
    bpm: score.bpm,
    keyName: score.key.name,
    styleLabel: score.styleLabel,
    gains: { partGains: song.partGains, curve: song.curve },
  };
}

async function encodeSong(song: MasteredSong, options: RenderOptions): Promise<Uint8Array<ArrayBuffer>> {
  const writer = await Mp3Writer.open();
  const frames = song.left.length;
  for (let at = 0; at < frames; at += encodeFrames) {
    options.onProgress?.('encoding', 0.75 + 0.17 * (at / frames));
    await pauseOrCancel(options.signal);
    writer.push(song.left, song.right, at, Math.min(frames, at + encodeFrames));
  }
  return writer.finish();
}

/** The words as sung, a blank line between sections; null for an instrumental. */
function lyricsOf(score: Score): string | null {
  const verses = score.sections.filter((section) => section.lyrics.length > 0);
  if (verses.length === 0) return null;
  return verses.map((section) => `[${section.label}]\n${section.lyrics.join('\n')}`).join('\n\n');
}
