import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { makeMp3, makeWav } from '@impresario/provider/conformance';
import type { ApiOperation } from './api-document.ts';
import { callbackPayloads } from './callback-payloads.ts';
import { jsonText } from './json-text.ts';
import { hostile, nearly } from './mutation.ts';
import type { Level } from './request-arbitrary.ts';
import { valuesOf, type NamedSchemas } from './schema-arbitrary.ts';

/** A body before its placeholders are filled in. `text` is JSON, or what is sent in its place. */
export interface Body {
  readonly mediaType: string | null;
  readonly content: { readonly text: string } | { readonly bytes: Buffer };
  /** Signed as Suno signs, with this many bytes of the signature changed. */
  readonly signed?: 'well' | 'badly';
}

const MEBIBYTE = 1024 * 1024;

export function bodiesOf(
  operation: ApiOperation,
  level: Level,
  schemas: NamedSchemas,
): fc.Arbitrary<Body | null> {
  const { body, template } = operation;
  if (!body) return level === 'hostile' ? fc.oneof(fc.constant(null), notAskedFor) : fc.constant(null);
  if ('multipart/form-data' in body) return uploads(level);
  const schema = body['application/json'] ?? null;
  const isCallback = template.startsWith('/webhooks/') || template.endsWith('-callback');
  const values = isCallback ? callbackPayloads : valuesOf(schema ?? {}, schemas);
  const json = { valid: values, 'near-valid': nearly(values), hostile: hostile(values) }[level].map(
    (value): Body => ({ mediaType: 'application/json', content: { text: jsonText(value) } }),
  );
  if (isCallback) return signedSometimes(level === 'hostile' ? fc.oneof(json, notJson) : json);
  return level === 'hostile'
    ? fc.oneof({ weight: 5, arbitrary: json }, { weight: 1, arbitrary: notJson })
    : json;
}

function signedSometimes(bodies: fc.Arbitrary<Body>): fc.Arbitrary<Body> {
  const how = fc.constantFrom(undefined, 'well' as const, 'well' as const, 'badly' as const);
  return fc.tuple(bodies, how).map(([body, signed]) => (signed ? { ...body, signed } : body));
}

/** What Suno sends beside a body. */
export function sunoSignature(secret: string, body: Buffer, signed: Body['signed']): Record<string, string> {
  if (!signed) return {};
  const digest = createHmac('sha256', secret)
    .update(body)
    .digest(body.length % 2 === 0 ? 'hex' : 'base64');
  return { 'X-Suno-Signature': signed === 'well' ? digest : `${digest.slice(0, -2)}=g` };
}

const json = (text: string): Body => ({ mediaType: 'application/json', content: { text } });
const notAskedFor = fc.constantFrom<Body>(json('{"a":1}'), {
  mediaType: 'text/plain',
  content: { text: 'hello' },
});

const notJson = fc.constantFrom<Body>(
  json(''),
  json('null'),
  json('[]'),
  json('"text"'),
  json('12'),
  json('{"prompt":"cut'),
  json("{'prompt':'single'}"),
  json('{"prompt":"x",}'),
  json('{"prompt":NaN}'),
  json('\ufeff{"prompt":"marked"}'),
  json('{"prompt":"x"}{"prompt":"y"}'),
  json(`{"prompt":"${'x'.repeat(MEBIBYTE)}"}`),
  json('['.repeat(400_000)),
  { mediaType: 'application/json', content: { bytes: Buffer.from('{"prompt":"\xff\xfe"}', 'latin1') } },
  { mediaType: 'application/json', content: { bytes: Buffer.from('{"prompt":"utf-16"}', 'utf16le') } },
  { mediaType: 'application/json', content: { bytes: Buffer.alloc(64) } },
  { mediaType: 'application/json; charset=utf-7', content: { text: '{"prompt":"x"}' } },
  { mediaType: 'application/problem+json', content: { text: '{"prompt":"x"}' } },
  { mediaType: 'application/x-www-form-urlencoded', content: { text: 'prompt=x' } },
  { mediaType: 'text/plain', content: { text: '{"prompt":"x"}' } },
  {
    mediaType: 'application/xml',
    content: { text: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>' },
  },
  { mediaType: 'multipart/form-data', content: { text: 'x' } },
  { mediaType: null, content: { text: '{"prompt":"x"}' } },
  { mediaType: '\xff/\xfe', content: { text: '{"prompt":"x"}' } },
);

const form = (content: Buffer, name = 'a.mp3', boundary = 'between'): Body => ({
  mediaType: `multipart/form-data; boundary=${boundary}`,
  content: {
    bytes: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: audio/mpeg\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  },
});

function uploads(level: Level): fc.Arbitrary<Body> {
  const song = Buffer.from(makeMp3(2, 'upload'));
  const wave = Buffer.from(makeWav(1, 440));
  const audio = (bytes: Buffer, mediaType = 'audio/mpeg'): Body => ({ mediaType, content: { bytes } });
  const bodies: Record<Level, Body[]> = {
    valid: [form(song), audio(song), audio(wave, 'audio/wav'), form(wave, 'ü.wav')],
    'near-valid': [
      audio(song.subarray(0, 100)),
      audio(wave.subarray(0, 44)),
      audio(Buffer.alloc(0)),
      form(Buffer.from('no audio at all')),
      { ...form(song), mediaType: 'multipart/form-data; boundary=other' },
      { ...form(song), mediaType: 'multipart/form-data' },
      { ...form(song), mediaType: 'multipart/mixed; boundary=between' },
      audio(song, 'audio/'),
      audio(song, 'video/mp4'),
    ],
    hostile: [
      audio(Buffer.from('ID3' + '\xff'.repeat(500), 'latin1')),
      audio(Buffer.from('RIFF\xff\xff\xff\x7fWAVEfmt \xff\xff\xff\xff', 'latin1')),
      audio(Buffer.from('<svg onload=alert(1)>')),
      audio(Buffer.from('MZ' + '\0'.repeat(200))),
      form(song, '../../../etc/passwd'),
      form(song, 'a\0.mp3"; name="x'),
      form(song, 'x'.repeat(80_000)),
      form(song, 'a.mp3', 'b'.repeat(71)),
      {
        mediaType: 'multipart/form-data; boundary="be tween"',
        content: { bytes: Buffer.from('--be tween\r\n'.repeat(9_000)) },
      },
      { mediaType: 'multipart/form-data; boundary=b', content: { bytes: Buffer.from('--b--') } },
    ],
  };
  return fc.constantFrom(...bodies[level]);
}
