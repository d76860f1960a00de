import type { JsonSchema } from '../openapi/json-schema.ts';

/** A JSON Schema as a few words: `text, at most 100`, `one of "m", "f"`, `list of Version`. */
export function typeInWords(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if (schema.enum) return `one of ${schema.enum.map((value) => JSON.stringify(value)).join(', ')}`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const choices = schema.anyOf ?? [];
  if (choices.length > 0) return choices.map(typeInWords).join(' or ');
  if (schema.type === 'array') return `list of ${typeInWords(schema.items ?? {})}`;
  const types = [schema.type ?? 'anything'].flat().map((type) => WORDS[type] ?? type);
  return [types.join(' or '), ...boundsOf(schema)].join(', ');
}

const WORDS: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  null: 'null',
};

function boundsOf({ minimum, maximum, maxLength, format }: JsonSchema): string[] {
  const bounds: string[] = [];
  if (typeof format === 'string') bounds.push(format);
  if (typeof minimum === 'number') bounds.push(`from ${minimum}`);
  if (typeof maximum === 'number') bounds.push(`to ${maximum}`);
  if (typeof maxLength === 'number') bounds.push(`at most ${maxLength} characters`);
  return bounds;
}
