import type { Assets } from './assets.ts';
import { contents, guidePath, pageAddress, type Entry } from './contents.ts';
import { escapeHtml } from './escape-html.ts';
import type { Heading } from './render-page.ts';

/** What every page has around its text. */
export interface Frame {
  readonly assets: Assets;
  /** Pages by slug, as lists call them; what is not in here is not linked. */
  readonly names: ReadonlyMap<string, string>;
}

export interface PageParts {
  readonly title: string;
  readonly html: string;
  /** null for a page that is not in the contents. */
  readonly slug: string | null;
  readonly headings: readonly Heading[];
  readonly searched?: string;
}

export function pageFrame({ assets, names }: Frame, page: PageParts): string {
  const here = page.headings.filter(({ depth }) => depth === 2 || depth === 3);
  const list = navigation(names, page.slug, here);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>${escapeHtml(page.slug === '' ? 'Impresario guide' : `${page.title} · Impresario guide`)}</title>
${looks(assets)}
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
${header(assets, page.searched ?? '', list)}
<nav class="side" aria-label="Pages">${list}</nav>
<main id="text" tabindex="-1">
<article>
${page.html}</article>
${neighbours(names, page.slug)}
</main>
${onThisPage(here)}
</body>
</html>
`;
}

function looks({ address, files }: Assets): string {
  const part = (name: string, html: string) => (files.has(`${address}/${name}`) ? `${html}\n` : '');
  return (
    part('mark.svg', `<link rel="icon" type="image/svg+xml" href="${address}/mark.svg" />`) +
    part(font, `<link rel="preload" as="font" type="font/woff2" href="${address}/${font}" crossorigin />`) +
    `<link rel="stylesheet" href="${address}/guide.css" />\n<script src="${address}/guide.js" defer></script>`
  );
}

const font = 'bricolage-grotesque-latin.woff2';

function header({ address, files }: Assets, searched: string, list: string): string {
  const mark = files.has(`${address}/mark.svg`)
    ? `<img src="${address}/mark.svg" alt="" width="30" height="30" />`
    : '';
  return `<header class="top">
<a class="brand" href="${guidePath}">${mark}<span>Impresario</span> <span class="soft">Guide</span></a>
<form role="search" action="${guidePath}/search"><input type="search" name="q" maxlength="100" aria-label="Search the guide" placeholder="Search" value="${escapeHtml(searched)}" /></form>
<nav class="elsewhere" aria-label="Elsewhere"><a href="/">Studio</a><a href="/docs">API reference</a></nav>
<details class="menu"><summary>Pages</summary><nav aria-label="Pages">${list}</nav></details>
</header>`;
}

function navigation(names: Frame['names'], current: string | null, here: readonly Heading[]): string {
  const item = ({ slug }: Entry) => {
    const isCurrent = slug === current;
    const title = escapeHtml(names.get(slug) ?? '');
    const within = isCurrent ? headingList(here.filter(({ depth }) => depth === 2)) : '';
    return `<li><a href="${pageAddress(slug)}"${isCurrent ? ' aria-current="page"' : ''}>${title}</a>${within}</li>`;
  };
  return contents
    .map(({ name, pages }) => ({ name, pages: pages.filter(({ slug }) => names.has(slug)) }))
    .filter(({ pages }) => pages.length > 0)
    .map(({ name, pages }) => `<p>${name}</p><ul>${pages.map(item).join('')}</ul>`)
    .join('\n');
}

function headingList(headings: readonly Heading[]): string {
  if (headings.length === 0) return '';
  const items = headings.map(
    ({ id, text, depth }) => `<li class="depth-${depth}"><a href="#${id}">${escapeHtml(text)}</a></li>`,
  );
  return `<ul class="headings">${items.join('')}</ul>`;
}

function onThisPage(here: readonly Heading[]): string {
  if (here.length < 2) return '';
  return `<nav class="here" aria-label="On this page"><p>On this page</p>${headingList(here)}</nav>`;
}

function neighbours(names: Frame['names'], current: string | null): string {
  const order = contents.flatMap(({ pages }) => pages).filter(({ slug }) => names.has(slug));
  const at = order.findIndex(({ slug }) => slug === current);
  if (at < 0) return '';
  const link = (entry: Entry | undefined, rel: 'prev' | 'next', words: string) =>
    entry
      ? `<a rel="${rel}" href="${pageAddress(entry.slug)}"><small>${words}</small>${escapeHtml(names.get(entry.slug) ?? '')}</a>`
      : '<span></span>';
  return `<nav class="turn" aria-label="Previous and next page">${link(order[at - 1], 'prev', 'Before')}${link(order[at + 1], 'next', 'Next')}</nav>`;
}
