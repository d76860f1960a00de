import { createHash } from 'node:crypto';
import { problemStatus, type ProblemCode } from '@impresario/protocol';
import { html, raw } from 'hono/html';
import { problemKinds } from '../replies/problem-kinds.ts';
import type { OpenApiDocument, OperationDoc } from '../openapi/openapi-document.ts';
import { docsGuide } from './docs-guide.ts';
import { docsStyle } from './docs-style.ts';
import { operationSection } from './operation-section.ts';

/** Something that `html` has escaped already. */
export type Html = ReturnType<typeof html>;

interface DocsPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

const styleHash = createHash('sha256').update(docsStyle).digest('base64');
const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The API's documentation as one page without scripts, made of its OpenAPI document. */
export async function docsPage(document: OpenApiDocument): Promise<DocsPage> {
  const baseUrl = document.servers[0]?.url ?? '';
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, doc]) => ({ path, method, doc })),
  );
  const sections = document.tags.map(({ name }) => ({
    name,
    operations: operations.filter(({ doc }) => doc.tags.includes(name)),
  }));
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${document.info.title} API</title>
        ${
          // Nothing may stand between the tags and the style, or its hash is another one and no browser takes it.
          raw(`<style>${docsStyle}</style>`)
        }
      </head>
      <body>
        <a class="skip" href="#guide">Skip to the text</a>
        ${navigation(sections)}
        <main>
          <header>
            <h1>${document.info.title} API</h1>
            <p class="lead">
              ${document.info.description} The same as a file: <a href="/openapi.json">openapi.json</a>. How
              to begin, and what to do with it: <a href="/docs/guide">the guide</a>.
            </p>
          </header>
          ${docsGuide(baseUrl)}
          ${sections.map(
            ({ name, operations: ofTag }) =>
              html`<section aria-labelledby="tag-${name}">
                <h2 id="tag-${name}">${name}</h2>
                ${ofTag.map(({ path, method, doc }) => operationSection({ baseUrl, path, method, doc, schemas: document.components.schemas }))}
              </section>`,
          )}
          ${problemTable()}
        </main>
      </body>
    </html>`;
  return { html: (await page).valueOf(), contentSecurityPolicy };
}

interface Section {
  readonly name: string;
  readonly operations: readonly {
    readonly path: string;
    readonly method: string;
    readonly doc: OperationDoc;
  }[];
}

function navigation(sections: readonly Section[]): Html {
  return html`<nav aria-label="Contents">
    <p class="brand">Impresario</p>
    <ul>
      <li><a href="/docs/guide">Guide with examples</a></li>
      <li><a href="#guide">In short</a></li>
    </ul>
    ${sections.map(
      ({ name, operations }) =>
        html`<p class="group">${name}</p>
          <ul>
            ${operations.map(
              ({ method, path, doc }) =>
                html`<li>
                  <a href="#${doc.operationId}"
                    ><span class="method ${method}">${method}</span> <code>${path}</code></a
                  >
                </li>`,
            )}
          </ul>`,
    )}
    <ul>
      <li><a href="#problems">Problems</a></li>
    </ul>
  </nav>`;
}

function problemTable(): Html {
  const codes = Object.keys(problemStatus) as ProblemCode[];
  return html`<section aria-labelledby="problems">
    <h2 id="problems">Problems</h2>
    <p>
      Every refusal is <code>application/problem+json</code> (RFC 9457) with a <code>code</code> that programs
      can rely on, and a <code>requestId</code> that finds it in the log of the server.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of problems">
      <table>
        <thead>
          <tr>
            <th>Code</th>
            <th>Status</th>
            <th>Meaning</th>
            <th>Worth trying again?</th>
          </tr>
        </thead>
        <tbody>
          ${codes.map(
            (code) =>
              html`<tr id="problem-${code}">
                <td><code>${code}</code></td>
                <td>${problemStatus[code]}</td>
                <td>${problemKinds[code].title}</td>
                <td>${problemKinds[code].retryable ? 'Yes, unchanged and later' : 'No'}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
