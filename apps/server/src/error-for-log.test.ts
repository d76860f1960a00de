import { DatabaseError } from '@impresario/database';
import { expect, it } from 'vitest';
import { errorForLog } from './error-for-log.ts';

function thrown(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

it.each([
  ['a snippet of JSON', thrown(() => JSON.parse('canary of a prompt'))],
  ['an address', thrown(() => new URL('canary:// of a prompt'))],
  [
    'fields',
    Object.assign(new Error('it broke'), { detail: 'canary', parameters: ['canary'], input: 'canary' }),
  ],
  [
    'a row, as PostgreSQL tells of it',
    Object.assign(new Error('invalid input syntax for type uuid: "canary"'), {
      code: '22P02',
      severity: 'ERROR',
      table: 'tracks',
      where: 'canary',
    }),
  ],
  ['a value over several lines', new Error('it broke\nat canary')],
  ['an apostrophe', new Error("Can't read it's canary")],
  ['a cause', new Error('outside', { cause: new Error('inside "canary"') })],
  ['a list of errors', new AggregateError([new Error('canary')], 'all failed')],
  ['no error', 'canary'],
])('[SEC-4] keeps values out of the log that stand in %s', (_where, error) => {
  expect(JSON.stringify(errorForLog(error))).not.toContain('canary');
});

it('keeps what tells where it broke', () => {
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "x"'), {
    code: '23505',
    constraint: 'one_primary',
  });
  expect(errorForLog(new DatabaseError('disk_full', 'The disk “/data” is full.', { cause }))).toEqual({
    type: 'DatabaseError',
    code: 'disk_full',
    message: 'The disk “/data” is full.',
    stack: expect.stringMatching(/^ {4}at .*error-for-log\.test\.ts/) as string,
    cause: {
      type: 'Error',
      code: '23505',
      message: 'duplicate key value violates unique constraint …',
      constraint: 'one_primary',
      stack: expect.stringContaining('at ') as string,
    },
  });
});
