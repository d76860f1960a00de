import type { Draft } from './draft.ts';

interface Example {
  readonly name: string;
  readonly prompt: string;
  /** Words to look for among the provider's styles. */
  readonly styles: readonly string[];
}

export const examples: readonly Example[] = [
  {
    name: 'Rain on the window',
    prompt: 'Warm lo-fi piano for a rainy evening: brushed drums, a soft bass, nothing in a hurry.',
    styles: ['lo-fi', 'lofi'],
  },
  {
    name: 'Curtain up',
    prompt: 'An orchestral overture that begins on tiptoe and ends with the whole brass on its feet.',
    styles: ['orchestral', 'cinematic', 'classical'],
  },
  {
    name: 'Last tram home',
    prompt: 'Synthwave for an empty night tram: steady arpeggio, neon pads, one lonely lead.',
    styles: ['synthwave', 'electronic'],
  },
  {
    name: 'Tiled courtyard',
    prompt: 'A slow bossa nova on nylon guitar, late light on the tiles, somebody humming in the kitchen.',
    styles: ['bossa', 'bossa-nova', 'jazz'],
  },
];

/** The change that puts an example into the form, with the styles this provider knows. */
export function draftFromExample(
  example: Example,
  styles: readonly { id: string; label: string }[],
): Partial<Draft> {
  const match = styles.find(({ id, label }) =>
    [id, label].some((word) => example.styles.includes(word.toLowerCase())),
  );
  return { prompt: example.prompt, styleTags: match ? [match.id] : [], title: '', lyrics: '' };
}
