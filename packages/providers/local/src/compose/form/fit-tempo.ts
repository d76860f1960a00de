import { barSeconds, type Meter } from '../theory/meter.ts';

/** A number of bars, the tempo at which they fill the time, and what is left for the ending. */
export interface TempoFit {
  readonly bars: number;
  readonly bpm: number;
  /** Seconds after the last whole bar: ritardando, last chord and ring-out. */
  readonly endSeconds: number;
  /** 0 for a perfect fit, growing with every compromise. */
  readonly cost: number;
}

/** What the tempo must keep to. */
export interface TempoRequest {
  readonly durationSeconds: number;
  readonly meter: Meter;
  /** The tempos allowed, quarter notes a minute. */
  readonly low: number;
  readonly high: number;
  readonly target: number;
  readonly ritardando: boolean;
  /** How long the style's room rings, which sets the ring-out. */
  readonly roomSeconds: number;
}

/** Seconds of ring-out: enough that the last chord dies by itself, under 2.5 s so that no silence follows. */
export function tailSecondsFor(durationSeconds: number, roomSeconds: number): number {
  if (durationSeconds < 30) return 0.8 + durationSeconds * 0.025;
  return Math.min(2.5, Math.max(1.5, 1.1 + roomSeconds * 0.35));
}

/** The ending a style likes at a tempo: some stretch, a chord of about half a bar, the tail. */
function likedEnding(request: TempoRequest, bar: number): number {
  const tail = tailSecondsFor(request.durationSeconds, request.roomSeconds);
  const brief = request.durationSeconds < 20 ? 0.6 : 1;
  const hold = Math.min(2.4, Math.max(0.8, bar * 0.75)) * brief;
  return tail + hold + (request.ritardando ? bar * 0.22 * brief : 0);
}

/** Every way to fill the duration with whole bars inside the allowed tempos, cheapest first; never empty. */
export function fitTempo(request: TempoRequest): TempoFit[] {
  const { durationSeconds, meter, low, high, target } = request;
  const tail = tailSecondsFor(durationSeconds, request.roomSeconds);
  const fits: TempoFit[] = [];
  const mostBars = Math.max(1, Math.ceil(durationSeconds / barSeconds(meter, high)));
  for (let bars = 1; bars <= mostBars; bars++) {
    const liked = likedEnding(request, barSeconds(meter, target));
    const exact = (bars * meter.stepsPerBar * 15) / Math.max(1, durationSeconds - liked);
    const bpm = Math.min(high, Math.max(low, exact));
    const bar = barSeconds(meter, bpm);
    const endSeconds = durationSeconds - bars * bar;
    // The last chord needs air, and more than a bar left over would be a bar of nothing.
    if (endSeconds < tail + 0.45 || (endSeconds > liked + bar && bars < mostBars)) continue;
    const square = bars % 4 === 0 ? 0 : bars % 2 === 0 ? 0.2 : 0.5;
    const cost =
      (2.5 * Math.abs(bpm - target)) / (high - low + 8) + Math.abs(endSeconds - liked) / bar + square;
    fits.push({ bars, bpm, endSeconds, cost });
  }
  if (fits.length === 0) {
    const bpm = Math.min(high, Math.max(low, target));
    const bars = Math.max(1, Math.floor((durationSeconds - tail - 0.45) / barSeconds(meter, bpm)));
    fits.push({ bars, bpm, endSeconds: durationSeconds - bars * barSeconds(meter, bpm), cost: 9 });
  }
  return fits.sort((a, b) => a.cost - b.cost);
}
