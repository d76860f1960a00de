import { describe, expect, it } from 'vitest';
import { search, searchResults, sectionsOf } from './search.ts';

const sections = sectionsOf(
  'sdk',
  '# The client\n\nOne [program](x.md) for `all`.\n\n## Uploads\n\nSend a file.\n\n## Errors\n\nA file is refused.\n\n```ts\nfile();\n```\n',
);

describe('the search', () => {
  it('cuts a document at its headings, each with its address', () => {
    expect(sections.map(({ address, heading }) => [address, heading])).toEqual([
      ['/docs/guide/sdk', 'The client'],
      ['/docs/guide/sdk#uploads', 'Uploads'],
      ['/docs/guide/sdk#errors', 'Errors'],
    ]);
    expect(sections[0]?.text).toBe('One program for all.');
  });

  it('finds what holds every word, a heading before a text', () => {
    const headings = (query: string) => search(sections, query).map(({ heading }) => heading);
    expect(headings('FILE')).toEqual(['Errors', 'Uploads']);
    expect(headings('uploads file')).toEqual(['Uploads']);
    expect(headings('client file')).toEqual(['Errors', 'Uploads']);
    expect(headings('nothing')).toEqual([]);
    expect(headings('  ')).toEqual([]);
  });

  it('[SEC-2] shows what was typed and found as text', () => {
    const found = search(sections, 'refused');
    expect(searchResults('refused', found)).toContain('A file is <mark>refused</mark>.');
    for (const typed of ['<b>', '"><script>', '(', '\\', '[a-z', '.*', '$&']) {
      expect(searchResults(typed, search(sections, typed)), typed).not.toMatch(/<b>|<script>/);
    }
  });
});
