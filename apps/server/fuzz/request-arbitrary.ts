import fc from 'fast-check';
import type { ApiDocument, ApiOperation, Parameter } from './api-document.ts';
import { bodiesOf, type Body } from './body-arbitrary.ts';
import { headersOf } from './header-arbitrary.ts';
import { hostileWords, numberTexts } from './hostile-words.ts';
import { own, poolOfField, valuesOf, type NamedSchemas } from './schema-arbitrary.ts';

export const levels = ['valid', 'near-valid', 'hostile'] as const;
export type Level = (typeof levels)[number];

/** Who sends it: a tenant by number, an administrator, somebody with this `Authorization`, or nobody. */
export type Sender =
  | { readonly kind: 'tenant'; readonly number: number }
  | { readonly kind: 'admin' }
  | { readonly kind: 'stranger'; readonly authorization: string | null };

/** A request before its placeholders are filled in. */
export interface Plan {
  readonly operation: ApiOperation;
  readonly level: Level;
  readonly sender: Sender;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body | null;
}

/** Requests for all operations of the document, each kind about as often. */
export function requestsOf(document: ApiDocument): fc.Arbitrary<Plan> {
  const { operations, schemas } = document;
  return fc
    .tuple(
      fc.constantFrom(...operations),
      fc.constantFrom<Level>('valid', 'valid', 'valid', 'near-valid', 'near-valid', 'hostile', 'hostile'),
    )
    .chain(([operation, level]) =>
      fc.record<Plan>({
        operation: fc.constant(operation),
        level: fc.constant(level),
        sender: sendersOf(operation, level),
        method:
          level === 'hostile' ? sometimes(1, otherMethods, operation.method) : fc.constant(operation.method),
        path: pathsOf(operation, level, schemas),
        headers: headersOf(operation, level),
        body: bodiesOf(operation, level, schemas),
      }),
    );
}

/** `often`: about one in ten times that. */
function sometimes<T>(often: number, values: fc.Arbitrary<T>, otherwise: T): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: often, arbitrary: values },
    { weight: 10 - often, arbitrary: fc.constant(otherwise) },
  );
}

const otherMethods = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'M-SEARCH',
  'LINK',
);

function sendersOf(operation: ApiOperation, level: Level): fc.Arbitrary<Sender> {
  const tenant: fc.Arbitrary<Sender> = fc.nat({ max: 3 }).map((number) => ({ kind: 'tenant', number }));
  const admin = fc.constant<Sender>({ kind: 'admin' });
  const usual = operation.isAdmin ? fc.oneof({ weight: 4, arbitrary: admin }, tenant) : tenant;
  if (level === 'valid') return usual;
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: strangers });
}

const strangers: fc.Arbitrary<Sender> = fc
  .constantFrom(
    null,
    '',
    'Bearer',
    'Bearer ',
    'bearer a b',
    'Basic YTpi',
    'Bearer null',
    'Bearer imp_0000000000000000000000000000000000000000',
    // alg none
    'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZW5hbnQtMCIsImF1ZCI6ImF1dGhlbnRpY2F0ZWQiLCJleHAiOjk5OTk5OTk5OTl9.',
    'Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA',
    'Bearer ..',
    `Bearer ${'a'.repeat(9_000)}`,
    "Bearer ' or 1=1 --",
    'Bearer \xff\xfe',
  )
  .map((authorization) => ({ kind: 'stranger', authorization }));

