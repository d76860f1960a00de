import type { FarReply } from '@impresario/provider-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountLook, failureOf, look, preparation, start } from './errors.ts';
import documented from './fixtures/errors.json' with { type: 'json' };

function answered(status: number, body: unknown, headers: Record<string, string> = {}): FarReply {
  return { kind: 'json', status, headers, body };
}

const page = (status: number): FarReply => ({ kind: 'unreadable', status, headers: {}, why: 'not-json' });

describe('failureOf', () => {
  it.each(documented)('[PRO-5] reads $name', ({ status, message, kind, sideEffect, retryable }) => {
    const failure = failureOf(answered(status, { error: { message }, trace_id: 't' }), start);
    expect(failure).toMatchObject({ kind, sideEffect, retryable, phase: 'submit', upstream: { status } });
    expect(failure.message).not.toContain(message);
  });

  it('[PRO-5] lets another provider try what Mureka refuses to everybody, not what is wrong with the request', () => {
    const canFailOver = (status: number) => failureOf(answered(status, {}), start).canFailOver;
    expect([401, 403, 429, 503].map(canFailOver)).toEqual([true, true, true, true]);
    expect([400, 404, 413, 451, 500].map(canFailOver)).toEqual([false, false, false, false, false]);
  });

  it('[GEN-3] never lets a billable request be asked again after 500, a timeout or a page of a gateway', () => {
    for (const reply of [answered(500, {}), answered(502, {}), answered(408, {}), page(502), page(503)]) {
      expect(failureOf(reply, start)).toMatchObject({ sideEffect: 'unknown', retryable: false });
    }
  });

  it('[PRO-5] believes a refusal even without its JSON', () => {
    expect(failureOf(page(401), start)).toMatchObject({ kind: 'auth', sideEffect: 'none' });
    expect(failureOf(page(429), start)).toMatchObject({ kind: 'rate-limited', sideEffect: 'none' });
  });

  it('[GEN-8] takes an unknown task for a look that failed, to be made again', () => {
    const failure = failureOf(answered(404, { error: { message: 'not found' } }), look);
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
        expect(failureOf(reply, kind)).toMatchObject({ sideEffect: 'none', retryable: true });
      }
      expect(failureOf(answered(401, {}), kind)).toMatchObject({ kind: 'auth', retryable: false });
    }
  });

  it('[PRO-5] honours Retry-After, in seconds or as a date', () => {
    const date = 'Sat, 12 Sep 2026 12:00:00 GMT';
    const afterMs = (header: string) =>
      failureOf(answered(429, {}, { date, 'retry-after': header }), start).retryAfterMs;
    expect(afterMs('7')).toBe(7000);
    expect(afterMs('Sat, 12 Sep 2026 12:00:30 GMT')).toBe(30_000);
    expect(afterMs('soon')).toBeUndefined();
    // All tracks would wait as long.
    expect(afterMs('99999999999')).toBeUndefined();
  });

  it('[PRO-5] keeps the trace id, for which the support of Mureka asks', () => {
    const failure = failureOf(answered(500, { error: { message: 'm' }, trace_id: '0aa1' }), start);
    expect(failure.upstream).toEqual({ status: 500, traceId: '0aa1' });
  });

  it('[PRO-6] never throws and never repeats what the reply says', () => {
    const replies = fc.record({ status: fc.integer({ min: 100, max: 599 }), body: fc.jsonValue() });
    fc.assert(
      fc.property(replies, fc.constantFrom(start, look, preparation), ({ status, body }, kind) => {
        const secret = { error: { message: 'violet lighthouse', more: body } };
        const failure = failureOf(answered(status, secret), kind);
        expect(JSON.stringify(failure)).not.toContain('lighthouse');
        failureOf(answered(status, body), kind);
        if (kind === start && failure.sideEffect !== 'none') {
          expect([failure.retryable, failure.canFailOver]).toEqual([false, false]);
        }
      }),
    );
  });
});
