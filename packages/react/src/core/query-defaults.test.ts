import { expect, it } from 'vitest';
import { ImpresarioError } from '@impresario/client';
import { queryDefaults, retryDelay, shouldRetry } from './query-defaults.ts';

const failure = (fields: { retryable: boolean; retryAfter?: number }) =>
  new ImpresarioError({ code: 'service_unavailable', detail: 'Not now.', ...fields });

it('keeps answers fresh for five minutes and unwatched for ten', () => {
  expect(queryDefaults).toMatchObject({ staleTime: 300_000, gcTime: 600_000 });
});

it('asks again three times, and never after a refusal or a fault of our own', () => {
  const passing = failure({ retryable: true });
  expect([0, 1, 2, 3].map((count) => shouldRetry(count, passing))).toEqual([true, true, true, false]);
  expect(shouldRetry(0, failure({ retryable: false }))).toBe(false);
  expect(shouldRetry(0, new TypeError('ours'))).toBe(false);
});

it('waits a second, doubled each time up to thirty, or as long as the server asks within them', () => {
  const passing = failure({ retryable: true });
  expect([0, 1, 2, 9].map((count) => retryDelay(count, passing))).toEqual([1_000, 2_000, 4_000, 30_000]);
  expect(retryDelay(0, failure({ retryable: true, retryAfter: 7 }))).toBe(7_000);
  expect(retryDelay(0, failure({ retryable: true, retryAfter: 600 }))).toBe(30_000);
});
