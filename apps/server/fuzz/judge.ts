import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isKnownPath, operationAt, type ApiDocument, type ApiOperation } from './api-document.ts';
import type { Schema } from './schema-arbitrary.ts';
import type { Reply, Sending } from './send.ts';

/** Says what is wrong with replies, going by the document alone. */
export interface Judge {
  faultsOf(sending: Sending, reply: Reply): string[];
  /** Whether the document takes this JSON as the operation's body; null where it does not say. */
  takes(operation: ApiOperation, json: unknown): boolean | null;
}

/** On every reply, whatever it is (SEC-4). */
const headersOfAll = ['x-request-id', 'x-content-type-options', 'referrer-policy', 'content-security-policy'];

/** What tells of the inside: stack traces, SQL, paths of files, names of our tools. */
const inside =
  /\n\s+at .+:\d+:\d+|node:internal|node_modules|\.ts:\d+|\bselect .+ from\b|\binsert into\b|syntax error at or near|relation "|violates .+ constraint|invalid input syntax|ZodError|TypeError|RangeError|ECONN|\/packages\/|\/apps\//i;

/** Answered before there is a request, to what is odd on the wire itself. */
const beforeTheApp = new Set([400, 417, 431]);

export function createJudge(document: ApiDocument): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/);
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  ajv.addFormat('binary', true);
  ajv.addSchema({ $id: 'api', components: { schemas: document.schemas } });
  const validators = new Map<Schema, ValidateFunction>();
  const validate = (schema: Schema, json: unknown): string | null => {
    let check = validators.get(schema);
    if (!check) {
      const text = JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/');
      validators.set(schema, (check = ajv.compile(JSON.parse(text) as object)));
    }
    return check(json) ? null : ajv.errorsText(check.errors);
  };

  return {
    faultsOf(sending, reply) {
      if (isBeforeTheApp(sending, reply)) return reply.body.length > 0 ? ['has a body'] : [];
      const operation = operationAt(document, sending.method, sending.path);
      return [
        ...statusFaults(document, operation, sending, reply),
        ...bodyFaults(operation, sending, reply, validate),
        ...headerFaults(reply),
        ...insideFaults(sending, reply),
      ];
    },
    takes(operation, json) {
      const schema = operation.body?.['application/json'];
      return schema ? validate(schema, json) === null : null;
    },
  };
}

function statusFaults(
  document: ApiDocument,
  operation: ApiOperation | null,
  { method, path }: Sending,
  { status }: Reply,
): string[] {
  if (status >= 500 && !isFailedTrack(operation, status)) return [`answered ${status}`];
  if (method === 'OPTIONS') return status === 204 ? [] : [`answered ${status} to a preflight`];
  if (!operation) {
    const expected = isKnownPath(document, path) ? [405, 404] : [404];
    return expected.includes(status) || isRedirectHome(path, status)
      ? []
      : [`answered ${status} where nothing is`];
  }
  if (!(status in operation.responses)) return [`answered ${status}, which ${operation.id} does not declare`];
  return [];
}

/** The endpoints of the original design tell of a refused song with a 500, and of our own faults with another code. */
function isFailedTrack(operation: ApiOperation | null, status: number): boolean {
  return status === 503 || status === 504 || (status === 500 && /^generate/.test(operation?.id ?? ''));
}

function isBeforeTheApp(sending: Sending, { status, headers }: Reply): boolean {
  return beforeTheApp.has(status) && !headers['x-request-id'] && isOddOnTheWire(sending);
}

/** Whether the request is one that Node or its adapter refuses before the app is asked. */
export function isOddOnTheWire({ path, headers }: Sending): boolean {
  const length = path.length + Object.values(headers).join('').length;
  const isOddPath = !/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(path);
  return length > 12_000 || 'Host' in headers || 'Expect' in headers || isOddPath;
}

function isRedirectHome(path: string, status: number): boolean {
  return status === 302 && /^\/?(?:[?#]|$)/.test(path);
}

type Validate = (schema: Schema, json: unknown) => string | null;

function bodyFaults(
  operation: ApiOperation | null,
  { method }: Sending,
  { status, headers, body }: Reply,
  validate: Validate,
): string[] {
  const declared = operation?.responses[status];
  if (!declared || method === 'HEAD' || method === 'OPTIONS') return [];
  const types = Object.keys(declared);
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  if (types.length === 0) return body.length > 0 ? [`has a body, which ${status} is declared without`] : [];
  const range = [type, `${type.split('/')[0]}/*`, '*/*'].find((wanted) => wanted in declared);
  const schema = range === undefined ? undefined : declared[range];
  if (schema === undefined) return [`is of type ${type}, declared are ${types.join(', ')}`];
  if (schema === null || !/json$/.test(type)) return [];
  return jsonFaults(operation, status, body, (json) => validate(schema, json));
}

function jsonFaults(
  operation: ApiOperation,
  status: number,
  body: Buffer,
  validate: (json: unknown) => string | null,
): string[] {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return ['has a body that is not JSON'];
  }
  const { code, errorCode, status: told } = json as Record<string, unknown>;
  const ours = [code, errorCode].map((word) => String(word).toLowerCase());
  if (ours.includes('internal_error') || ours.includes('service_unavailable')) {
    return [`answered ${status} with ${String(code ?? errorCode)}`];
  }
  const wrongStatus = typeof told === 'number' && told !== status ? [`says ${told} and is ${status}`] : [];
  const fault = validate(json);
  return fault === null ? wrongStatus : [...wrongStatus, `does not fit ${operation.id} ${status}: ${fault}`];
}

function headerFaults({ headers }: Reply): string[] {
  const faults = 'x-injected' in headers ? ['has a header that the request injected'] : [];
  if (!headers['x-request-id'] && !headers['content-type']) return faults;
  return [...faults, ...headersOfAll.filter((name) => !headers[name]).map((name) => `has no ${name}`)];
}

/** What the request itself said may come back. */
function insideFaults({ path, body }: Sending, reply: Reply): string[] {
  if (reply.status < 400) return [];
  const [found] = inside.exec(reply.body.toString('utf8')) ?? [];
  if (found === undefined) return [];
  const said = `${path} ${unescaped(path)} ${body?.toString('utf8') ?? ''}`;
  return said.includes(found) ? [] : [`tells of the inside: ${found.slice(0, 80)}`];
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
