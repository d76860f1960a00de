import type { Sound, SoundEvents } from '../player/sound.ts';
import { createStemRunner } from './stem-runner.ts';
import type { StemSound } from './stem-sound.ts';

export interface StemsSound extends Sound {
  /** How much of each stem is heard, 0 to 1 and a little over, in the order of the stems. */
  setLevels(levels: readonly number[]): void;
}

/** A browser that lets sound out does so at once; one that wants a touch first says nothing. */
const refusedAfterMs = 400;
const glideSeconds = 0.012;

/** The player's sound, made of stems on one clock. */
export function createStemsSound(
  context: AudioContext,
  stems: readonly StemSound[],
  events: SoundEvents,
): StemsSound {
  const master = context.createGain();
  master.connect(context.destination);
  const channels = stems.map((stem) => {
    const into = context.createGain();
    into.connect(master);
    return { stem, into };
  });
  const runner = createStemRunner(context, channels, events);
  let isWanted = false;
  const glide = ({ gain }: GainNode, value: number) => {
    gain.setTargetAtTime(value, context.currentTime, glideSeconds);
  };
  return {
    at: runner.at,
    seek: runner.seek,
    setLoop: runner.setLoop,
    play() {
      isWanted = true;
      if (runner.isRunning()) return;
      if (context.state === 'running') return runner.begin();
      void awake(context).then((isAwake) => {
        if (!isWanted || runner.isRunning()) return;
        if (isAwake) return runner.begin();
        isWanted = false;
        events.onRefused();
      });
    },
    pause() {
      isWanted = false;
      runner.stop();
      events.onStatus('paused');
      events.onPosition(runner.at());
    },
    setVolume: (volume) => glide(master, volume),
    setLevels: (levels) => channels.forEach(({ into }, index) => glide(into, levels[index] ?? 0)),
    close() {
      isWanted = false;
      runner.stop();
      // The end of the fade is still to be heard.
      setTimeout(() => void context.close(), 60);
    },
  };
}

/** Whether the context runs, after it was asked to. */
function awake(context: AudioContext): Promise<boolean> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, refusedAfterMs));
  return Promise.race([context.resume(), late]).then(
    () => context.state === 'running',
    () => false,
  );
}
