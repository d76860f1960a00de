import type { SectionKind } from '../../score.ts';
import type { Style } from '../styles/style.ts';
import type { SectionPlan } from './plan.ts';

const plainLabels: Readonly<Record<SectionKind, string>> = {
  intro: 'Intro',
  verse: 'Verse',
  'pre-chorus': 'Pre-chorus',
  chorus: 'Chorus',
  bridge: 'Bridge',
  break: 'Break',
  build: 'Build',
  drop: 'Drop',
  solo: 'Solo',
  outro: 'Outro',
};

/** What a listener reads for each section: numbered where its kind comes more than once. */
export function labelSections(sections: readonly SectionPlan[], style: Style): string[] {
  return sections.map(({ kind, turn }) => {
    const label = style.sectionLabels?.[kind] ?? plainLabels[kind];
    const turns = sections.filter((section) => section.kind === kind).length;
    return turns > 1 ? `${label} ${turn + 1}` : label;
  });
}
