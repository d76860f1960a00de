import type { Loop, SoundEvents } from '../player/sound.ts';
import type { LoopFrames } from './play-window.ts';
import { startStemRun, type Channel, type StemRun } from './stem-run.ts';

export interface StemRunner {
  readonly isRunning: () => boolean;
  /** Seconds from the beginning. */
  at(): number;
  begin(): void;
  stop(): void;
  seek(seconds: number): void;
  setLoop(loop: Loop | null): void;
}

const lookMs = 200;

/** Where in the song the stems stand, over their runs: each seek, and each loop, begins another. */
export function createStemRunner(
  context: AudioContext,
  channels: readonly Channel[],
  events: SoundEvents,
): StemRunner {
  const rate = context.sampleRate;
  const frames = Math.max(...channels.map(({ stem }) => stem.frames));
  let run: StemRun | null = null;
  let stoodAt = 0;
  let loop: LoopFrames | null = null;
  let looking: ReturnType<typeof setInterval> | undefined;

  const at = () => (run ? run.at() : stoodAt) / rate;
  const stop = () => {
    clearInterval(looking);
    if (!run) return;
    stoodAt = run.at();
    run.stop();
    run = null;
  };
  const look = () => {
    if (!run) return;
    events.onPosition(at());
    if (run.fill()) return;
    stop();
    stoodAt = 0;
    events.onEnded();
  };
  const begin = () => {
    stop();
    run = startStemRun(context, channels, stoodAt, loop);
    run.fill();
    looking = setInterval(look, lookMs);
    events.onStatus('playing');
  };
  return {
    isRunning: () => run !== null,
    at,
    begin,
    stop,
    seek(to) {
      const isRunning = run !== null;
      stop();
      stoodAt = Math.max(0, Math.min(frames, Math.round(to * rate)));
      if (isRunning) begin();
      events.onDuration(frames / rate);
      events.onPosition(to);
    },
    setLoop(next) {
      loop = next && { from: Math.round(next.from * rate), to: Math.min(frames, Math.round(next.to * rate)) };
      if (run) begin();
    },
  };
}
