import { lexer } from 'marked';
import { pageAddress } from './contents.ts';
import { escapeHtml } from './escape-html.ts';
import { createHeadingIds } from './heading-ids.ts';

/** What stands under one heading. */
export interface Section {
  readonly address: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

const foundMax = 20;
const excerptLength = 180;

/** A document cut at its headings. */
export function sectionsOf(slug: string, markdown: string): Section[] {
  const idOf = createHeadingIds();
  const sections: { id: string; heading: string; text: string }[] = [];
  for (const token of lexer(markdown)) {
    if (token.type === 'heading') {
      const heading = plain(String(token['text']));
      sections.push({ id: idOf(heading), heading, text: '' });
    } else if (token.type !== 'space') {
      const last = sections.at(-1);
      const text = token.type === 'code' ? String(token['text']) : plain(token.raw);
      if (last) last.text += ` ${text.replace(/\s+/g, ' ').trim()}`;
    }
  }
  const page = sections[0]?.heading ?? slug;
  return sections.map(({ id, heading, text }, index) => ({
    address: index === 0 ? pageAddress(slug) : `${pageAddress(slug)}#${id}`,
    page,
    heading,
    text: text.trim(),
  }));
}

/** What a reader sees of a piece of Markdown, near enough to search in. */
function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\b_|_\b/g, '')
    .replace(/[`*|]|^\s*(?:>+|#+|-|\d+\.) |-{3,}/gm, '');
}

/** The sections that hold every word, those with words in their heading first. */
export function search(sections: readonly Section[], query: string): Section[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  return sections
    .map((section) => ({ section, score: scoreOf(section, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, foundMax)
    .map(({ section }) => section);
}

function wordsOf(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

function scoreOf({ page, heading, text }: Section, words: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    const ofWord =
      (heading.toLowerCase().includes(word) ? 8 : 0) +
      (page.toLowerCase().includes(word) ? 3 : 0) +
      Math.min(4, text.toLowerCase().split(word).length - 1);
    if (ofWord === 0) return 0;
    score += ofWord;
  }
  return score;
}

/** The page of what was found, as the HTML of its article. */
export function searchResults(query: string, found: readonly Section[]): string {
  const words = wordsOf(query);
  if (words.length === 0) return '<h1>Search</h1>\n<p>Type what you look for in the field above.</p>\n';
  const shown = `<h1>Search: ${escapeHtml(query)}</h1>\n`;
  if (found.length === 0) {
    return `${shown}<p>Nothing in the guide has ${words.length === 1 ? 'this word' : 'all these words'}. Every address and field of the API is in its <a href="/docs">reference</a>.</p>\n`;
  }
  const items = found.map(
    ({ address, page, heading, text }) =>
      `<li><a href="${escapeHtml(address)}">${escapeHtml(heading)}</a>${page === heading ? '' : ` <small>${escapeHtml(page)}</small>`}<p>${excerpt(text, words)}</p></li>`,
  );
  return `${shown}<ol class="found">${items.join('\n')}</ol>\n`;
}

function excerpt(text: string, words: readonly string[]): string {
  const places = words.map((word) => text.toLowerCase().indexOf(word)).filter((at) => at >= 0);
  const from = Math.max(0, Math.min(...places, text.length) - 40);
  const start = from === 0 || places.length === 0 ? 0 : text.indexOf(' ', from) + 1;
  const end =
    start + excerptLength < text.length ? text.lastIndexOf(' ', start + excerptLength) : text.length;
  const cut = text.slice(start, end);
  const marked = cut
    .split(new RegExp(`(${words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|')})`, 'iu'))
    .map((part, index) => (index % 2 === 1 ? `<mark>${escapeHtml(part)}</mark>` : escapeHtml(part)))
    .join('');
  return `${start > 0 ? '… ' : ''}${marked}${end < text.length ? ' …' : ''}`;
}
