import { describe, expect, it } from 'vitest';
import type { FarReply } from './far-end.ts';
import { transportFailure } from './transport-failure.ts';

type Unusable = Parameters<typeof transportFailure>[0];
const unreadable = (status: number, headers: Record<string, string> = {}): Unusable => ({
  kind: 'unreadable',
  status,
  headers,
  why: 'not-json',
});
const lost: FarReply = { kind: 'unanswered', code: 'ECONNRESET', aborted: false };
const stopped: FarReply = { kind: 'unanswered', code: 'aborted', aborted: true };
const refused: FarReply = { kind: 'not-sent', code: 'ECONNREFUSED' };
const notBegun: FarReply = { kind: 'not-sent', code: 'aborted' };

describe('[PRO-5] a submit that brought no JSON', () => {
  it.each([
    ['not sent', refused, 'network', 'none', true],
    ['stopped before', notBegun, 'aborted', 'none', false],
    ['lost on the way', lost, 'network', 'unknown', false],
    ['stopped on the way', stopped, 'aborted', 'unknown', false],
    ['a page with 200', unreadable(200), 'bad-response', 'unknown', false],
    ['a page with 502', unreadable(502), 'bad-response', 'unknown', false],
    ['a page with 408', unreadable(408), 'bad-response', 'unknown', false],
    ['a redirect as of a form', unreadable(302), 'bad-response', 'unknown', false],
    ['a redirect of the whole request', unreadable(308), 'bad-response', 'none', true],
    ['a page with 403', unreadable(403), 'bad-response', 'none', true],
    ['a page with 429', unreadable(429), 'rate-limited', 'none', true],
  ] as const)('%s', (_name, reply, kind, sideEffect, retryable) => {
    const failure = transportFailure(reply, 'submit');
    expect(failure).toMatchObject({ kind, phase: 'submit', sideEffect, retryable });
    expect(failure.canFailOver).toBe(sideEffect === 'none');
  });

  it('waits as long as it is told to', () => {
    const wait = (value: string) => transportFailure(unreadable(429, { 'retry-after': value }), 'submit');
    expect(wait('7').retryAfterMs).toBe(7000);
    expect(wait('Wed, 21 Oct 2026 07:28:00 GMT')).not.toHaveProperty('retryAfterMs');
  });
});

describe('[PRO-5] a look that brought no JSON', () => {
  it.each([refused, lost, unreadable(200), unreadable(502), unreadable(404), unreadable(429)])(
    'started nothing and may be repeated: %j',
    (reply) => {
      const failure = transportFailure(reply, 'poll');
      expect(failure).toMatchObject({ sideEffect: 'accepted', retryable: true, canFailOver: false });
    },
  );
});
