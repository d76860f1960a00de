import { describe, expect, it } from 'vitest';
import { readAnswer } from './envelope.ts';

const page = (status: number, headers: Record<string, string>) =>
  readAnswer('kie', { kind: 'unreadable', status, headers, why: 'not-json' }, 'submit');

describe('a page in place of the envelope', () => {
  it('[PRO-5] may say how long to wait; otherwise it is a whole window of the gateway', () => {
    expect(page(429, {})).toMatchObject({ failure: { kind: 'rate-limited', retryAfterMs: 10_000 } });
    expect(page(429, { 'retry-after': '30' })).toMatchObject({ failure: { retryAfterMs: 30_000 } });
    expect(page(429, { 'retry-after': '9999999' })).toMatchObject({ failure: { retryAfterMs: 10_000 } });
    expect(page(401, { 'retry-after': '30' })).not.toHaveProperty('failure.retryAfterMs');
  });
});
