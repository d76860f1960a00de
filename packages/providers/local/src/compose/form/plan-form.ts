import type { SectionKind } from '../../score.ts';
import type { Dealer, Dice } from '../dice.ts';
import type { LyricSection } from '../lyrics/read-lyrics.ts';
import type { Feel } from '../prompt/moods.ts';
import type { Style } from '../styles/style.ts';
import { barSeconds } from '../theory/meter.ts';
import { draftForm, type Draft } from './draft-form.ts';
import { draftLyricForm } from './draft-lyric-form.ts';
import { fitTempo, tailSecondsFor, type TempoRequest } from './fit-tempo.ts';
import type { FormPlan, SectionPlan, Theme } from './plan.ts';

const themes: Readonly<Record<SectionKind, Theme>> = {
  intro: 'verse',
  verse: 'verse',
  'pre-chorus': 'lift',
  chorus: 'chorus',
  bridge: 'bridge',
  break: 'chorus',
  build: 'lift',
  drop: 'chorus',
  solo: 'chorus',
  outro: 'chorus',
};

const plainLabels: Readonly<Record<SectionKind, string>> = {
  intro: 'Intro',
  verse: 'Verse',
  'pre-chorus': 'Pre-chorus',
  chorus: 'Chorus',
  bridge: 'Bridge',
  break: 'Break',
  build: 'Build',
  drop: 'Drop',
  solo: 'Solo',
  outro: 'Outro',
};

const intensities: Readonly<Record<SectionKind, number>> = {
  intro: 0.35,
  verse: 0.5,
  'pre-chorus': 0.64,
  chorus: 0.86,
  bridge: 0.46,
  break: 0.32,
  build: 0.62,
  drop: 0.93,
  solo: 0.74,
  outro: 0.4,
};

/** How full a section is meant to be: by kind, growing as it returns, bent by the mood. */
function intensityOf(kind: SectionKind, turn: number, turns: number, feel: Feel): number {
  const returning = kind === 'verse' ? turn * 0.06 : turns > 1 ? (turn / (turns - 1)) * 0.1 : 0.04;
  const base = intensities[kind] + Math.min(0.14, returning);
  const bent = base * (1 + feel.intensity * 0.14);
  return Math.round(Math.max(0.2, Math.min(1, bent)) * 100) / 100;
}

/** The label of one section: numbered where its kind comes more than once. */
function labelOf(kind: SectionKind, turn: number, turns: number, style: Style): string {
  const label = style.sectionLabels?.[kind] ?? plainLabels[kind];
  return turns > 1 ? `${label} ${turn + 1}` : label;
}

/** Drafts with places, labels, intensities and, where the style wants it, a raised last chorus. */
function placeSections(drafts: readonly Draft[], style: Style, feel: Feel, lift: number): SectionPlan[] {
  const turnsOf = (kind: SectionKind): number => drafts.filter((draft) => draft.kind === kind).length;
  const seen = new Map<SectionKind, number>();
  let firstBar = 0;
  let raised = false;
  return drafts.map((draft) => {
    const { kind, bars, lyrics } = draft;
    const turn = seen.get(kind) ?? 0;
    const turns = turnsOf(kind);
    seen.set(kind, turn + 1);
    // Once the key has climbed it stays up to the end.
    raised ||= kind === 'chorus' && turns >= 3 && turn === turns - 1;
    const section: SectionPlan = {
      kind,
      bars,
      lyrics,
      turn,
      firstBar,
      theme: themes[kind],
      last: turn === turns - 1,
      label: labelOf(kind, turn, turns, style),
      intensity: intensityOf(kind, turn, turns, feel),
      lift: raised ? lift : 0,
    };
    firstBar += bars;
    return section;
  });
}

/** What decides a form. */
export interface FormRequest extends TempoRequest {
  readonly style: Style;
  readonly feel: Feel;
  readonly lyrics: readonly LyricSection[];
  readonly dealer: Dealer;
  readonly dice: Dice;
}

/** The form of a song, fitted so that music, last chord and ring-out last exactly as long as was asked. */
export function planForm(request: FormRequest): FormPlan {
  const { style, meter, durationSeconds, dice } = request;
  const fits = fitTempo(request);
  const { fit, drafts } =
    request.lyrics.length > 0
      ? draftLyricForm(request.lyrics, fits, meter)
      : draftForm(style.form, fits, meter, durationSeconds, request.dealer);
  const lift =
    style.keyLift && durationSeconds >= 150 && dice.fork('lift').chance(0.4)
      ? dice.fork('step').pick([1, 2])
      : 0;
  const bar = barSeconds(meter, fit.bpm);
  const tailSeconds = tailSecondsFor(durationSeconds, request.roomSeconds);
  const spare = fit.endSeconds - tailSeconds;
  // The last bar takes up to a third of its length in stretch, the last chord the rest.
  const ritardandoSeconds = style.ritardando ? Math.min(bar * 0.34, spare * 0.4) : 0;
  return {
    bpm: fit.bpm,
    bars: fit.bars,
    sections: placeSections(drafts, style, request.feel, lift),
    ritardandoSeconds,
    holdSeconds: spare - ritardandoSeconds,
    tailSeconds,
  };
}
