/** One page: its place below `/docs/guide`, empty for the first, and its file below the documents' folder. */
export interface Entry {
  readonly slug: string;
  readonly file: string;
  /** What lists call it, where its title is long. */
  readonly name?: string;
}

export interface Group {
  readonly name: string;
  readonly pages: readonly Entry[];
}

const guide = (slug: string): Entry => ({ slug, file: `guide/${slug || 'index'}.md` });

/** All pages in the order they are read in. What else lies in the folder is not shown. */
export const contents: readonly Group[] = [
  { name: 'Begin', pages: [guide(''), guide('concepts')] },
  {
    name: 'Build',
    pages: [
      ...['http', 'sdk', 'react', 'events'].map(guide),
      { slug: 'follow-by-websocket', file: 'how-to/follow-by-websocket.md', name: 'WebSocket in full' },
      ...['errors', 'recipes'].map(guide),
    ],
  },
  {
    name: 'Run',
    pages: [
      guide('self-hosting'),
      { slug: 'operations', name: 'Environment and upkeep', file: 'operations.md' },
      { slug: 'security', name: 'Security', file: 'security.md' },
      { slug: 'reliability', name: 'Reliability', file: 'reliability.md' },
    ],
  },
  {
    name: 'Look inside',
    pages: [
      { slug: 'architecture', name: 'How it is built', file: 'ARCHITECTURE.md' },
      { slug: 'glossary', name: 'Glossary', file: 'GLOSSARY.md' },
      { slug: 'composer', file: 'composer.md' },
      { slug: 'try-suno-without-a-key', file: 'how-to/try-suno-without-a-key.md' },
      { slug: 'add-a-provider', file: 'how-to/add-a-provider.md' },
    ],
  },
];

export const guidePath = '/docs/guide';

/** The address of a page on the server. */
export function pageAddress(slug: string): string {
  return slug === '' ? guidePath : `${guidePath}/${slug}`;
}
