import type { Loop, Sound, SoundEvents } from './sound.ts';

export interface FileSound extends Sound {
  /** Takes another file, and stands at `from` seconds in it; nothing is heard before `play`. */
  load(url: string, from: number): void;
}

/** How often a loop looks whether it has come to its end: a file cannot be told to turn back by itself. */
const loopLookMs = 25;

/** The sound of files. Its one element is why only one of them can be heard at a time. */
export function createFileSound(events: SoundEvents, volume: number): FileSound {
  const audio = new Audio();
  audio.preload = 'auto';
  audio.volume = volume;
  audio.addEventListener('playing', () => {
    // Told late, of a moment before a pause.
    if (!audio.paused) events.onStatus('playing');
  });
  audio.addEventListener('pause', () => {
    events.onStatus('paused');
    events.onPosition(audio.currentTime);
  });
  audio.addEventListener('waiting', () => {
    if (!audio.paused) events.onStatus('loading');
  });
  audio.addEventListener('timeupdate', () => events.onPosition(audio.currentTime));
  audio.addEventListener('seeked', () => events.onPosition(audio.currentTime));
  audio.addEventListener('durationchange', () => {
    if (Number.isFinite(audio.duration)) events.onDuration(audio.duration);
  });
  audio.addEventListener('ended', () => events.onEnded());
  audio.addEventListener('error', () => {
    if (audio.getAttribute('src')) events.onBroken();
  });
  let looking: ReturnType<typeof setInterval> | undefined;
  const loopBack = (loop: Loop) => {
    if (!audio.paused && audio.currentTime >= loop.to) audio.currentTime = loop.from;
  };
  return {
    at: () => audio.currentTime,
    load(url, from) {
      if (audio.getAttribute('src') !== url || audio.error) audio.src = url;
      audio.currentTime = from;
    },
    play() {
      // A play() cut short by the next one rejects; the element's own events tell what became of it.
      audio.play().catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'NotAllowedError') events.onRefused();
      });
    },
    pause: () => audio.pause(),
    seek(seconds) {
      audio.currentTime = seconds;
    },
    setVolume(next) {
      audio.volume = next;
    },
    setLoop(loop) {
      clearInterval(looking);
      looking = loop ? setInterval(() => loopBack(loop), loopLookMs) : undefined;
    },
    close() {
      clearInterval(looking);
      audio.pause();
      audio.removeAttribute('src');
    },
  };
}
