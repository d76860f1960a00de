import type { Section } from '@impresario/protocol';
import { say, type MessageKey } from '../../i18n/index.ts';

const known: ReadonlySet<string> = new Set([
  'intro',
  'verse',
  'pre-chorus',
  'chorus',
  'bridge',
  'break',
  'build',
  'drop',
  'solo',
  'outro',
]);

/** What a section is called here: its kind in the chosen language, with its number; else as its provider calls it. */
export function sectionLabel({ kind, label }: Pick<Section, 'kind' | 'label'>): string {
  if (!known.has(kind)) return label;
  const [, number] = /(\d+)\s*$/.exec(label) ?? [];
  const name = say(`track.section.${kind}` as MessageKey);
  return number ? `${name} ${number}` : name;
}
