import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyCallback } from './callback-signature.ts';
import type { Dialect } from './dialects.ts';

const secret = 'hook-secret';
const now = new Date('2026-09-01T12:00:00Z');
const seconds = now.getTime() / 1000;
const text = JSON.stringify({ code: 200, data: { callbackType: 'complete', task_id: 'task-1', data: [] } });

const digest = (message: string, encoding: 'hex' | 'base64', key = secret) =>
  createHmac('sha256', key).update(message).digest(encoding);

function verify(
  headers: Record<string, string>,
  change: { dialect?: Dialect; body?: string; secret?: string | null; hasCorrelation?: boolean } = {},
) {
  const { dialect = 'sunoapi', body = text, hasCorrelation = false } = change;
  const key = change.secret === undefined ? secret : change.secret;
  return verifyCallback(dialect, key, { headers, body: Buffer.from(body), hasCorrelation, now });
}

describe('a signature over the body', () => {
  it('[CAL-2] in hex or base64 makes a callback trusted', () => {
    expect(verify({ 'x-suno-signature': digest(text, 'hex') })).toBe('trusted');
    expect(verify({ 'x-suno-signature': digest(text, 'base64') })).toBe('trusted');
    expect(verify({ 'x-suno-signature': digest(text, 'hex').toUpperCase() })).toBe('trusted');
  });

  it('[CAL-2] covers the timestamp where there is one, five minutes to either side', () => {
    const at = (when: number | string) => ({
      'x-suno-timestamp': String(when),
      'x-suno-signature': digest(`${when}.${text}`, 'hex'),
    });
    expect(verify(at(seconds))).toBe('trusted');
    expect(verify(at(seconds - 300))).toBe('trusted');
    expect(verify(at(seconds + 300))).toBe('trusted');
    expect(verify(at(seconds - 301))).toBe('invalid-signature');
    expect(verify(at(seconds + 301))).toBe('invalid-signature');
    expect(verify(at('soon'))).toBe('invalid-signature');
    expect(verify(at(''))).toBe('invalid-signature');
    // Signed without the timestamp that is sent with it.
    expect(verify({ ...at(seconds), 'x-suno-signature': digest(text, 'hex') })).toBe('invalid-signature');
  });

  it('[CAL-2] of another body, by another key, or malformed is refused, also on the secret path', () => {
    const wrong = [
      digest(`${text} `, 'hex'),
      digest(text, 'hex', 'other'),
      digest(text, 'hex').slice(1),
      digest(text, 'hex').replace(/^./, 'g'),
      '',
      '===',
      'é',
    ];
    for (const signature of wrong) {
      const headers = { 'x-suno-signature': signature };
      expect(verify(headers, { hasCorrelation: true })).toBe('invalid-signature');
    }
  });

  it('[CAL-2] that is missing leaves a hint on the secret path, and nothing elsewhere', () => {
    expect(verify({}, { hasCorrelation: true })).toBe('hint');
    expect(verify({}, { hasCorrelation: false })).toBe('missing-signature');
  });

  it('[CAL-2] proves nothing where no secret is set', () => {
    expect(verify({ 'x-suno-signature': digest(text, 'hex') }, { secret: null })).toBe('hint');
    expect(verify({ 'x-suno-signature': 'nonsense' }, { secret: null })).toBe('hint');
  });
});

describe("kie's signature over task and time", () => {
  const signed = (when: number, taskId = 'task-1') => ({
    'x-webhook-timestamp': String(when),
    'x-webhook-signature': digest(`${taskId}.${when}`, 'base64'),
  });

  it('[CAL-2] makes a hint, as the body is not signed', () => {
    expect(verify(signed(seconds), { dialect: 'kie' })).toBe('hint');
    const camel = JSON.stringify({ data: { taskId: 'lyr-1' } });
    expect(verify(signed(seconds, 'lyr-1'), { dialect: 'kie', body: camel })).toBe('hint');
  });

  it('[CAL-2] of another task, too old, in hex or over no JSON is refused', () => {
    const dialect = 'kie';
    const hasCorrelation = true;
    expect(verify(signed(seconds, 'task-2'), { dialect, hasCorrelation })).toBe('invalid-signature');
    expect(verify(signed(seconds - 301), { dialect, hasCorrelation })).toBe('invalid-signature');
    const hex = { ...signed(seconds), 'x-webhook-signature': digest(`task-1.${seconds}`, 'hex') };
    expect(verify(hex, { dialect, hasCorrelation })).toBe('invalid-signature');
    expect(verify(signed(seconds), { dialect, body: '{', hasCorrelation })).toBe('invalid-signature');
    const { 'x-webhook-signature': signature } = signed(seconds);
    const timeless = { 'x-webhook-signature': signature };
    expect(verify(timeless, { dialect, hasCorrelation })).toBe('invalid-signature');
  });

  it('[CAL-2] is nothing to the other gateway, which documents none', () => {
    expect(verify(signed(seconds))).toBe('missing-signature');
  });
});

describe('any headers and any body', () => {
  it('[CAL-2] are judged without an exception, and never trusted', () => {
    const names = fc.constantFrom(
      'x-suno-signature',
      'x-suno-timestamp',
      'x-webhook-signature',
      'x-webhook-timestamp',
    );
    const headers = fc.dictionary(names, fc.oneof(fc.string(), fc.constant(String(seconds))));
    fc.assert(
      fc.property(headers, fc.uint8Array(), fc.boolean(), (given, body, hasCorrelation) => {
        for (const dialect of ['sunoapi', 'kie'] as const) {
          const trust = verifyCallback(dialect, secret, { headers: given, body, hasCorrelation, now });
          expect(trust).not.toBe('trusted');
        }
      }),
    );
  });
});
