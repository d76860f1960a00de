import { say } from '../i18n/index.ts';
import { emptyDraft, fillForm, type Draft } from './draft.ts';

interface Example {
  readonly id: 'rain' | 'curtain' | 'tram' | 'courtyard';
  /** Words to look for among the provider's styles. */
  readonly styles: readonly string[];
}

export const examples: readonly Example[] = [
  { id: 'rain', styles: ['lo-fi', 'lofi'] },
  { id: 'curtain', styles: ['orchestral', 'cinematic', 'classical'] },
  { id: 'tram', styles: ['synthwave', 'electronic'] },
  { id: 'courtyard', styles: ['bossa', 'bossa-nova', 'jazz'] },
];

/** Puts an example into the form, with the styles this provider knows. */
export function fillFromExample(example: Example, styles: readonly { id: string; label: string }[]): void {
  fillForm(draftOf(example, styles), say('brief.filled.example'));
}

function draftOf(example: Example, styles: readonly { id: string; label: string }[]): Partial<Draft> {
  const { mode: _mode, provider: _provider, model: _model, ...rest } = emptyDraft;
  const match = styles.find(({ id, label }) =>
    [id, label].some((word) => example.styles.includes(word.toLowerCase())),
  );
  return {
    ...rest,
    prompt: say(`brief.example.${example.id}.prompt`),
    styleTags: match ? [match.id] : [],
  };
}
