import { Marked, type RendererObject, type Tokens } from 'marked';
import { readBlockInfo } from './block-info.ts';
import { escapeHtml } from './escape-html.ts';
import { createHeadingIds } from './heading-ids.ts';
import { highlight } from './highlight.ts';

/** What a document may point at, as the server has it. */
export interface Surroundings {
  /** The address for a link as the document writes it; null for what the server does not show. */
  linkTo(target: string): string | null;
  /** The address of what a piece of code names, such as `POST /v1/tracks`; null for all other code. */
  linkOfCode(code: string): string | null;
  /** A picture as the document names it: its address, or itself where it is drawn in SVG; null for none. */
  picture(target: string): { readonly address: string } | { readonly svg: string } | null;
}

export interface Heading {
  readonly depth: number;
  readonly id: string;
  readonly text: string;
}

export interface RenderedPage {
  readonly title: string;
  /** All of them, the title too. */
  readonly headings: readonly Heading[];
  readonly html: string;
}

/** A document as HTML. Markup in it is shown as text, so that whatever stands in a document cannot act. */
export function renderPage(markdown: string, around: Surroundings): RenderedPage {
  const headings: Heading[] = [];
  const html = new Marked({ renderer: createRenderer(around, headings), async: false }).parse(
    markdown,
  ) as string;
  return { title: headings.find(({ depth }) => depth === 1)?.text ?? 'Untitled', headings, html };
}

function createRenderer(around: Surroundings, headings: Heading[]): RendererObject {
  const idOf = createHeadingIds();
  let isInLink = false;
  return {
    html: ({ text }) => escapeHtml(text),
    checkbox: ({ checked }) => `<span class="check">${checked ? '☑' : '☐'}</span> `,
    heading({ tokens, depth, text: raw }) {
      const text = raw.replaceAll('`', '');
      const id = idOf(text);
      headings.push({ depth, id, text });
      isInLink = true;
      const inner = this.parser.parseInline(tokens);
      isInLink = false;
      if (depth === 1) return `<h1 id="${id}">${inner}</h1>\n`;
      return `<h${depth} id="${id}"><a class="anchor" href="#${id}">${inner}</a></h${depth}>\n`;
    },
    code: ({ text, lang }) => codeFigure(text, lang ?? ''),
    codespan({ text }) {
      const address = isInLink ? null : around.linkOfCode(text);
      const code = `<code>${escapeHtml(text)}</code>`;
      return address === null ? code : `<a href="${escapeHtml(address)}">${code}</a>`;
    },
    link({ href, tokens }) {
      const address = around.linkTo(href);
      const wasInLink = isInLink;
      isInLink = true;
      const inner = this.parser.parseInline(tokens);
      isInLink = wasInLink;
      return address === null ? inner : `<a href="${escapeHtml(address)}">${inner}</a>`;
    },
    image: ({ href, text }) => pictureOf(around.picture(href), text),
    table(token) {
      const row = (cells: readonly Tokens.TableCell[], tag: 'th' | 'td') =>
        `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('')}</tr>`;
      const name = token.header.map(({ text }) => text.replaceAll('`', '')).join(', ');
      return `<div class="scroll" role="region" tabindex="0" aria-label="Table: ${escapeHtml(name)}"><table>
<thead>${row(token.header, 'th')}</thead>
<tbody>${token.rows.map((cells) => row(cells, 'td')).join('\n')}</tbody>
</table></div>\n`;
    },
  };
}

const captions: Readonly<Record<string, string>> = {
  sh: 'Terminal',
  http: 'HTTP',
  json: 'JSON',
  websocket: 'WebSocket',
  text: 'Output',
};

function codeFigure(text: string, info: string): string {
  const { language, file } = readBlockInfo(info);
  const caption = file ?? captions[language] ?? '';
  const label = caption ? `<figcaption>${escapeHtml(caption)}</figcaption>` : '';
  const isOutput = language === 'text' || language === '';
  return `<figure class="code${isOutput ? ' output' : ''}">${label}<pre tabindex="0"><code>${highlight(text, language)}</code></pre></figure>\n`;
}

function pictureOf(found: ReturnType<Surroundings['picture']>, text: string): string {
  if (!found) return escapeHtml(text);
  if ('address' in found) return `<img src="${escapeHtml(found.address)}" alt="${escapeHtml(text)}" />`;
  return `<span class="drawing" role="img" tabindex="0" aria-label="${escapeHtml(text)}">${withoutStyle(found.svg)}</span>`;
}

/** A drawing brings colours of its own for where it is looked at alone; in a page it wears the page's. */
function withoutStyle(svg: string): string {
  return svg.replace(/<style>[\s\S]*?<\/style>\s*/g, '').replace(/^<\?xml[^>]*>\s*/, '');
}
