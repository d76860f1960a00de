import type { Style } from '../styles/style.ts';
import type { Meter } from '../theory/meter.ts';
import type { FormPlan } from './plan.ts';

/** Turns steps into seconds: tempo, swing and the final ritardando. */
export interface Clock {
  /** The exact moment of a step, without swing: bar lines, chord changes. */
  seconds(step: number): number;
  /** The moment at which a player puts a note written on this step. */
  played(step: number): number;
}

/** Moves the second half of every beat later by the style's swing. */
function swung(step: number, amount: number, unit: 8 | 16): number {
  const pair = unit === 8 ? 4 : 2;
  const start = Math.floor(step / pair) * pair;
  const within = (step - start) / pair;
  const moved = within < 0.5 ? within * 2 * amount : amount + (within - 0.5) * 2 * (1 - amount);
  return start + moved * pair;
}

/** The clock of one song. */
export function createClock(form: FormPlan, meter: Meter, style: Style): Clock {
  const stepSeconds = 15 / form.bpm;
  const endStep = form.bars * meter.stepsPerBar;
  const slowFrom = endStep - meter.stepsPerBar;
  const seconds = (step: number): number => {
    const late = Math.max(0, Math.min(1, (step - slowFrom) / meter.stepsPerBar));
    return step * stepSeconds + form.ritardandoSeconds * late * late;
  };
  // In 6/8 the eighths are the pulse's own thirds and stay even.
  const { amount, unit } = style.swing;
  const swings = amount > 0.5 && !(meter.name === '6/8' && unit === 8);
  return { seconds, played: (step) => seconds(swings ? swung(step, amount, unit) : step) };
}
