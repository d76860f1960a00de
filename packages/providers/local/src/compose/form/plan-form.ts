import type { SectionKind } from '../../score.ts';
import type { Dealer, Dice } from '../dice.ts';
import type { LyricSection } from '../lyrics/read-lyrics.ts';
import type { Feel } from '../prompt/moods.ts';
import type { Style } from '../styles/style.ts';
import { barSeconds } from '../theory/meter.ts';
import { draftForm, type Draft, type DraftedForm } from './draft-form.ts';
import { draftLyricForm } from './draft-lyric-form.ts';
import { formTemplates } from './form-templates.ts';
import { templatesAfter } from './templates-after.ts';
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

/** Drafts with places behind what was played `before`, and with intensities; the last chorus may be raised by `lift`. */
function placeSections(
  drafts: readonly Draft[],
  before: readonly SectionPlan[],
  feel: Feel,
  lift: number,
): SectionPlan[] {
  const countOf = (kind: SectionKind, sections: readonly { kind: SectionKind }[]): number =>
    sections.filter((section) => section.kind === kind).length;
  const lastBefore = before.at(-1);
  let firstBar = lastBefore ? lastBefore.firstBar + lastBefore.bars : 0;
  let raised = false;
  return drafts.map(({ kind, bars, lyrics }, i) => {
    const turn = countOf(kind, before) + countOf(kind, drafts.slice(0, i));
    const turns = countOf(kind, before) + countOf(kind, drafts);
    // Once the key has climbed it stays up to the end.
    raised ||= kind === 'chorus' && turns >= 3 && turn === turns - 1;
    const section: SectionPlan = {
      kind,
      bars,
      lyrics,
      turn,
      firstBar,
      theme: themes[kind],
      intensity: intensityOf(kind, turn, turns, feel),
      lift: lastBefore ? lastBefore.lift : raised ? lift : 0,
    };
    firstBar += bars;
    return section;
  });
}

/** What decides a form. */
export interface FormRequest extends TempoRequest {
  /** What is played already when a song goes on; empty for a new one. `durationSeconds` is what follows. */
  readonly before: readonly SectionPlan[];
  /** The words of a chorus that comes without any. */
  readonly refrain: readonly string[];
  readonly style: Style;
  readonly feel: Feel;
  readonly lyrics: readonly LyricSection[];
  readonly dealer: Dealer;
  readonly dice: Dice;
}

/** Sections that fill the time: the user's own where there are words, else as the style's forms go. */
function draftSections(request: FormRequest): DraftedForm {
  const { style, meter, before } = request;
  const fits = fitTempo(request);
  const last = before.at(-1);
  if (request.lyrics.length > 0) {
    // A song that goes on has had its intro.
    if (!last) return draftLyricForm(request.lyrics, fits, meter, 'intro');
    const lyrics = request.lyrics.map((each) =>
      each.kind === 'intro' ? { ...each, kind: 'break' as const } : each,
    );
    return draftLyricForm(lyrics, fits, meter, 'break');
  }
  const templates = last ? templatesAfter(style.form, last.kind) : formTemplates[style.form];
  return draftForm(templates, fits, meter, request.durationSeconds, request.dealer);
}

/** The form of a song, fitted so that music, last chord and ring-out last exactly as long as was asked. */
export function planForm(request: FormRequest): FormPlan {
  const { style, meter, durationSeconds, dice, before } = request;
  const { fit, drafts } = draftSections(request);
  const sung = drafts.map((draft) =>
    draft.kind === 'chorus' && draft.lyrics.length === 0 ? { ...draft, lyrics: request.refrain } : draft,
  );
  const lift =
    style.keyLift && durationSeconds >= 150 && dice.fork('lift').chance(0.4)
      ? dice.fork('step').pick([1, 2])
      : 0;
  const bar = barSeconds(meter, fit.bpm);
  const tailSeconds = tailSecondsFor(durationSeconds, request.roomSeconds);
  const spare = fit.endSeconds - tailSeconds;
  // The last bar takes up to a third of its length in stretch, the last chord the rest.
  const ritardandoSeconds = style.ritardando ? Math.min(bar * 0.34, spare * 0.4) : 0;
  const barsBefore = before.reduce((sum, section) => sum + section.bars, 0);
  return {
    bpm: fit.bpm,
    bars: barsBefore + fit.bars,
    sections: [...before, ...placeSections(sung, before, request.feel, lift)],
    ritardandoSeconds,
    holdSeconds: spare - ritardandoSeconds,
    tailSeconds,
  };
}
