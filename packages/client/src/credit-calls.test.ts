import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { json, problem, scriptedServer } from './testing/scripted-server.ts';

it('[CRE-4] reads a statement, or opens it as a file', async () => {
  const statement = { openingBalance: 1, closingBalance: 2, transactions: [] };
  await using server = await scriptedServer(
    json(200, statement),
    (response) => response.end('time,type\r\n'),
    problem(400, 'validation_failed'),
  );
  const { credits } = createClient({ baseUrl: server.url, token: 'secret' });
  expect(await credits.statement({ from: '2026-01-01', to: '2026-02-01' })).toEqual(statement);
  expect(await (await credits.exportStatement({ format: 'csv' })).text()).toBe('time,type\r\n');
  await expect(credits.exportStatement({ format: 'csv', from: 'x' })).rejects.toMatchObject({ status: 400 });
  expect(server.requests.map(({ url }) => url)).toEqual([
    '/v1/credits/statement?from=2026-01-01&to=2026-02-01&format=json',
    '/v1/credits/statement?format=csv',
    '/v1/credits/statement?format=csv&from=x',
  ]);
});
