import type { Note, Part, Score, Section } from '../score.ts';

const bpm = 120;
const barSeconds = (4 * 60) / bpm;
const roots = [57, 53, 48, 55];

const note = (startSeconds: number, durationSeconds: number, pitch: number, velocity: number): Note => ({
  startSeconds,
  durationSeconds,
  pitch,
  velocity,
});

function part(
  id: string,
  stem: Part['stem'],
  program: number,
  notes: Note[],
  more: Partial<Part> = {},
): Part {
  return {
    id,
    label: id,
    stem,
    bank: 0,
    program,
    pan: 0,
    levelLu: -4,
    reverbSend: 0.2,
    delaySend: 0,
    sideChain: 0,
    lowCutHz: 120,
    highCutHz: null,
    notes,
    automation: [],
    ...more,
  };
}

/** Intro, verse, chorus of a third each. */
function threeSections(bars: number): Section[] {
  const kinds = [
    { kind: 'intro', label: 'Intro', intensity: 0.3, lyrics: [] },
    { kind: 'verse', label: 'Verse 1', intensity: 0.6, lyrics: ['Slow rain on the window'] },
    { kind: 'chorus', label: 'Chorus', intensity: 1, lyrics: ['Stay, stay, stay'] },
  ] as const;
  const edges = [0, 1, 2, 3].map((i) => Math.round((bars * i) / 3));
  return kinds.map((kind, i) => ({
    ...kind,
    startSeconds: edges[i]! * barSeconds,
    endSeconds: edges[i + 1]! * barSeconds,
    bars: edges[i + 1]! - edges[i]!,
  }));
}

/** A small hand-written song for the tests: five stems, all effects in use, two seconds of tail. */
export function shortScore(durationSeconds: number): Score {
  const bars = Math.floor((durationSeconds - 2) / barSeconds);
  const notes: Record<Part['stem'], Note[]> = { drums: [], bass: [], harmony: [], lead: [], pads: [] };
  for (let bar = 0; bar < bars; bar++) {
    const at = bar * barSeconds;
    const root = roots[bar % 4]!;
    const full = bar >= bars / 3;
    for (const step of [0, 4, 7]) {
      notes.harmony.push(note(at, barSeconds * 0.9, root + step, 80));
      notes.pads.push(note(at, barSeconds, root + 12 + step, 70));
    }
    for (let beat = 0; beat < 4; beat++) {
      const on = at + (beat * barSeconds) / 4;
      notes.lead.push(note(on, 0.4, root + 12 + [0, 7, 4, 9][beat]!, 85));
      if (!full) continue;
      notes.bass.push(note(on, 0.4, root - 24, 90));
      notes.drums.push(note(on, 0.1, beat % 2 === 0 ? 36 : 38, 100), note(on + 0.25, 0.1, 42, 70));
    }
  }
  const brightness = {
    target: 'brightness',
    points: [
      { atSeconds: 0, value: 0.4 },
      { atSeconds: 8, value: 1 },
    ],
  } as const;
  return {
    seed: 7,
    title: 'Rain & Tape',
    styleId: 'lo-fi',
    styleLabel: 'Lo-fi hip-hop',
    moods: [],
    bpm,
    beatsPerBar: 4,
    beatUnit: 4,
    key: { tonic: 9, mode: 'minor', name: 'A minor' },
    instrumental: false,
    durationSeconds,
    sections: threeSections(bars),
    chords: [],
    parts: [
      part('drums', 'drums', 0, notes.drums, { bank: 128, levelLu: -1, lowCutHz: null, reverbSend: 0.05 }),
      part('bass', 'bass', 33, notes.bass, { lowCutHz: 30, highCutHz: 4000, reverbSend: 0 }),
      part('keys', 'harmony', 4, notes.harmony, { pan: -0.3 }),
      part('pad', 'pads', 89, notes.pads, { sideChain: 0.6, automation: [brightness] }),
      part('flute', 'lead', 73, notes.lead, { levelLu: 0, delaySend: 0.25 }),
    ],
    mix: {
      reverb: { decaySeconds: 1.6, preDelayMs: 18, brightness: 0.5 },
      delay: { timeSeconds: 0.375, feedback: 0.35, brightness: 0.5, pingPong: true },
      saturation: 0.3,
      lowShelfDb: 1,
      highShelfDb: 1,
      width: 1,
      noise: 0.3,
      compression: 0.4,
    },
    flatLoudness: false,
  };
}
