import { say } from '../i18n/index.ts';
import type { Draft } from './draft.ts';

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

/** The change that puts an example into the form, with the styles this provider knows. */
export function draftFromExample(
  example: Example,
  styles: readonly { id: string; label: string }[],
): Partial<Draft> {
  const match = styles.find(({ id, label }) =>
    [id, label].some((word) => example.styles.includes(word.toLowerCase())),
  );
  return {
    prompt: say(`brief.example.${example.id}.prompt`),
    styleTags: match ? [match.id] : [],
    title: '',
    lyrics: '',
  };
}
