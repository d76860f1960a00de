import type { SectionKind } from '../../score.ts';
import type { Dealer } from '../dice.ts';
import { barSeconds, type Meter } from '../theory/meter.ts';
import type { TempoFit } from './fit-tempo.ts';

/** A section before it has a place: what it is, how long, which words. */
export interface Draft {
  kind: SectionKind;
  bars: number;
  lyrics: readonly string[];
}

/** A form drafted over one fit of the tempo. */
export interface DraftedForm {
  readonly fit: TempoFit;
  readonly drafts: readonly Draft[];
}

/** Which section a letter of a form template stands for. */
export const kindOfLetter: Readonly<Record<string, SectionKind>> = {
  i: 'intro',
  v: 'verse',
  p: 'pre-chorus',
  c: 'chorus',
  b: 'bridge',
  k: 'break',
  u: 'build',
  d: 'drop',
  s: 'solo',
  o: 'outro',
};

/** Who gives way first when bars are left over or missing: the edges, then the middle, the chorus last. */
const yielding: readonly SectionKind[] = [
  'outro',
  'intro',
  'break',
  'bridge',
  'solo',
  'build',
  'pre-chorus',
  'verse',
  'drop',
  'chorus',
];

/** Adds or takes bars until the drafts fill `bars`, two at a time where possible so that phrases stay even. */
export function absorbBars(drafts: Draft[], bars: number): void {
  const total = (): number => drafts.reduce((sum, draft) => sum + draft.bars, 0);
  for (let guard = 0; guard < 2000 && total() !== bars; guard++) {
    const missing = bars - total();
    const step = Math.sign(missing) * (Math.abs(missing) >= 2 ? 2 : 1);
    const floor = step < 0 ? Math.abs(step) : 0;
    const order = yielding.flatMap((kind) => drafts.filter((draft) => draft.kind === kind));
    // Rounds widen: an edge gives two bars before it gives four.
    const target = order
      .filter((draft) => draft.bars > floor)
      .sort((a, b) => strain(a, step) - strain(b, step))[0];
    if (target) target.bars += step;
    else if (drafts.length > 1 && missing < 0) drafts.splice(drafts.length - 2, 1);
    else return;
  }
}

/** How unwilling a draft is to change: long sections take more, short ones lose less. */
function strain(draft: Draft, step: number): number {
  const rank = yielding.indexOf(draft.kind) / 2;
  const odd = draft.bars % 2 === 0 || Math.abs(step) === 1 ? 0 : 2;
  const growth = draft.kind === 'intro' ? 1.4 : 0.8;
  return rank + odd + (step > 0 ? draft.bars * growth : 24 / draft.bars);
}

interface Choice extends DraftedForm {
  readonly cost: number;
}

function draftTemplate(template: string, unit: number): Draft[] {
  return template.split(' ').map((token) => ({
    kind: kindOfLetter[token.charAt(0)] ?? 'verse',
    bars: Math.max(1, Math.round(Number(token.slice(1)) * unit)),
    lyrics: [],
  }));
}

/** The cheapest way to play one template: which unit, which tempo. */
function fitTemplate(
  template: string,
  fits: readonly TempoFit[],
  meter: Meter,
  unitSeconds: number,
): Choice | null {
  let best: Choice | null = null;
  for (const unit of [1, 2, 4, 8, 16, 32]) {
    const drafts = draftTemplate(template, unit);
    const total = drafts.reduce((sum, draft) => sum + draft.bars, 0);
    // A section of one bar says nothing, unless it only opens or closes the song.
    const scraps = drafts.slice(1, -1).filter((draft) => draft.bars < 2).length;
    for (const fit of fits) {
      const bent = Math.abs(fit.bars - total);
      if (bent > Math.max(2, fit.bars * 0.34)) continue;
      const drift = Math.abs(Math.log2((unit * barSeconds(meter, fit.bpm)) / unitSeconds));
      const cost = fit.cost + (bent / fit.bars) * 5 + (bent % 2) * 0.3 + drift * 0.9 + scraps * 0.6;
      if (!best || cost < best.cost) best = { fit, drafts, cost };
    }
  }
  return best;
}

/** Forms that cost this much more than the best still make good songs, so variants share them out. */
const generosity = 0.9;

/** A template and a tempo that fill the duration with little bending; variants are dealt different ones. */
export function draftForm(
  templates: readonly string[],
  fits: readonly TempoFit[],
  meter: Meter,
  durationSeconds: number,
  dealer: Dealer,
): DraftedForm {
  const unitSeconds = Math.min(17, Math.max(8, durationSeconds / 6));
  // From some 40 seconds on there is time for a way in and for more than two thoughts.
  const poverty = (drafts: readonly Draft[]): number =>
    durationSeconds < 40
      ? 0
      : (drafts[0]?.kind === 'intro' ? 0 : 0.5) + Math.max(0, 5 - drafts.length) * 0.35;
  const choices = templates
    .map((template) => fitTemplate(template, fits, meter, unitSeconds))
    .filter((choice) => choice !== null)
    .map((choice) => ({ ...choice, cost: choice.cost + poverty(choice.drafts) }))
    .sort((a, b) => a.cost - b.cost);
  const [best] = choices;
  const good = choices.filter((choice) => choice.cost <= (best?.cost ?? 0) + generosity).slice(0, 4);
  const chosen = good.length > 0 ? dealer.deal('form', good) : null;
  const fit = chosen?.fit ?? fits[0];
  if (!fit) throw new Error('No tempo fits');
  const drafts = (chosen?.drafts ?? draftTemplate('v.5 c.5', Math.max(2, fit.bars))).map((draft) => ({
    ...draft,
  }));
  absorbBars(drafts, fit.bars);
  return { fit, drafts };
}
