/** A run of frames, and the frame of the clock at which it begins to sound. */
export interface PlayWindow {
  readonly clockFrame: number;
  readonly from: number;
  readonly frames: number;
}

/** A stretch that comes again and again, in frames. */
export interface LoopFrames {
  readonly from: number;
  readonly to: number;
}

interface Song {
  readonly frames: number;
  readonly loop: LoopFrames | null;
  /** The longest window. */
  readonly windowFrames: number;
}

/**
 * What sounds next from frame `from` on, and where it goes on after it; null at the end. A window never reaches over
 * the end of a loop, so that the turn back falls on the very frame.
 */
export function playWindow(
  { clockFrame, from }: Omit<PlayWindow, 'frames'>,
  { frames, loop, windowFrames }: Song,
): { window: PlayWindow; next: Omit<PlayWindow, 'frames'> } | null {
  const isInLoop = loop !== null && from < loop.to && loop.to - loop.from > 0;
  const end = isInLoop ? Math.min(loop.to, frames) : frames;
  const length = Math.min(windowFrames, end - from);
  if (length <= 0) return null;
  const turnsBack = isInLoop && from + length >= end;
  return {
    window: { clockFrame, from, frames: length },
    next: { clockFrame: clockFrame + length, from: turnsBack ? loop.from : from + length },
  };
}

/** Which frame of the song is heard at a frame of the clock, of windows in the order they sound. */
export function frameAt(windows: readonly PlayWindow[], clockFrame: number): number {
  const window = windows.findLast((each) => each.clockFrame <= clockFrame) ?? windows[0];
  if (!window) return 0;
  return window.from + Math.max(0, Math.min(window.frames, clockFrame - window.clockFrame));
}
