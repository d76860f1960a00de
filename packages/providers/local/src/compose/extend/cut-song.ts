import type { Sound } from '../song.ts';
import { barSeconds } from '../theory/meter.ts';
import type { SectionPlan } from '../form/plan.ts';
import type { WrittenSong } from '../written-song.ts';

/** Shorter than this the new part would be an ending and no music. */
const newPartSecondsMin = 10;

/**
 * The bar before which a song is kept when it goes on: the bar line at or before `atSeconds`, or for null the last
 * one, before a closing outro if there is one. At least one bar is kept, and `totalSeconds` leave time for a new part.
 */
export function chooseCutBar({ song }: WrittenSong, atSeconds: number | null, totalSeconds: number): number {
  const { form, meter } = song;
  const bar = barSeconds(meter, form.bpm);
  const last = form.sections.at(-1);
  const end = last?.kind === 'outro' && form.sections.length > 1 ? last.firstBar : form.bars;
  // Half a millisecond of grace, so that a time rounded for people still means its own bar line.
  const asked = atSeconds === null ? end : Math.min(form.bars, Math.floor((atSeconds + 0.0005) / bar));
  const latest = Math.floor((totalSeconds - newPartSecondsMin) / bar);
  return Math.max(1, Math.min(asked, latest));
}

/** The song up to a bar line: nothing sounds past it, and a section that it cuts ends there. */
export function cutSong(written: WrittenSong, cutBar: number): WrittenSong {
  const { song } = written;
  const { stepsPerBar } = song.meter;
  const cut = cutBar * stepsPerBar;
  const levels = new Map<SectionPlan, number>();
  const sections = song.form.sections
    .filter((section) => section.firstBar < cutBar)
    .map((section) => {
      const kept = { ...section, bars: Math.min(section.bars, cutBar - section.firstBar) };
      levels.set(kept, written.levels.get(section) ?? 1);
      return kept;
    });
  const clipped = <Event extends { readonly at: number; readonly length: number }>(
    events: readonly Event[],
  ): Event[] =>
    events
      .filter(({ at }) => at < cut)
      .map((event) => ({ ...event, length: Math.min(event.length, cut - event.at) }));
  return {
    ...written,
    levels,
    parts: written.parts.map((part) => ({
      ...part,
      sounds: clipped<Sound>(part.sounds),
    })),
    song: {
      ...song,
      endStep: cut,
      chords: clipped(song.chords),
      form: { ...song.form, bars: cutBar, sections },
    },
  };
}
