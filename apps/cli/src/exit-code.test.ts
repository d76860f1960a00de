import { ImpresarioError, type ImpresarioErrorCode } from '@impresario/client';
import { expect, it } from 'vitest';
import { exitCodeOf, UsageError } from './exit-code.ts';

it.each([
  ['unreachable', undefined, 3],
  ['network', undefined, 3],
  ['network', 404, 3],
  ['insufficient_credits', 402, 4],
  ['forbidden', 403, 4],
  ['rate_limit_exceeded', 429, 4],
  ['daily_limit_exceeded', 429, 4],
  ['validation_failed', 400, 2],
  ['not_found', 404, 1],
  ['unauthenticated', 401, 1],
  ['provider_unavailable', 503, 1],
] as const)('ends %s (%s) with %i', (code: ImpresarioErrorCode, status, expected) => {
  expect(exitCodeOf(new ImpresarioError({ code, detail: '', ...(status && { status }) }))).toBe(expected);
});

it('ends a mistyped command with 2 and whatever else with 1', () => {
  expect(exitCodeOf(new UsageError('no'))).toBe(2);
  expect(exitCodeOf(new Error('disk full'))).toBe(1);
});
