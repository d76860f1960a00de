import type { FarReply } from '@impresario/provider-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountLook, failureOf, look, preparation, start } from './errors.ts';
import documented from './fixtures/errors.json' with { type: 'json' };

const now = new Date('2026-09-12T12:00:00Z');

function answered(status: number, body: unknown, headers: Record<string, string> = {}): FarReply {
  return { kind: 'json', status, headers, body };
}

const page = (status: number): FarReply => ({ kind: 'unreadable', status, headers: {}, why: 'not-json' });

describe('failureOf', () => {
  it.each(documented)('[PRO-5] reads $name', ({ status, message, kind, sideEffect, retryable }) => {
    const failure = failureOf(answered(status, { error: { message }, trace_id: 't' }), start, now);
    expect(failure).toMatchObject({ kind, sideEffect, retryable, phase: 'submit', upstream: { status } });
    expect(failure.message).not.toContain(message);
  });

  it('[PRO-5] lets another provider try what Mureka refuses to everybody, not what is wrong with the request', () => {
    const canFailOver = (status: number) => failureOf(answered(status, {}), start, now).canFailOver;
    expect([401, 403, 429, 503].map(canFailOver)).toEqual([true, true, true, true]);
    expect([400, 404, 413, 451, 500].map(canFailOver)).toEqual([false, false, false, false, false]);
  });

  it('[GEN-3] never lets a billable request be asked again after 500, a timeout or a page of a gateway', () => {
    for (const reply of [answered(500, {}), answered(502, {}), answered(408, {}), page(502), page(503)]) {
      expect(failureOf(reply, start, now)).toMatchObject({ sideEffect: 'unknown', retryable: false });
    }
  });

  it('[PRO-5] believes a refusal even without its JSON', () => {
    expect(failureOf(page(401), start, now)).toMatchObject({ kind: 'auth', sideEffect: 'none' });
    expect(failureOf(page(429), start, now)).toMatchObject({ kind: 'rate-limited', sideEffect: 'none' });
  });

  it('[GEN-8] takes an unknown task for a look that failed, to be made again', () => {
    const failure = failureOf(answered(404, { error: { message: 'not found' } }), look, now);
    expect(failure).toMatchObject({
      kind: 'task-lost',
      phase: 'poll',
      sideEffect: 'accepted',
      retryable: true,
    });
  });

  it('[PRO-5] knows that uploads and looks at the account begin nothing', () => {
    for (const kind of [preparation, accountLook]) {
      for (const reply of [answered(500, {}), page(502), answered(429, {})]) {
        expect(failureOf(reply, kind, now)).toMatchObject({ sideEffect: 'none', retryable: true });
      }
      expect(failureOf(answered(401, {}), kind, now)).toMatchObject({ kind: 'auth', retryable: false });
    }
  });

  it('[PRO-5] honours Retry-After, in seconds or as a date', () => {
    const afterMs = (header: string) =>
      failureOf(answered(429, {}, { 'retry-after': header }), start, now).retryAfterMs;
    expect(afterMs('7')).toBe(7000);
    expect(afterMs('Sat, 12 Sep 2026 12:00:30 GMT')).toBe(30_000);
    expect(afterMs('Sat, 12 Sep 2026 11:00:00 GMT')).toBe(0);
    expect(afterMs('soon')).toBeUndefined();
  });

  it('[PRO-6] never throws and never repeats what the reply says', () => {
    const replies = fc.record({ status: fc.integer({ min: 100, max: 599 }), body: fc.jsonValue() });
    fc.assert(
      fc.property(replies, fc.constantFrom(start, look, preparation), ({ status, body }, kind) => {
        const secret = { error: { message: 'violet lighthouse', more: body } };
        const failure = failureOf(answered(status, secret), kind, now);
        expect(JSON.stringify(failure)).not.toContain('lighthouse');
        failureOf(answered(status, body), kind, now);
        if (kind === start && failure.sideEffect !== 'none') {
          expect([failure.retryable, failure.canFailOver]).toEqual([false, false]);
        }
      }),
    );
  });
});
