import { z } from 'zod';

/** As much of JSON Schema as is looked at here. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly [keyword: string]: unknown;
}

/** Named schemas, as they stand under `components.schemas`. */
export type NamedSchemas = Record<string, JsonSchema>;

/**
 * A zod schema as JSON Schema 2020-12, which is OpenAPI 3.1's. What has an `id` goes to `named` and is referred to.
 * `side` tells a request (what may be sent) from a reply (what comes back, to which fields may be added later).
 */
export function toJsonSchema(schema: z.ZodType, side: 'request' | 'reply', named: NamedSchemas): JsonSchema {
  const made = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: side === 'request' ? 'input' : 'output',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (side === 'reply' && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
      // zod states the bounds of every integer, and its own pattern for every format.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  const text = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/');
  const {
    $defs = {},
    $schema: _,
    ...rest
  } = JSON.parse(text) as JsonSchema & {
    $defs?: Record<string, JsonSchema & { id?: string }>;
  };
  for (const [name, { id: _id, ...definition }] of Object.entries($defs)) named[name] = definition;
  return rest;
}

/** Follows a reference into the named schemas. */
export function resolveSchema(schema: JsonSchema, named: NamedSchemas): JsonSchema {
  const name = schema.$ref?.slice('#/components/schemas/'.length);
  return (name !== undefined && named[name]) || schema;
}
