import type { PresetId } from '../presets.ts';
import type { Role } from '../styles/style.ts';

/** An instrument a listener may name, the presets that answer to it, and the roles it takes first. */
export interface Instrument {
  readonly id: string;
  readonly words: readonly string[];
  readonly presets: readonly PresetId[];
  readonly roles: readonly Role[];
}

const instrument = (
  id: string,
  presets: readonly PresetId[],
  roles: readonly Role[],
  words: string,
): Instrument => ({
  id,
  presets,
  roles,
  words: words.split(', '),
});

/**
 * More particular instruments stand before general ones. Where the SoundFont lacks the instrument, the
 * nearest relative plays: the high cello for a violin, brass for a trumpet, voices for a choir.
 */
export const instruments: readonly Instrument[] = [
  instrument(
    'electric-piano',
    ['tine-piano', 'fm-piano'],
    ['comp', 'lead'],
    'electric piano, rhodes, wurlitzer, ep, keys, keyboard, электропиано, клавиши',
  ),
  instrument('piano', ['grand-piano'], ['comp', 'lead'], 'piano, grand piano, пианино, фортепиано, рояль'),
  instrument(
    'electric-guitar',
    ['overdrive-guitar', 'clean-guitar'],
    ['lead', 'comp', 'solo'],
    'electric guitar, distorted guitar, guitar solo, heavy guitars, guitar riff, riff, электрогитара',
  ),
  instrument('jazz-guitar', ['jazz-guitar'], ['comp', 'lead'], 'jazz guitar'),
  instrument(
    'classical-guitar',
    ['nylon-guitar'],
    ['comp', 'lead'],
    'nylon guitar, classical guitar, spanish guitar, ukulele, укулеле, классическая гитара',
  ),
  instrument(
    'guitar',
    ['steel-guitar', 'clean-guitar', 'nylon-guitar'],
    ['comp', 'lead'],
    'acoustic guitar, guitar, guitars, strummed, banjo, гитара',
  ),
  instrument(
    'violin',
    ['cello', 'fast-strings'],
    ['lead', 'counter'],
    'violin, violins, viola, fiddle, скрипка, альт',
  ),
  instrument('cello', ['cello'], ['lead', 'counter'], 'cello, виолончель'),
  instrument(
    'strings',
    ['slow-strings', 'fast-strings'],
    ['pad', 'counter', 'lead'],
    'strings, string section, orchestra, string quartet, струнные, оркестр',
  ),
  instrument('saxophone', ['tenor-sax'], ['lead', 'solo'], 'sax, saxophone, clarinet, саксофон, кларнет'),
  instrument(
    'brass',
    ['brass'],
    ['lead', 'double', 'counter'],
    'brass, trumpet, trombone, trumpets, труба, трубы, медные, тромбон',
  ),
  instrument('horns', ['horns'], ['counter', 'lead'], 'horn, horns, french horn, валторна'),
  instrument(
    'flute',
    ['flute'],
    ['lead', 'counter'],
    'flute, pan flute, oboe, whistle, recorder, флейта, гобой, свирель',
  ),
  instrument(
    'synth',
    ['saw-lead', 'polysynth', 'square-lead'],
    ['lead', 'arp'],
    'synth, synths, synthesizer, synth lead, lead synth, синтезатор, синты',
  ),
  instrument('pad', ['warm-pad', 'halo-pad'], ['pad'], 'pad, pads, atmospheric pads, пэд, пэды'),
  instrument(
    'arpeggio',
    ['polysynth', 'square-lead'],
    ['arp'],
    'arpeggio, arpeggios, arp, arpeggiator, арпеджио',
  ),
  instrument(
    'bells',
    ['crystal', 'vibraphone'],
    ['arp', 'lead'],
    'bells, bell, chimes, music box, celesta, glockenspiel, колокольчики, колокола',
  ),
  instrument('vibraphone', ['vibraphone'], ['lead', 'comp'], 'vibraphone, vibes, вибрафон'),
  instrument('marimba', ['marimba'], ['arp', 'comp', 'lead'], 'marimba, xylophone, маримба, ксилофон'),
  instrument('kalimba', ['kalimba'], ['lead', 'arp'], 'kalimba, mbira, калимба'),
  instrument('harp', ['harp'], ['arp', 'comp'], 'harp, арфа'),
  instrument('organ', ['polysynth', 'halo-pad'], ['pad', 'comp'], 'organ, hammond, орган'),
  instrument(
    'choir',
    ['voice-oohs'],
    ['pad', 'counter', 'double'],
    'choir, voices, choral, vocals, vocal, хор, вокал, голос',
  ),
  instrument('steel-drums', ['steel-drums'], ['lead', 'counter'], 'steel drum, steel drums, steelpan'),
  instrument('double-bass', ['acoustic-bass'], ['bass'], 'upright bass, double bass, контрабас'),
  instrument('synth-bass', ['synth-bass', 'deep-bass'], ['bass'], 'synth bass, 808 bass, sub bass, синтбас'),
  instrument(
    'bass',
    ['finger-bass', 'acoustic-bass', 'synth-bass'],
    ['bass'],
    'bass, bass guitar, bassline, бас, бас-гитара',
  ),
  instrument(
    'percussion',
    ['standard-kit'],
    ['percussion'],
    'percussion, congas, bongos, shaker, перкуссия, конги',
  ),
  instrument(
    'drums',
    ['standard-kit'],
    ['drums'],
    'drums, drum, beat, beats, drum machine, drum kit, барабаны, ударные, бит',
  ),
];
