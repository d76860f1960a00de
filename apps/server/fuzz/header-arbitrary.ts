import fc from 'fast-check';
import type { ApiOperation } from './api-document.ts';
import type { Level } from './request-arbitrary.ts';

type Headers = Readonly<Record<string, string>>;
type Values = Readonly<Record<Level, readonly string[]>>;

const keys = Array.from({ length: 60 }, (_, index) => `key-${index}`);

/** Values for the headers that operations declare; what is not here is sent as plain words. */
const declared: Readonly<Record<string, Values>> = {
  'Idempotency-Key': {
    valid: [...keys, ...keys.map((key) => `"${key}"`)],
    'near-valid': [
      '"open',
      'close"',
      '""',
      ' ',
      'k'.repeat(255),
      'k'.repeat(256),
      '"a\\b"',
      '"a\\"b"',
      'a, b',
      'a;b=1',
    ],
    hostile: ['\xff\xfe', 'k'.repeat(8_000), "' or 1=1 --", '\x80', 'tenant-1:key-1', '%00', '__proto__'],
  },
  Prefer: {
    valid: ['wait=1', 'wait=60', 'respond-async, wait=2', 'return=minimal'],
    'near-valid': ['wait=', 'wait=-1', 'wait=0', 'wait=1.5', 'wait="3"', 'wait=61', 'WAIT=1', 'wait=1; a=b'],
    hostile: ['wait=1e9', 'wait=999999999999999999', `${'a,'.repeat(2_000)}wait=1`, 'wait=\xff', 'wait=NaN'],
  },
  'If-None-Match': {
    valid: ['"x"', 'W/"1"', '*', 'W/"3.1"'],
    'near-valid': ['W/', '""', 'W/"1', ', ,', 'w/"1"'],
    hostile: [`${'"a",'.repeat(1_500)}`, '\xff', '"\\"'],
  },
  'Last-Event-ID': {
    valid: ['0'.repeat(26), '{{own.events.1}}', '{{own.events.5}}'],
    'near-valid': ['0'.repeat(25), 'z'.repeat(26), '-1', ' ', 'Z'.repeat(26)],
    hostile: ["'; select 1", '\xff\xfe', '9'.repeat(6_000), 'NaN', '{{foreign.events.2}}'],
  },
  Range: {
    valid: ['bytes=0-9', 'bytes=10-', 'bytes=-5'],
    'near-valid': [
      'bytes=9-0',
      'bytes=-',
      'bytes=999999999-',
      'bytes=-0',
      'bytes=0-0,2-3',
      'items=0-1',
      'bytes=0-99999999999999999999',
    ],
    hostile: [`bytes=${'0-1,'.repeat(1_500)}`, 'bytes=NaN-', 'bytes=-9007199254740993', 'bytes=1e3-', '\xff'],
  },
};

const strange: readonly Headers[] = [
  { 'X-User-Id': 'tenant-1', 'X-Forwarded-User': 'admin', 'X-Role': 'admin' },
  { 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Proto': 'javascript', 'X-Forwarded-Host': 'evil.example' },
  {
    'X-HTTP-Method-Override': 'DELETE',
    'X-Original-URL': '/v1/admin/overview',
    'X-Rewrite-URL': '/v1/admin/overview',
  },
  { Origin: 'https://evil.example' },
  { Origin: 'null' },
  { Origin: 'https://app.test' },
  { Cookie: 'impresario_session=forged; __Host-x=1' },
  { 'X-Request-Id': '<script>' },
  { 'X-Request-Id': 'r'.repeat(5_000) },
  { 'X-Request-Id': 'fine-id.1' },
  { Accept: 'application/xml;q=0.9, */*;q=broken' },
  { 'Accept-Encoding': 'gzip, br;q=1e9' },
  { 'Content-Encoding': 'gzip' },
  { 'Content-Length-Hint': '1' },
  { Host: 'evil.example' },
  { Host: '' },
  { Host: 'a b' },
  { Host: '[::1' },
  { Expect: 'something' },
  { Upgrade: 'websocket', Connection: 'upgrade' },
  { Authorization2: 'Bearer x' },
  { __proto__x: 'y', constructor: 'z' },
  { 'X-Long': 'l'.repeat(12_000) },
  { 'X-Longer': 'l'.repeat(40_000) },
];

/** The declared headers, and on occasion some that nobody asked for. */
export function headersOf({ parameters }: ApiOperation, level: Level): fc.Arbitrary<Headers> {
  const named = parameters.filter((parameter) => parameter.in === 'header');
  const own = fc.tuple(
    ...named.map(({ name, required }) => {
      const values = declared[name] ?? { valid: ['words'], 'near-valid': [''], hostile: ['\xff'] };
      const given = fc.constantFrom(...values[level]).map((value): Headers => ({ [name]: value }));
      return required ? given : fc.oneof(given, fc.constant<Headers>({}));
    }),
  );
  const extra =
    level === 'hostile'
      ? fc.oneof(
          { weight: 4, arbitrary: fc.constant<Headers>({}) },
          { weight: 2, arbitrary: fc.constantFrom(...strange) },
        )
      : fc.constant<Headers>({});
  return fc.tuple(own, extra).map(([given, more]) => Object.assign({}, ...given, more) as Headers);
}
