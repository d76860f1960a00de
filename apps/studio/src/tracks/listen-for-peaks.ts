import type { Version } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { loudness } from './loudness.ts';

/** Decoding takes memory: what is longer or larger stays a row of dots. */
const secondsMax = 12 * 60;
const bytesMax = 30_000_000;
/** The lowest rate every browser takes; a drawing needs no more, and a long song stays small. */
const sampleRateHz = 8_000;
/** More than the widest waveform has bars. */
const stretchCount = 1_500;

let last: Promise<unknown> = Promise.resolve();

/**
 * The peaks of a version that has no file of them, from its audio, one version at a time and in the order they were
 * asked for. Null when it is too long or large, or not audio this browser can decode. Rejects when aborted.
 */
export function listenForPeaks(version: Version, signal: AbortSignal): Promise<readonly number[] | null> {
  const { audio, durationSeconds } = version;
  if (!audio || audio.bytes > bytesMax || (durationSeconds ?? 0) > secondsMax) return Promise.resolve(null);
  const listening = last.then(() => listen(audio.url, signal));
  last = listening.catch(() => undefined);
  return listening;
}

async function listen(url: string, signal: AbortSignal): Promise<readonly number[] | null> {
  signal.throwIfAborted();
  const response = await engine.files.open(url, { signal });
  const bytes = await response.arrayBuffer();
  signal.throwIfAborted();
  // An offline context makes no sound, needs no click first, and brings everything to its own sample rate.
  const decoded = await new OfflineAudioContext(1, 1, sampleRateHz).decodeAudioData(bytes).catch(() => null);
  return decoded && loudness(extremes(decoded));
}

/** Least and greatest sample of each stretch, in turn, over both channels. */
function extremes(song: AudioBuffer): Float32Array {
  const found = new Float32Array(stretchCount * 2);
  for (let channel = 0; channel < song.numberOfChannels; channel++) {
    const samples = song.getChannelData(channel);
    for (let stretch = 0; stretch < stretchCount; stretch++) {
      const to = Math.floor(((stretch + 1) * samples.length) / stretchCount);
      let least = found[stretch * 2] ?? 0;
      let greatest = found[stretch * 2 + 1] ?? 0;
      for (let at = Math.floor((stretch * samples.length) / stretchCount); at < to; at++) {
        const sample = samples[at] ?? 0;
        if (sample < least) least = sample;
        if (sample > greatest) greatest = sample;
      }
      found[stretch * 2] = least;
      found[stretch * 2 + 1] = greatest;
    }
  }
  return found;
}
