import { loadAssets } from './assets.ts';
import { guidePath, pageAddress } from './contents.ts';
import { guideFile, type GuideFile } from './guide-file.ts';
import type { GuideOptions } from './guide-options.ts';
import { linksOf } from './links.ts';
import { pageFrame, type PageParts } from './page-frame.ts';
import { readDocuments } from './read-documents.ts';
import { renderPage } from './render-page.ts';
import { search, searchResults, sectionsOf } from './search.ts';

/** The guide as it is sent. All of it is in memory: an address is looked up and never becomes a path. */
export interface Guide {
  /** A page, picture or part of the looks by its address, such as `/docs/guide/sdk`. */
  find(address: string): GuideFile | undefined;
  search(query: string): GuideFile;
  /** What stands where nothing is; says in words when this installation came without its documents. */
  nothing(): GuideFile;
}

/** Reads and renders all pages. A document that is not there is left out, and so are the links to it. */
export async function openGuide(options: GuideOptions): Promise<Guide> {
  const [documents, assets] = await Promise.all([
    readDocuments(options),
    loadAssets(options.styles, options.looks),
  ]);
  const links = await linksOf(options, documents);
  const rendered = documents.map(({ slug, file, name, markdown }) => ({
    slug,
    name,
    ...renderPage(markdown, links.from(file)),
  }));
  const names = new Map(rendered.map(({ slug, name, title }) => [slug, name ?? title]));
  const frame = { assets, names };
  const page = (parts: PageParts) => guideFile('page.html', Buffer.from(pageFrame(frame, parts)));
  const files = new Map([
    ...rendered.map((each) => [pageAddress(each.slug), page(each)] as const),
    ...assets.files,
    ...links.pictures,
  ]);
  const sections = documents.flatMap(({ slug, markdown }) => sectionsOf(slug, markdown));
  const words = (title: string, html: string, searched?: string) =>
    page({ title, html, slug: null, headings: [], ...(searched !== undefined && { searched }) });
  return {
    find: (address) => files.get(address),
    search: (query) => words('Search', searchResults(query, search(sections, query)), query),
    nothing: () => (documents.length > 0 ? words('Not found', nowhere) : words('No guide', absent)),
  };
}

const nowhere = `<h1>No such page</h1>
<p>The guide has nothing at this address. It may have been renamed: look in the list of pages, or search.</p>
<p><a href="${guidePath}">To the quick start</a></p>
`;

const absent = `<h1>The guide is not here</h1>
<p>This server was installed without its <code>docs</code> folder, which the guide is read from. Put the folder
of the same release beside <code>apps</code> and <code>packages</code>, and start the server again.</p>
<p>Every address and field of the API is in its <a href="/docs">reference</a>, which needs no folder.</p>
`;
