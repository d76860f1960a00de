import fc from 'fast-check';

/** As much of JSON Schema as the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly pattern?: string;
}

export type NamedSchemas = Readonly<Record<string, Schema>>;

/** More optional fields at once mostly exclude each other. */
const OPTIONAL_FIELDS_MAX = 4;

/**
 * Values that the schema takes. Ids are placeholders, filled in when the request is sent (`known.ts`); `name` says which
 * ones would mean something.
 */
export function valuesOf(schema: Schema, named: NamedSchemas, name = ''): fc.Arbitrary<unknown> {
  const again = (inner: Schema) => valuesOf(inner, named, name);
  if (schema.$ref) return again(named[schema.$ref.split('/').at(-1)!]!);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(again));
  const types = [schema.type ?? []].flat();
  if (types.length > 1) return fc.oneof(...types.map((type) => again({ ...schema, type })));
  switch (types[0]) {
    case 'object':
      return objectsOf(schema, named);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, named, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(3, schema.maxItems ?? 3),
      });
    case 'integer':
    case 'number':
      return numbersOf(schema, types[0]);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textsOf(schema, name);
    default:
      return anythingCalled(name);
  }
}

function objectsOf({ properties = {}, required = [] }: Schema, named: NamedSchemas): fc.Arbitrary<object> {
  const arbitraries = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valuesOf(schema, named, name)]),
  );
  // The flat body of the original design requires nothing, but goes nowhere without a prompt.
  const always = 'prompt' in properties ? [...new Set([...required, 'prompt'])] : required;
  const optional = Object.keys(properties).filter((name) => !always.includes(name));
  return fc
    .subarray(optional, { maxLength: Math.min(OPTIONAL_FIELDS_MAX, optional.length) })
    .chain((chosen) =>
      fc.record(Object.fromEntries([...always, ...chosen].map((name) => [name, arbitraries[name]!]))),
    );
}

function numbersOf({ minimum = -1000, maximum = 1000 }: Schema, type: string): fc.Arbitrary<number> {
  const between =
    type === 'integer'
      ? fc.integer({ min: minimum, max: maximum })
      : fc.double({ min: minimum, max: maximum, noNaN: true });
  return fc.oneof(
    between,
    fc.constantFrom(minimum, maximum),
    fc.constantFrom(minimum, maximum, Math.ceil(minimum)),
  );
}

/** Which of the tenant's things a field of this name means. */
export const poolOfField: Readonly<Record<string, string>> = {
  versionId: 'versions',
  referenceAssetId: 'uploads',
  personaId: 'personas',
  cursor: 'cursors',
  ticket: 'tickets',
  correlation: 'correlations',
};

/** A placeholder for something the asking tenant has. */
export function own(pool: string): fc.Arbitrary<string> {
  return fc.nat({ max: 30 }).map((n) => `{{own.${pool}.${n}}}`);
}

function textsOf({ format, maxLength = 200, pattern }: Schema, name: string): fc.Arbitrary<string> {
  const pool = poolOfField[name];
  if (pool) return own(pool);
  if (format === 'uuid') return fc.constant('{{fresh}}');
  if (format === 'uri') return fc.constant('https://files.example/reference.mp3');
  if (format === 'binary') return fc.constant('bytes');
  if (format === 'date-time') return fc.constantFrom('2029-03-01T12:00:00.000Z', '2031-01-01T00:00:00+02:00');
  if (format === 'date') return fc.constantFrom('2026-03-01', '2026-02-28');
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  if (name === 'provider') return fc.constantFrom('local', 'local', 'auto', 'suno', 'mureka', 'minimax');
  if (name === 'idempotencyKey') return fc.nat({ max: 200 }).map((n) => `body-key-${n}`);
  return words(maxLength);
}

function words(maxLength: number): fc.Arbitrary<string> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('warm piano', 'Rain', 'дождь', '雨の夜', 'lo-fi, calm', "d'été"),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.constantFrom(...'aé雨🎵ß "\'<>&%_\\/'), { maxLength: Math.min(maxLength - 1, 40) })
        .map((letters) => `a${letters.join('')}`),
    },
    { weight: 1, arbitrary: fc.constant('m'.repeat(maxLength)) },
  );
}

/** For fields without a schema: what a client of the original design would send. */
function anythingCalled(name: string): fc.Arbitrary<unknown> {
  if (/weight|constraint/i.test(name))
    return fc.oneof(fc.double({ min: 0, max: 1 }), fc.integer({ min: 0, max: 100 }));
  if (/seed|variants/i.test(name)) return fc.integer({ min: 1, max: 3 });
  if (/duration/i.test(name)) return fc.integer({ min: 5, max: 120 });
  if (/custom|instrumental|bgm|vocals/i.test(name)) return fc.boolean();
  if (/gender/i.test(name)) return fc.constantFrom('m', 'f');
  if (/track_?id/i.test(name)) return fc.constant('{{fresh}}');
  if (/persona/i.test(name)) return own('personas');
  if (/asset/i.test(name)) return own('uploads');
  if (/url/i.test(name)) return fc.constant('https://files.example/reference.mp3');
  if (/key/i.test(name)) return fc.nat({ max: 200 }).map((n) => `body-key-${n}`);
  return words(60);
}
