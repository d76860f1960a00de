import { problemStatus, type ProblemCode } from '@impresario/protocol';
import type { z } from 'zod';
import { problemsOf, type Operation } from '../operation.ts';
import { problemKinds } from '../replies/problem-kinds.ts';
import { standardProblems } from '../replies/problem-reply.ts';
import { toJsonSchema, type JsonSchema, type NamedSchemas } from './json-schema.ts';

interface MediaType {
  readonly schema?: JsonSchema;
  readonly example?: unknown;
}

export interface ParameterDoc {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

export interface ResponseDoc {
  readonly description: string;
  readonly headers?: unknown;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface OperationDoc {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly ParameterDoc[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, MediaType>>;
  };
  readonly responses: Readonly<Record<string, ResponseDoc>>;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationDoc>>>>;
  readonly components: {
    readonly schemas: NamedSchemas;
    readonly headers: unknown;
    readonly securitySchemes: unknown;
  };
}

const REQUEST_ID = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };

const SECURITY: Readonly<Record<Operation['access'], OperationDoc['security']>> = {
  public: [],
  user: [{ bearer: [] }, { session: [] }],
  person: [{ bearer: [] }, { session: [] }],
  admin: [{ bearer: [] }, { session: [] }],
  stream: [{ bearer: [] }, { session: [] }, { ticket: [] }],
  socket: [{ bearer: [] }, { session: [] }, { ticket: [] }, {}],
};

/** The OpenAPI 3.1 document of the operations, made of the same schemas that check the requests. */
export function openApiDocument(operations: readonly Operation[], publicUrl: string): OpenApiDocument {
  const schemas: NamedSchemas = {};
  const paths: Record<string, Record<string, OperationDoc>> = {};
  for (const op of operations) (paths[op.path] ??= {})[op.method] = operationDoc(op, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Impresario',
      version: '1',
      description: 'A prompt goes in, a finished track comes out. All times are UTC, all ids UUIDs.',
    },
    servers: [{ url: publicUrl }],
    tags: [...new Set(operations.map((op) => op.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      headers: { RequestId: { description: 'Finds the request in the log.', schema: { type: 'string' } } },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'impresario_session' },
        ticket: { type: 'apiKey', in: 'query', name: 'ticket' },
      },
    },
  };
}

function operationDoc(op: Operation, schemas: NamedSchemas): OperationDoc {
  const parameters = [
    ...parametersOf(op.params, 'path', schemas),
    ...parametersOf(op.query, 'query', schemas),
    ...parametersOf(op.headers, 'header', schemas),
  ];
  return {
    operationId: op.id,
    tags: [op.tag],
    summary: op.summary,
    ...(op.description === undefined ? {} : { description: op.description }),
    security: SECURITY[op.access],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(op, schemas),
    responses: { ...goodReplies(op, schemas), ...problemReplies(op, schemas) },
  };
}

function requestBody(op: Operation, schemas: NamedSchemas): Pick<OperationDoc, 'requestBody'> {
  if (op.rawBody)
    return { requestBody: { required: true, content: mediaOf(op.rawBody, 'request', schemas) } };
  if (!op.body) return {};
  const schema = toJsonSchema(op.body.schema, 'request', schemas);
  const content = { 'application/json': { schema, example: op.body.example } };
  return { requestBody: { required: op.body.isOptional !== true, content } };
}

function mediaOf(
  content: Readonly<Record<string, z.ZodType | null>>,
  side: 'request' | 'reply',
  schemas: NamedSchemas,
): Record<string, MediaType> {
  const media = Object.entries(content).map(([type, schema]): [string, MediaType] => [
    type,
    schema ? { schema: toJsonSchema(schema, side, schemas) } : {},
  ]);
  return Object.fromEntries(media);
}

function parametersOf(
  schema: z.ZodType | undefined,
  place: ParameterDoc['in'],
  schemas: NamedSchemas,
): ParameterDoc[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = toJsonSchema(schema, 'request', schemas);
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function goodReplies(op: Operation, schemas: NamedSchemas): Record<string, ResponseDoc> {
  const replies: Record<string, ResponseDoc> = {};
  for (const [status, { description, content }] of Object.entries(op.replies)) {
    const media = mediaOf(content ?? {}, 'reply', schemas);
    replies[status] = {
      description,
      headers: REQUEST_ID,
      ...(Object.keys(media).length === 0 ? {} : { content: media }),
    };
  }
  return replies;
}

/** One reply for each status; several codes may share one. */
function problemReplies(op: Operation, schemas: NamedSchemas): Record<string, ResponseDoc> {
  const { mediaType, schema: shape } = op.problemShape ?? standardProblems;
  const schema = toJsonSchema(shape, 'reply', schemas);
  const codes = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(op)) {
    const status = problemStatus[code];
    if (!(status in op.replies)) codes.set(status, [...(codes.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...codes].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\`: ${problemKinds[code].title}.`).join(' '),
        headers: REQUEST_ID,
        content: { [mediaType]: { schema } },
      },
    ]),
  );
}
