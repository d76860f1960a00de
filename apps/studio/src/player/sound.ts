/** A stretch that is played again and again, in seconds. */
export interface Loop {
  readonly from: number;
  readonly to: number;
}

/** What the one player plays on: a file, or stems that are mixed while they sound. */
export interface Sound {
  /** Seconds from the beginning at this very moment. */
  at(): number;
  play(): void;
  pause(): void;
  seek(seconds: number): void;
  setVolume(volume: number): void;
  setLoop(loop: Loop | null): void;
  /** Falls silent for good and lets go of its memory. */
  close(): void;
}

/** What a sound tells the player. */
export interface SoundEvents {
  onStatus(status: 'loading' | 'playing' | 'paused'): void;
  onPosition(seconds: number): void;
  onDuration(seconds: number): void;
  onEnded(): void;
  onBroken(): void;
  /** The browser lets out no sound before somebody has touched the page. */
  onRefused(): void;
}
