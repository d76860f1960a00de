import type { NamedSchemas, Schema } from './schema-arbitrary.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

/** One operation, as `/openapi.json` tells of it: all that the fuzzer knows of the server. */
export interface ApiOperation {
  readonly id: string;
  readonly method: string;
  readonly template: string;
  readonly isPublic: boolean;
  readonly isAdmin: boolean;
  readonly parameters: readonly Parameter[];
  /** Schemas of the body by media type; null where the document has none. */
  readonly body: Readonly<Record<string, Schema | null>> | null;
  readonly responses: Readonly<Record<string, Readonly<Record<string, Schema | null>>>>;
}

export interface ApiDocument {
  readonly operations: readonly ApiOperation[];
  readonly schemas: NamedSchemas;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface OperationJson {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

export async function readApiDocument(url: string): Promise<ApiDocument> {
  const json = (await (await fetch(`${url}/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, OperationJson>>>>;
    readonly components: { readonly schemas: NamedSchemas };
  };
  const operations = Object.entries(json.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, told]): ApiOperation => ({
      id: told.operationId,
      method: method.toUpperCase(),
      template,
      isPublic: told.security.length === 0,
      isAdmin: template.startsWith('/v1/admin/'),
      parameters: told.parameters ?? [],
      body: told.requestBody ? schemasOf(told.requestBody) : null,
      responses: Object.fromEntries(
        Object.entries(told.responses).map(([status, reply]) => [status, schemasOf(reply)]),
      ),
    })),
  );
  return { operations, schemas: json.components.schemas };
}

function schemasOf({ content = {} }: Content): Record<string, Schema | null> {
  return Object.fromEntries(Object.entries(content).map(([type, { schema }]) => [type, schema ?? null]));
}

/** The operation at a path and its query; null where the document has none. */
export function operationAt({ operations }: ApiDocument, method: string, path: string): ApiOperation | null {
  const plain = pathnameOf(path);
  const found = operations.filter(
    (operation) => operation.method === (method === 'HEAD' ? 'GET' : method) && matches(operation, plain),
  );
  // A fixed path comes before one with a parameter in its place.
  return found.sort((a, b) => a.template.split('{').length - b.template.split('{').length)[0] ?? null;
}

export function isKnownPath({ operations }: ApiDocument, path: string): boolean {
  const plain = pathnameOf(path);
  return operations.some((operation) => matches(operation, plain));
}

/** As servers see it: without the query, `..` resolved, and also where a whole address stands in its place. */
function pathnameOf(path: string): string {
  const address = path.startsWith('/') ? `http://here${path}` : path;
  return URL.canParse(address) ? new URL(address).pathname : path;
}

function matches({ template }: ApiOperation, path: string): boolean {
  const pattern = template
    .split(/\{\w+\}/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    // Only the keys of files have slashes in them.
    .join(template.startsWith('/files/') ? '.+' : '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}
