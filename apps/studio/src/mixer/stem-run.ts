import { frameAt, playWindow, type LoopFrames, type PlayWindow } from './play-window.ts';
import type { StemSound } from './stem-sound.ts';

/** A stem and what it is played into. */
export interface Channel {
  readonly stem: StemSound;
  readonly into: AudioNode;
}

export interface StemRun {
  /** The frame of the song that is heard now. */
  at(): number;
  /** Gives the clock what sounds during the next seconds; false once everything has sounded. */
  fill(): boolean;
  stop(): void;
}

const windowSeconds = 2;
const aheadSeconds = 6;
/** Long enough to make the first windows of a dozen stems. */
const leadSeconds = 0.06;
const fadeSeconds = 0.008;

/**
 * Plays stems from one frame on, until it is stopped. All of them stand on the context's one clock: each window starts at
 * the same frame of it in every stem, right where the one before ends, so they cannot drift apart.
 */
export function startStemRun(
  context: AudioContext,
  channels: readonly Channel[],
  from: number,
  loop: LoopFrames | null,
): StemRun {
  const rate = context.sampleRate;
  const frames = Math.max(...channels.map(({ stem }) => stem.frames));
  const begin = Math.ceil((context.currentTime + leadSeconds) * rate);
  const song = { frames, loop, windowFrames: windowSeconds * rate };
  const windows: PlayWindow[] = [];
  const sources = new Set<AudioBufferSourceNode>();
  const faders = channels.map(({ into }) => {
    const fader = context.createGain();
    fader.gain.setValueAtTime(0, begin / rate);
    fader.gain.linearRampToValueAtTime(1, begin / rate + fadeSeconds);
    fader.connect(into);
    return fader;
  });
  let next: Omit<PlayWindow, 'frames'> | null = { clockFrame: begin, from };

  const sound = (window: PlayWindow) => {
    channels.forEach(({ stem }, index) => {
      const buffer = bufferOf(context, stem, window);
      if (!buffer) return;
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(faders[index] as GainNode);
      source.start(window.clockFrame / rate);
      sources.add(source);
      source.onended = () => {
        source.disconnect();
        sources.delete(source);
      };
    });
  };
  const heard = () => (context.currentTime - (context.outputLatency || 0)) * rate;
  return {
    at: () => frameAt(windows, heard()),
    fill() {
      const now = context.currentTime * rate;
      while (next && next.clockFrame < now + aheadSeconds * rate) {
        const step = playWindow(next, song);
        if (step) {
          windows.push(step.window);
          sound(step.window);
        }
        next = step?.next ?? null;
      }
      while (windows[1] && windows[1].clockFrame <= heard()) windows.shift();
      const last = windows.at(-1);
      return next !== null || (last !== undefined && heard() < last.clockFrame + last.frames);
    },
    stop() {
      const now = context.currentTime;
      for (const fader of faders) {
        fader.gain.cancelScheduledValues(now);
        fader.gain.setTargetAtTime(0, now, fadeSeconds / 3);
      }
      for (const source of sources) source.stop(now + fadeSeconds * 2);
    },
  };
}

/** A window of a stem for the context to play; null where that is over. */
function bufferOf(context: AudioContext, stem: StemSound, { from, frames }: PlayWindow): AudioBuffer | null {
  const count = Math.min(frames, stem.frames - from);
  if (count <= 0) return null;
  const buffer = context.createBuffer(stem.channels.length, count, context.sampleRate);
  stem.channels.forEach((samples, index) => {
    const into = buffer.getChannelData(index);
    for (let at = 0; at < count; at++) into[at] = (samples[from + at] ?? 0) / 32_767;
  });
  return buffer;
}
