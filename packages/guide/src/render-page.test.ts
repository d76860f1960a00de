import { describe, expect, it } from 'vitest';
import { renderPage, type Surroundings } from './render-page.ts';

const around: Surroundings = {
  linkTo: (target) => (target === 'gone.md' ? null : target.replace(/^(\w+)\.md/, '/docs/guide/$1')),
  linkOfCode: (code) => (code === 'GET /v1/credits' ? '/docs#readCredits' : null),
  picture: (target) => (target === 'life.svg' ? { svg: '<svg><style>.a{}</style><path /></svg>' } : null),
};
const html = (markdown: string) => renderPage(markdown, around).html;

describe('a rendered page', () => {
  it('has its first heading as title, and ids as code hosts give them', () => {
    const page = renderPage('# The `API`\n\n## What it is: a map\n\n## Twice\n\n## Twice\n', around);
    expect(page.title).toBe('The API');
    expect(page.headings.map(({ id }) => id)).toEqual(['the-api', 'what-it-is-a-map', 'twice', 'twice-1']);
    expect(page.html).toContain('<h2 id="twice-1"><a class="anchor" href="#twice-1">Twice</a></h2>');
  });

  it('[SEC-2] shows markup as text, wherever it stands', () => {
    const hostile = '<script>alert(1)</script>';
    for (const place of [
      hostile,
      `a ${hostile} b`,
      `# ${hostile}`,
      `\`${hostile}\``,
      `\`\`\`sh ${hostile}\n${hostile}\n\`\`\``,
      `[${hostile}](sdk.md)`,
      `![${hostile}](life.svg)`,
      `| ${hostile} |\n| --- |\n| ${hostile} |`,
      `[a](x"onclick="y)`,
      '![a](x"onerror="y)',
    ]) {
      expect(html(place), place).not.toMatch(/<script|"on(?:click|error)/);
    }
  });

  it('leads to where the server has a page, and leaves only the words where it has none', () => {
    expect(html('[the client](sdk.md#uploads)')).toContain(
      '<a href="/docs/guide/sdk#uploads">the client</a>',
    );
    expect(html('[a source](gone.md)')).toBe('<p>a source</p>\n');
  });

  it('leads from the name of an operation to the reference, but not from within another link', () => {
    expect(html('`GET /v1/credits`')).toContain(
      '<a href="/docs#readCredits"><code>GET /v1/credits</code></a>',
    );
    expect(html('`GET /v1/nothing`')).toBe('<p><code>GET /v1/nothing</code></p>\n');
    expect(html('[`GET /v1/credits`](sdk.md)').match(/<a /g)).toHaveLength(1);
    expect(html('## `GET /v1/credits`').match(/<a /g)).toHaveLength(1);
  });

  it('puts a drawing into the page without the style that it brings', () => {
    const drawn = html('![How it goes](life.svg)');
    expect(drawn).toContain('role="img" tabindex="0" aria-label="How it goes"');
    expect(drawn).toContain('<path />');
    expect(drawn).not.toContain('<style>');
    expect(html('![Gone](gone.svg)')).toBe('<p>Gone</p>\n');
  });

  it('names blocks after their file or what they are, and makes them reachable by keyboard', () => {
    expect(html('```ts song.ts shows="x"\nlet a;\n```')).toContain('<figcaption>song.ts</figcaption>');
    expect(html('```sh starts\nls\n```')).toContain('<figcaption>Terminal</figcaption><pre tabindex="0">');
    expect(html('```text\nwell\n```')).toContain('<figure class="code output">');
    expect(html('| a | b |\n| - | - |\n| 1 | 2 |')).toContain('tabindex="0" aria-label="Table: a, b"');
  });
});
