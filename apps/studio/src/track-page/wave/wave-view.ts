/** The part of a song that a waveform shows, in seconds. */
export interface WaveView {
  readonly from: number;
  readonly to: number;
}

/** Closer than this the peaks have no more to tell. */
const shownSecondsMin = 6;
/** Where the playhead comes to stand when the view moves on with it. */
const followShare = 0.08;

export function wholeView(duration: number): WaveView {
  return { from: 0, to: Math.max(duration, 0.001) };
}

export function isWhole({ from, to }: WaveView, duration: number): boolean {
  return from <= 0 && to >= duration;
}

/** Nearer (`factor` under 1) or farther, so that what stands at `around` stays where it is. */
export function zoomView({ from, to }: WaveView, factor: number, around: number, duration: number): WaveView {
  const wanted = (to - from) * factor;
  const length = Math.min(duration, Math.max(Math.min(shownSecondsMin, duration), wanted));
  const share = (around - from) / (to - from);
  return within(around - share * length, length, duration);
}

export function panView({ from, to }: WaveView, by: number, duration: number): WaveView {
  return within(from + by, to - from, duration);
}

/** The view in which `at` can be seen: the same one while it can, the next page of the song when it has left it. */
export function followView(view: WaveView, at: number, duration: number): WaveView {
  if (at >= view.from && at <= view.to) return view;
  const length = view.to - view.from;
  return within(at - length * followShare, length, duration);
}

function within(from: number, length: number, duration: number): WaveView {
  const start = Math.max(0, Math.min(from, duration - length));
  return { from: start, to: start + length };
}

/** Where a second stands in a view, 0 to 1 while it can be seen. */
export function shareOf({ from, to }: WaveView, seconds: number): number {
  return (seconds - from) / (to - from);
}

export function secondsAt({ from, to }: WaveView, share: number): number {
  return from + share * (to - from);
}
