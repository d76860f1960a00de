import { html } from 'hono/html';
import { resolveSchema, type JsonSchema, type NamedSchemas } from '../openapi/json-schema.ts';
import type { OperationDoc } from '../openapi/openapi-document.ts';
import { curlExample } from './curl-example.ts';
import type { Html } from './docs-page.ts';
import { inlineMarkdown } from './inline-markdown.ts';
import { typeInWords } from './type-in-words.ts';

export interface DocumentedOperation {
  readonly baseUrl: string;
  readonly path: string;
  readonly method: string;
  readonly doc: OperationDoc;
  readonly schemas: NamedSchemas;
}

/** All about one operation: how to call it, what it takes, what it answers. */
export function operationSection(operation: DocumentedOperation): Html {
  const { path, method, doc, schemas } = operation;
  const [body] = Object.values(doc.requestBody?.content ?? {}).flatMap(({ schema: each }) =>
    each ? [each] : [],
  );
  return html`<article id="${doc.operationId}">
    <h3>${doc.summary}</h3>
    <p class="route"><span class="method ${method}">${method}</span> <code>${path}</code></p>
    ${doc.description === undefined ? '' : html`<p>${inlineMarkdown(doc.description)}</p>`}
    <pre tabindex="0"><code>${curlExample(operation)}</code></pre>
    ${parameters(doc)} ${body ? fields('Body', body, schemas) : ''} ${replies(doc, schemas)}
  </article>`;
}

function parameters({ parameters: given = [] }: OperationDoc): Html | '' {
  if (given.length === 0) return '';
  return html`<details open>
    <summary>Parameters</summary>
    <dl>
      ${given.map(
        (parameter) =>
          html`<div>
            <dt>
              <code>${parameter.name}</code>
              <small>${parameter.in}${parameter.required ? ', required' : ''}</small>
            </dt>
            <dd>
              <span class="type">${typeInWords(parameter.schema)}</span>
              ${inlineMarkdown(parameter.description ?? '')}
            </dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

function fields(title: string, schema: JsonSchema, schemas: NamedSchemas): Html {
  const { properties = {}, required = [] } = resolveSchema(schema, schemas);
  return html`<details>
    <summary>${title}</summary>
    <dl>
      ${Object.entries(properties).map(
        ([name, field]) =>
          html`<div>
            <dt>
              <code>${name}</code>
              ${required.includes(name) && title === 'Body' ? html`<small>required</small>` : ''}
            </dt>
            <dd>
              <span class="type">${typeInWords(field)}</span> ${inlineMarkdown(field.description ?? '')}
            </dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

function replies({ responses }: OperationDoc, schemas: NamedSchemas): Html {
  const [good] = Object.entries(responses).filter(([status]) => status < '300');
  const schema = good?.[1].content?.['application/json']?.schema;
  return html`<details>
      <summary>Replies</summary>
      <dl>
        ${Object.entries(responses).map(
          ([status, { description }]) =>
            html`<div>
              <dt><span class="status s${status.charAt(0)}">${status}</span></dt>
              <dd>${inlineMarkdown(description)}</dd>
            </div>`,
        )}
      </dl>
    </details>
    ${schema ? fields('Fields of the reply', schema, schemas) : ''}`;
}
