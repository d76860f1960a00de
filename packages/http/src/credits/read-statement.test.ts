import type { OpenStatement, Period } from '@impresario/engine';
import type { Transaction } from '@impresario/protocol';
import { aTransaction } from '@impresario/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, type TestHttp } from '../testing/open-test-http.ts';
import { onePage, scriptedEngine, TRACK_ID } from '../testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const transaction = (changes: Partial<Transaction> = {}) =>
  aTransaction({
    id: TRACK_ID,
    amount: -1.5,
    balanceAfter: 8.5,
    trackId: TRACK_ID,
    actor: 'user-1',
    createdAt: '2026-03-02T10:00:00.000Z',
    ...changes,
  });

const asked: Period[] = [];
const open = async (pages: () => AsyncIterable<readonly Transaction[]>) => {
  asked.length = 0;
  const openStatement = async (_caller: unknown, period: Period): Promise<OpenStatement> => {
    asked.push(period);
    const [from, to] = [period.from.toISOString(), period.to.toISOString()];
    return { from, to, openingBalance: 10, closingBalance: 8.5, pages: pages() };
  };
  http = await openTestHttp({ engine: scriptedEngine({ openStatement }) });
};
const statement = (query = '') => http.request(`/v1/credits/statement${query}`);

describe('GET /v1/credits/statement', () => {
  it('[CRE-4] is the current month as JSON, a file to keep, unless told', async () => {
    await open(() => onePage([transaction()]));
    const reply = await statement();
    expect(await reply.json()).toEqual({
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-04-01T00:00:00.000Z',
      openingBalance: 10,
      closingBalance: 8.5,
      transactions: [transaction()],
    });
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="impresario-statement-2026-03.json"',
      'cache-control': 'no-store',
    });
  });

  it('[CRE-4] is a table between two balances as CSV, its amounts numbers', async () => {
    await open(async function* () {
      yield [transaction(), transaction({ type: 'grant', amount: 2, operation: null, trackId: null })];
      yield [transaction({ reason: 'said "no",\nthen yes' })];
    });
    const reply = await statement('?format=csv');
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(reply.headers.get('content-disposition')).toContain('impresario-statement-2026-03.csv');
    const time = '2026-03-02T10:00:00.000Z';
    expect(await reply.text()).toBe(
      [
        'time,type,amount,balance,operation,trackId,reason,actor,id',
        '2026-03-01T00:00:00.000Z,opening balance,,10,,,,,',
        `${time},generation,-1.5,8.5,generate,${TRACK_ID},generate,user-1,${TRACK_ID}`,
        `${time},grant,2,8.5,,,generate,user-1,${TRACK_ID}`,
        `${time},generation,-1.5,8.5,generate,${TRACK_ID},"said ""no"",\nthen yes",user-1,${TRACK_ID}`,
        '2026-04-01T00:00:00.000Z,closing balance,,8.5,,,,,',
        '',
      ].join('\r\n'),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '＝1', '=HYPERLINK("http://x")'])(
    '[SEC-2] gives a spreadsheet no formula in %j',
    async (reason) => {
      await open(() => onePage([transaction({ reason, actor: reason })]));
      const cells = (await (await statement('?format=csv')).text()).split(',').slice(-13, -1);
      const plain = cells.map((cell) => cell.replace(/^"/, ''));
      expect(
        plain.filter((cell) => cell === `'${reason.replaceAll('"', '""')}` || cell.startsWith("'")).length,
      ).toBe(2);
      expect(plain.some((cell) => /^\s*[=+@＝]/.test(cell))).toBe(false);
    },
  );

  it.each([
    ['?from=2026-02-10', '2026-02-10T00:00:00.000Z', '2026-04-01T00:00:00.000Z', '2026-02-10-to-2026-04-01'],
    ['?to=2026-02-01', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-01'],
    [
      '?from=2026-02-01T01:00:00%2B01:00&to=2026-03-01',
      '2026-02-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
      '2026-02',
    ],
    [
      '?from=2025-01-01&to=2026-02-05',
      '2025-01-01T00:00:00.000Z',
      '2026-02-05T00:00:00.000Z',
      '2025-01-01-to-2026-02-05',
    ],
    [
      '?from=2026-03-01T12:30:00.5Z&to=2026-03-02',
      '2026-03-01T12:30:00.500Z',
      '2026-03-02T00:00:00.000Z',
      '2026-03-01T123000500Z-to-2026-03-02',
    ],
  ])('[CRE-4] %s is half-open and named by its ends', async (query, from, to, name) => {
    await open(() => onePage([]));
    const reply = await statement(query);
    expect(asked).toEqual([{ from: new Date(from), to: new Date(to) }]);
    expect(reply.headers.get('content-disposition')).toBe(
      `attachment; filename="impresario-statement-${name}.json"`,
    );
    expect(await reply.json()).toMatchObject({ transactions: [] });
  });

  it.each([
    ['?from=yesterday', '?from', 'must be a date as 2026-11-01'],
    ['?from=2026-02-31', '?from', 'must be a date'],
    ['?to=0000-01-01', '?to', 'must be of the years 2000 to 2999'],
    ['?from=2026-03-02&to=2026-03-02', '?from', 'must be before `to`'],
    ['?from=2025-01-01&to=2026-02-06', '?from', 'must be at most 400 days before `to`'],
    ['?format=xml', '?format', ''],
  ])('%s is a 400 that names the parameter', async (query, pointer, detail) => {
    await open(() => onePage([]));
    const reply = await statement(query);
    expect([reply.status, await reply.json()]).toMatchObject([
      400,
      { code: 'validation_failed', errors: [{ pointer }] },
    ]);
    expect(JSON.stringify(await (await statement(query)).json())).toContain(detail);
    expect(asked).toEqual([]);
  });

  it('reads no further page for a client that has left', async () => {
    let made = 0;
    const left = Promise.withResolvers<void>();
    await open(async function* () {
      try {
        for (;;) {
          made += 1;
          yield Array.from({ length: 1_000 }, () => transaction());
        }
      } finally {
        left.resolve();
      }
    });
    const reply = await statement('?format=csv');
    const reader = reply.body!.getReader();
    await reader.read();
    await reader.cancel();
    await left.promise;
    expect(made).toBeLessThan(200);
  });

  it('breaks off, without a closing balance, when the ledger cannot be read to its end', async () => {
    await open(async function* () {
      yield [transaction()];
      throw new Error('the database is gone');
    });
    await expect(statement('?format=csv').then((reply) => reply.text())).rejects.toThrow();
    expect(http.logged.filter(({ level }) => level === 'error')).toMatchObject([
      { message: 'a reply broke off', fields: { err: { message: 'the database is gone' } } },
    ]);
  });
});
