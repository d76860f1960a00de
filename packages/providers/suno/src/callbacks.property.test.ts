import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { songOperations, sideOperations } from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import { createSunoCallbacks } from './callbacks.ts';

/** Any text, also what is not well-formed. */
const wildText = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

const secret = 'a webhook secret';
const now = new Date('2026-03-01T12:00:00.000Z');
const dialects = fc.constantFrom('sunoapi' as const, 'kie' as const);
const operations = fc.constantFrom(...songOperations, ...sideOperations);

/** JSON in which the words of the providers stand in the wrong places. */
const words = [
  'data',
  'code',
  'msg',
  'task_id',
  'taskId',
  'callbackType',
  'audio_url',
  'audioUrl',
  'stream_audio_url',
  'id',
  'duration',
  'title',
  'vocal_removal_info',
  'vocalRemovalInfo',
  'lyricsData',
  'text',
  '__proto__',
  'constructor',
];
const scalars = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    200,
    400,
    531,
    -0,
    1e308,
    '200',
    '',
    'first',
    'complete',
    'error',
    'text',
    'https://a.b/c',
  ),
  wildText,
);
const { payload: payloads } = fc.letrec<{ payload: unknown }>((tie) => ({
  payload: fc.oneof(
    { maxDepth: 4 },
    scalars,
    fc.dictionary(fc.constantFrom(...words), tie('payload'), { maxKeys: 6 }),
    fc.array(tie('payload'), { maxLength: 3 }),
  ),
}));

describe('[CAL-2] [CAL-3] what somebody posts in the name of Suno', () => {
  it('is read or passed over, and is never an error', () => {
    fc.assert(
      fc.property(dialects, payloads, operations, (dialect, payload, operation) => {
        const reader = createSunoCallbacks(dialect, secret);
        const taskId = reader.taskIdOf(payload);
        const reading = reader.read(payload, operation);
        expect(taskId === null || (typeof taskId === 'string' && taskId !== '')).toBe(true);
        if (reading) expect(reading.handle.taskId).toBe(taskId);
        if (reading?.snapshot.state !== 'succeeded') return;
        for (const { audio } of reading.snapshot.clips) expect(audio?.kind ?? 'url').toBe('url');
      }),
      { numRuns: 3_000 },
    );
  });

  it('is believed with the right signature alone, whatever else the headers say', () => {
    const names = ['x-suno-signature', 'x-suno-timestamp', 'x-webhook-signature', 'x-webhook-timestamp'];
    const values = fc.oneof(
      wildText,
      fc.stringMatching(/^[0-9a-f]{0,66}$/),
      fc.constantFrom(String(now.getTime() / 1000), 'NaN', '-1', '1e9', `${'9'.repeat(400)}`),
    );
    const headers = fc.dictionary(fc.constantFrom(...names), values);
    fc.assert(
      fc.property(
        dialects,
        headers,
        fc.uint8Array(),
        fc.boolean(),
        (dialect, given, body, hasCorrelation) => {
          const trust = createSunoCallbacks(dialect, secret).verify({
            headers: given,
            body,
            hasCorrelation,
            now,
          });
          expect(trust).not.toBe('trusted');
          if (trust === 'hint') expect(hasCorrelation && given['x-suno-signature'] === undefined).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is refused after any change of one byte of a signed body', () => {
    fc.assert(
      fc.property(
        dialects,
        fc.uint8Array({ minLength: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (dialect, body, at, change) => {
          const signature = createHmac('sha256', secret).update(body).digest('base64');
          const reader = createSunoCallbacks(dialect, secret);
          const verify = (bytes: Uint8Array) =>
            reader.verify({
              headers: { 'x-suno-signature': signature },
              body: bytes,
              hasCorrelation: true,
              now,
            });
          const other = Uint8Array.from(body);
          other[at % other.length]! ^= change;
          expect([verify(body), verify(other)]).toEqual(['trusted', 'invalid-signature']);
        },
      ),
      { numRuns: 500 },
    );
  });
});
