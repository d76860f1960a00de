/** How a preset sounds when a key is held: it decides which roles the preset can fill. */
export type Voice = 'struck' | 'plucked' | 'bowed' | 'blown' | 'synth' | 'kit';

/** One sound of the bundled SoundFont, with the compass in which it sounds like itself. */
export interface Preset {
  readonly label: string;
  readonly bank: number;
  readonly program: number;
  readonly voice: Voice;
  /** The comfortable compass and the middle of it, as MIDI keys. */
  readonly low: number;
  readonly centre: number;
  readonly high: number;
}

const preset = (
  label: string,
  program: number,
  voice: Voice,
  low: number,
  centre: number,
  high: number,
): Preset => ({ label, bank: 0, program, voice, low, centre, high });

const kit = (label: string, program: number): Preset => ({
  label,
  bank: 128,
  program,
  voice: 'kit',
  low: 27,
  centre: 42,
  high: 87,
});

/** Every preset of `soundfont/gm-core.sf3`, read from the file on 2026-11-22. */
export const presets = {
  'grand-piano': preset('Grand piano', 0, 'struck', 28, 70, 100),
  'tine-piano': preset('Electric piano', 4, 'struck', 33, 67, 93),
  'fm-piano': preset('FM electric piano', 5, 'struck', 33, 70, 96),
  vibraphone: preset('Vibraphone', 11, 'struck', 53, 71, 89),
  marimba: preset('Marimba', 12, 'struck', 45, 68, 91),
  'nylon-guitar': preset('Nylon guitar', 24, 'plucked', 40, 64, 84),
  'steel-guitar': preset('Steel guitar', 25, 'plucked', 40, 64, 84),
  'jazz-guitar': preset('Jazz guitar', 26, 'plucked', 40, 65, 84),
  'clean-guitar': preset('Clean guitar', 27, 'plucked', 40, 65, 86),
  'overdrive-guitar': preset('Overdriven guitar', 29, 'plucked', 38, 64, 86),
  'acoustic-bass': preset('Double bass', 32, 'plucked', 28, 38, 55),
  'finger-bass': preset('Electric bass', 33, 'plucked', 28, 36, 55),
  'synth-bass': preset('Synth bass', 38, 'synth', 28, 36, 55),
  'deep-bass': preset('Deep synth bass', 39, 'synth', 26, 35, 55),
  cello: preset('Cello', 42, 'bowed', 40, 60, 79),
  harp: preset('Harp', 46, 'plucked', 36, 68, 93),
  'fast-strings': preset('String section', 48, 'bowed', 40, 69, 91),
  'slow-strings': preset('Slow strings', 49, 'bowed', 36, 62, 88),
  'voice-oohs': preset('Voices', 53, 'blown', 48, 66, 82),
  horns: preset('French horns', 60, 'blown', 41, 58, 75),
  brass: preset('Brass section', 61, 'blown', 45, 64, 82),
  'tenor-sax': preset('Tenor saxophone', 66, 'blown', 47, 63, 77),
  flute: preset('Flute', 73, 'blown', 60, 76, 93),
  'square-lead': preset('Square lead', 80, 'synth', 45, 71, 91),
  'saw-lead': preset('Saw lead', 81, 'synth', 45, 71, 91),
  fantasia: preset('Fantasia', 88, 'synth', 40, 69, 93),
  'warm-pad': preset('Warm pad', 89, 'synth', 36, 62, 88),
  polysynth: preset('Polysynth', 90, 'synth', 36, 66, 91),
  'halo-pad': preset('Halo pad', 94, 'synth', 36, 64, 88),
  crystal: preset('Crystal bells', 98, 'struck', 52, 75, 96),
  kalimba: preset('Kalimba', 108, 'plucked', 55, 74, 91),
  'steel-drums': preset('Steel drums', 114, 'struck', 53, 71, 89),
  'standard-kit': kit('Drum kit', 0),
  'power-kit': kit('Power drum kit', 16),
  'electronic-kit': kit('Electronic drum kit', 24),
  '808-kit': kit('808 drum machine', 25),
  'jazz-kit': kit('Jazz drum kit', 32),
  'orchestra-kit': kit('Orchestral percussion', 48),
} satisfies Record<string, Preset>;

/** The composer's own name for a preset. */
export type PresetId = keyof typeof presets;