function pathsOf(
  { template, parameters }: ApiOperation,
  level: Level,
  schemas: NamedSchemas,
): fc.Arbitrary<string> {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  // A signed address brings its own query.
  const isWhole = template.startsWith('/files/') && level !== 'hostile';
  const inQuery = isWhole ? [] : parameters.filter((parameter) => parameter.in === 'query');
  const filled = fc
    .tuple(...inPath.map((parameter) => pathPart(template, parameter, level, schemas)))
    .map((parts) => parts.reduce((path, part) => path.replace(/\{(\w+)\}(?!\})/, () => part), template));
  const query = fc
    .tuple(...inQuery.map((parameter) => queryPart(parameter, level, schemas)))
    .map((parts) => parts.filter((part) => part !== null).join('&'));
  const whole = fc
    .tuple(filled, query)
    .map(([path, asked]) => (asked === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${asked}`));
  if (level !== 'hostile') return whole;
  return fc.oneof({ weight: 12, arbitrary: whole }, { weight: 1, arbitrary: fc.constantFrom(...oddPaths) });
}

const oddPaths = [
  '//evil.example/v1/tracks',
  '/v1//tracks',
  '/v1/tracks/',
  '/V1/TRACKS',
  '/v1/tracks%2f',
  '/v1/tracks/..',
  '/v1/../v1/tracks',
  '/%',
  '/%zz',
  '/%00',
  '/v1/tracks?limit=%zz',
  '/v1/tracks?limit',
  '/v1/tracks?limit=1&limit=2',
  '/v1/tracks?__proto__[x]=1&constructor=1',
  '/v1/tracks;x=1',
  '/v1/tracks\\..\\',
  '/v1/\xff\xfe',
  `/v1/${'a/'.repeat(3_000)}`,
  '/.git/config',
  '/.env',
  '/favicon.ico',
  'http://evil.example/v1/tracks',
  '*',
];

/** Where the pool is not called like the segment. */
const poolOfSegment: Readonly<Record<string, string>> = { lyrics: 'operations', keys: 'apiKeys' };

/** The pool is the segment before the parameter: `/v1/tracks/{id}` takes tracks. */
function pathPart(
  template: string,
  { name, schema }: Parameter,
  level: Level,
  schemas: NamedSchemas,
): fc.Arbitrary<string> {
  const before =
    template
      .slice(0, template.indexOf(`{${name}}`))
      .split('/')
      .at(-2) ?? '';
  const pool = poolOfSegment[before] ?? before;
  const good =
    name === 'provider'
      ? fc.constantFrom('suno', 'suno', 'mureka', 'local')
      : name === 'correlation'
        ? own('correlations')
        : pool === 'files' || name === 'id' || schema.format === 'uuid'
          ? own(pool)
          : valuesOf(schema, schemas, name).map((value) => encodeURIComponent(String(value)));
  if (level === 'valid') return good;
  const foreign = fc.nat({ max: 30 }).map((n) => `{{foreign.${pool}.${n}}}`);
  const near = fc.oneof(
    { weight: 5, arbitrary: good },
    { weight: 2, arbitrary: foreign },
    { weight: 1, arbitrary: fc.constant('{{fresh}}') },
    { weight: 1, arbitrary: good.map((text) => `${text}0`) },
  );
  if (level === 'near-valid') return near;
  return fc.oneof(good, foreign, fc.constantFrom(...hostileWords).map(encoded));
}

function queryPart({ name, schema, required }: Parameter, level: Level, schemas: NamedSchemas) {
  const good = valuesOf(schema, schemas, name).map((value) => encodedUnlessPlaceholder(String(value)));
  const foreign = fc.nat({ max: 9 }).map((n) => `{{foreign.${poolOfField[name] ?? name}.${n}}}`);
  const values = {
    valid: good,
    'near-valid': fc.oneof(
      good,
      foreign,
      fc.constantFrom(...numberTexts),
      fc.constantFrom('', '1%20', '%2B1'),
    ),
    hostile: fc.oneof(
      fc.constantFrom(...hostileWords).map(encoded),
      foreign,
      fc.constantFrom('%zz', '%ff', '%'),
    ),
  }[level];
  const given = values.map((value): string | null => `${name}=${value}`);
  return required ? given : fc.oneof(given, fc.constant(null));
}

function encodedUnlessPlaceholder(text: string): string {
  return text.startsWith('{{') ? text : encoded(text);
}

/** Fit for a request line, however ill-formed the text is. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed().slice(0, 4_000)) || '%20';
}
