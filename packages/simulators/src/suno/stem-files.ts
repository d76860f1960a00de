import type { Layer } from '../shared/audio/synth.ts';
import { text, type Gateway } from './gateway.ts';
import type { Body } from './music-rules.ts';
import type { SideTask } from './side-task.ts';
import { trackOf } from './source-track.ts';

/** Which voices of the song a stem holds; kinds that the little band does not have play a line of their own. */
const stems: Readonly<Record<string, { readonly heard: readonly Layer[]; readonly own?: true }>> = {
  vocal: { heard: ['melody'] },
  backingVocals: { heard: ['chords'], own: true },
  drums: { heard: ['drums'] },
  bass: { heard: ['bass'] },
  guitar: { heard: ['chords'] },
  keyboard: { heard: ['chords'], own: true },
  percussion: { heard: ['drums'], own: true },
  strings: { heard: ['chords'], own: true },
  synth: { heard: ['melody'], own: true },
  fx: { heard: ['drums'], own: true },
  brass: { heard: ['bass'], own: true },
  woodwinds: { heard: ['melody'], own: true },
};
const vocalAndRest: typeof stems = {
  instrumental: { heard: ['chords', 'bass', 'drums'] },
  vocal: { heard: ['melody'] },
};
export const everyStem = ['origin', 'instrumental', ...Object.keys(stems)];
/** Observed by several integrators, who disagree. */
export const stemPrices: Readonly<Record<string, number>> = {
  separate_vocal: 10,
  split_stem: 50,
  split_stem_advanced: 20,
};

/** Addresses by stem, those of this type only. */
export function stemAddresses(gateway: Gateway, task: SideTask): Readonly<Record<string, string>> {
  const body = task.body as Body;
  const { files, songs, songSeconds } = gateway.stage;
  const track = trackOf(gateway, task)?.track;
  const base = track?.soundName ?? text(body['audioUrl']);
  const type = text(body['type']) || 'separate_vocal';
  const wanted =
    type === 'separate_vocal' ? vocalAndRest : type === 'split_stem' ? stems : only(text(body['stemName']));
  return Object.fromEntries(
    Object.entries(wanted).map(([stem, { heard, own }]) => {
      const make = () =>
        songs.mp3(own ? `${base} ${stem}` : base, track?.seconds ?? songSeconds, undefined, heard);
      return [stem, files.put({ path: `${task.id}/${stem}.mp3`, task, contentType: 'audio/mpeg', make })];
    }),
  );
}

/** `split_stem_advanced` takes one stem; which names it knows is not documented. */
function only(stemName: string): typeof stems {
  const stem = Object.keys(stems).find((name) => name.toLowerCase() === stemName.toLowerCase()) ?? 'vocal';
  return { [stem]: stems[stem] ?? { heard: ['melody'] } };
}
