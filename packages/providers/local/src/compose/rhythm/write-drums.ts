import type { Dice } from '../dice.ts';
import type { SectionPlan } from '../form/plan.ts';
import { drumKeys } from '../patterns/drum-keys.ts';
import { fills } from '../patterns/fills.ts';
import type { DrumFamily, DrumLevel, DrumVoice, Groove, GrooveSet } from '../patterns/groove.ts';
import { sixEightGrooves, threeFourGrooves } from '../patterns/odd-grooves.ts';
import { chordAt } from '../harmony/plan-harmony.ts';
import type { Song, Sound, Window } from '../song.ts';
import { pitchClass } from '../theory/scale.ts';

const forces: Readonly<Record<string, number>> = { X: 0.95, x: 0.76, o: 0.54, g: 0.32, '?': 0.3 };

/** Voices that belong to a hand percussionist where the song seats one. */
const handVoices: ReadonlySet<DrumVoice> = new Set<DrumVoice>([
  'tambourine',
  'shaker',
  'cowbell',
  'congaHigh',
  'congaLow',
  'bongoHigh',
  'bongoLow',
  'claves',
  'cabasa',
  'triangle',
]);

/** The grooves of a family in the song's meter. */
function groovesOf(family: DrumFamily, song: Song): GrooveSet {
  if (song.meter.name === '3/4') return threeFourGrooves[family.odd];
  if (song.meter.name === '6/8') return sixEightGrooves[family.odd];
  return family.four;
}

/** How hard the drummer works in a section. */
function levelOf(section: SectionPlan): DrumLevel {
  if (section.kind === 'break' || section.kind === 'bridge') return 'half';
  if (section.intensity >= 0.74) return 'full';
  if (section.intensity >= 0.48) return 'main';
  return 'light';
}

/** The key of a drum; kettledrums are tuned to the chord. */
function keyOfVoice(voice: DrumVoice, song: Song, at: number): number {
  if (voice !== 'timpani') return drumKeys[voice];
  // Kettledrums lie chromatically from F (41) to F (53) in the orchestral kit.
  const root = chordAt(song.chords, at).harmony.root;
  return 41 + pitchClass(root - 41);
}

/** The hits of one groove from a step on, for so many steps of it. */
function playGroove(
  groove: Groove,
  song: Song,
  at: number,
  skip: number,
  steps: number,
  scale: number,
  dice: Dice,
): Sound[] {
  const sounds: Sound[] = [];
  for (const [voice, row] of Object.entries(groove) as [DrumVoice, string][]) {
    for (let step = 0; step < steps; step++) {
      const mark = row.charAt((skip + step) % row.length);
      const force = forces[mark];
      if (force === undefined || (mark === '?' && dice.chance(0.5))) continue;
      sounds.push({
        at: at + step,
        length: 1,
        pitch: keyOfVoice(voice, song, at + step),
        force: force * scale,
      });
    }
  }
  return sounds;
}

/** True where the next section is worth announcing. */
function leadsUp(section: SectionPlan, next: SectionPlan | undefined): boolean {
  return next !== undefined && (next.intensity > section.intensity - 0.12 || next.kind === 'break');
}

/** Notes that build under a rise: a snare that goes from quarters to sixteenths. */
function playBuild(song: Song, window: Window, dice: Dice): Sound[] {
  const steps = window.to - window.from;
  const key = drumKeys[dice.chance(0.6) ? 'snare' : 'tomMid'];
  const sounds: Sound[] = [];
  let at = window.from;
  while (at < window.to - 2) {
    const progress = (at - window.from) / steps;
    sounds.push({ at, length: 1, pitch: key, force: 0.34 + progress * 0.5 });
    at += progress < 0.4 ? song.meter.pulseSteps : progress < 0.72 ? 2 : 1;
  }
  return sounds;
}

interface DrumPart {
  readonly hits: Sound[];
  readonly from: number;
  readonly to: number;
}

/** One section of drumming: groove, small changes every fourth bar, a fill at its end. */
function playSection(song: Song, family: DrumFamily, window: Window, groove: Groove, dice: Dice): DrumPart {
  const { section, from, to } = window;
  const { stepsPerBar } = song.meter;
  const sectionEnd = (section.firstBar + section.bars) * stepsPerBar;
  const next = song.form.sections[song.form.sections.indexOf(section) + 1];
  const scale = 0.72 + section.intensity * 0.3;
  const fills_ = leadsUp(section, next) && to === sectionEnd && section.bars >= 2;
  const fillSteps = fills_ ? (section.bars >= 4 ? 8 : 4) : 0;
  const hits: Sound[] = [];
  for (let at = from; at < to - fillSteps; at += stepsPerBar) {
    const bar = Math.round((at - section.firstBar * stepsPerBar) / stepsPerBar);
    const steps = Math.min(stepsPerBar, to - fillSteps - at);
    const hit = playGroove(groove, song, at, bar * stepsPerBar, steps, scale, dice.fork(`bar-${bar}`));
    // Every fourth bar turns a corner: the last kick gives way to a push.
    hits.push(
      ...(bar % 4 === 3
        ? hit.filter((sound) => !(sound.pitch === 36 && sound.at >= at + stepsPerBar - 3))
        : hit),
    );
  }
  if (fills_) {
    const fill = dice.pick(fills[dice.pick(family.fills)]);
    hits.push(...playGroove(fill, song, to - fillSteps, 8 - fillSteps, fillSteps, scale * 1.04, dice));
  }
  if (section.kind === 'build') hits.push(...playBuild(song, window, dice));
  return { hits, from, to };
}

/** Whether a section opens with a cymbal. */
function opensWithCrash(family: DrumFamily, section: SectionPlan, index: number): boolean {
  return family.crash && index > 0 && section.intensity >= 0.7;
}

/** All the drumming of a song: kit hits and, in the percussionist's own windows, the hand drums apart. */
export function writeDrums(
  song: Song,
  windows: readonly Window[],
  hands: readonly Window[],
): { kit: Sound[]; hand: Sound[] } {
  const family = song.style.drums;
  if (!family) return { kit: [], hand: [] };
  const set = groovesOf(family, song);
  const hits: Sound[] = [];
  const handHits: Sound[] = [];
  const handKeys = new Set([...handVoices].map((voice) => drumKeys[voice]));
  windows.forEach((window) => {
    const { section } = window;
    const level = levelOf(section);
    const groove = song.dice.fork(`groove-${level}`).pick(set[level]);
    const dice = song.dice.fork(`drums-${song.form.sections.indexOf(section)}`);
    const part = playSection(song, family, window, groove, dice);
    for (const hit of part.hits) {
      const given = handKeys.has(hit.pitch) && hands.some(({ from, to }) => hit.at >= from && hit.at < to);
      (given ? handHits : hits).push(hit);
    }
    if (opensWithCrash(family, section, song.form.sections.indexOf(section))) {
      hits.push({ at: part.from, length: 8, pitch: drumKeys.crash, force: 0.6 + section.intensity * 0.25 });
    }
  });
  const last = windows[windows.length - 1];
  if (last && last.to === song.endStep) {
    const orchestral = family.odd === 'orchestra' && song.meter.name !== '6/8';
    const low = orchestral ? keyOfVoice('timpani', song, song.endStep) : drumKeys.kick;
    hits.push({ at: song.endStep, length: 4, pitch: low, force: 0.7 });
    if (family.crash) hits.push({ at: song.endStep, length: 8, pitch: drumKeys.crash, force: 0.55 });
  }
  return { kit: hits, hand: handHits };
}
