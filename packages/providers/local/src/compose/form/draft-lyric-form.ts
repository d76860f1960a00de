import type { LyricSection } from '../lyrics/read-lyrics.ts';
import { barSeconds, type Meter } from '../theory/meter.ts';
import { absorbBars, type Draft, type DraftedForm } from './draft-form.ts';
import type { TempoFit } from './fit-tempo.ts';

/** Bars that one sung line takes, so that it lasts about four seconds. */
function barsPerLine(bar: number): number {
  return bar > 2.9 ? 1 : bar > 1.25 ? 2 : 4;
}

function draftSections(lyrics: readonly LyricSection[], perLine: number): Draft[] {
  return lyrics.map(({ kind, lines }) => {
    const sung = Math.ceil(lines.length * perLine);
    const bars = lines.length === 0 ? 4 : Math.max(2, sung + (sung % 2));
    return { kind, bars, lyrics: lines };
  });
}

const totalBars = (drafts: readonly Draft[]): number => drafts.reduce((sum, draft) => sum + draft.bars, 0);

/** Gives time that the words do not need to players: a way in, a solo, a bridge, the chorus once more. */
function addPlaying(drafts: Draft[], bars: number, opening: 'intro' | 'break'): void {
  const block = bars >= 24 ? 8 : 4;
  // In a short song with few words, a long way in and out would be all there is to hear.
  const edge = bars >= 16 ? 4 : 2;
  const spare = (): number => bars - totalBars(drafts);
  if (drafts[0]?.kind !== opening && spare() >= 2)
    drafts.unshift({ kind: opening, bars: Math.min(edge, spare()), lyrics: [] });
  if (drafts[drafts.length - 1]?.kind !== 'outro' && spare() >= 2) {
    drafts.push({ kind: 'outro', bars: Math.min(edge, spare()), lyrics: [] });
  }
  const sungChorus = drafts.find((draft) => draft.kind === 'chorus');
  const sungVerse = drafts.find((draft) => draft.kind === 'verse');
  const extras: Draft[] = [
    { kind: 'solo', bars: block, lyrics: [] },
    { kind: 'chorus', bars: sungChorus?.bars ?? block, lyrics: sungChorus?.lyrics ?? [] },
    { kind: 'bridge', bars: block, lyrics: [] },
    { kind: 'break', bars: 4, lyrics: [] },
    { kind: 'verse', bars: sungVerse?.bars ?? block, lyrics: sungVerse?.lyrics ?? [] },
    { kind: 'chorus', bars: sungChorus?.bars ?? block, lyrics: sungChorus?.lyrics ?? [] },
  ];
  for (let i = 0; i < 24; i++) {
    const extra = extras[i % extras.length];
    if (!extra || spare() < extra.bars) {
      if (spare() < 4) break;
      continue;
    }
    const outroAt = drafts[drafts.length - 1]?.kind === 'outro' ? drafts.length - 1 : drafts.length;
    drafts.splice(outroAt, 0, { ...extra });
  }
}

/** The user's own sections fitted to the time: lines get the bars they need, players fill what is left. */
export function draftLyricForm(
  lyrics: readonly LyricSection[],
  fits: readonly TempoFit[],
  meter: Meter,
  opening: 'intro' | 'break',
): DraftedForm {
  const fit = fits[0];
  if (!fit) throw new Error('No tempo fits');
  let perLine = barsPerLine(barSeconds(meter, fit.bpm));
  let drafts = draftSections(lyrics, perLine);
  while (perLine > 0.5 && totalBars(drafts) > fit.bars) {
    perLine /= 2;
    drafts = draftSections(lyrics, perLine);
  }
  // A song too short for its words keeps the first sections; each needs a bar at least.
  drafts = drafts.slice(0, Math.max(1, fit.bars));
  if (totalBars(drafts) > fit.bars) {
    const scale = fit.bars / totalBars(drafts);
    for (const draft of drafts) draft.bars = Math.max(1, Math.floor(draft.bars * scale));
  }
  if (fit.bars - totalBars(drafts) >= 2) addPlaying(drafts, fit.bars, opening);
  absorbBars(drafts, fit.bars);
  return { fit, drafts };
}
