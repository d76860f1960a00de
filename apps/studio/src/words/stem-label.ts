import { say, type MessageKey } from '../i18n/index.ts';

const known: ReadonlySet<string> = new Set([
  'fx',
  'drums',
  'bass',
  'harmony',
  'lead',
  'pads',
  'accompaniment',
  'vocals',
  'backing-vocals',
  'instrumental',
  'guitar',
  'keyboard',
  'percussion',
  'strings',
  'synth',
  'brass',
  'woodwinds',
]);

/** `backing-vocals` → `Backing vocals`. What has no word here is called as its provider calls it. */
export function stemLabel(name: string): string {
  const plain = name.toLowerCase().replace(/[\s_]+/g, '-');
  if (known.has(plain)) return say(`words.stem.${plain}` as MessageKey);
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
