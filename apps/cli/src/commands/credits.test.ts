import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fakeImpresario, sendProblem } from '../testing/fake-impresario.ts';
import { impresario, temporaryFolder } from '../testing/run-impresario.ts';

const csv = 'time,type\r\n2026-03-01T00:00:00.000Z,opening balance\r\n';

it('[CRE-4] exports a statement to a file, whole or not at all', async () => {
  let broken = false;
  await using server = await fakeImpresario({
    routes: {
      'GET /v1/credits/statement': (response) => {
        response.writeHead(200, { 'content-type': 'text/csv' }).write(csv);
        if (broken) response.destroy();
        else response.end();
      },
    },
  });
  await using folder = await temporaryFolder();
  const options = { cwd: folder.path, env: { IMPRESARIO_URL: server.url } };
  const args = ['credits', 'statement', '--from', '2026-03-01', '--to', '2026-04-01', '--out', 'march.csv'];
  expect(await impresario(args, options)).toMatchObject({ code: 0, stdout: '', stderr: 'Saved march.csv\n' });
  expect(await readFile(path.join(folder.path, 'march.csv'), 'utf8')).toBe(csv);
  expect(server.requests[0]?.path).toBe('/v1/credits/statement?format=csv&from=2026-03-01&to=2026-04-01');

  broken = true;
  const cut = await impresario(['credits', 'statement', '--out', 'april.csv'], options);
  expect(cut.code).not.toBe(0);
  expect(await readdir(folder.path)).toEqual(['march.csv']);
});

it('[CRE-4] prints a statement, and says what is wrong with a wish', async () => {
  await using server = await fakeImpresario({
    routes: {
      'GET /v1/credits/statement': (response, { path: asked }) =>
        asked.includes('from=x')
          ? sendProblem(response, 400, 'validation_failed', 'The query is not valid.')
          : response.end(asked.includes('json') ? '{}\n' : csv),
    },
  });
  const env = { IMPRESARIO_URL: server.url };
  const [asCsv, asJson, refused, unknown, odd] = await Promise.all([
    impresario(['credits', 'statement'], { env }),
    impresario(['credits', 'statement', '--json'], { env }),
    impresario(['credits', 'statement', '--from', 'x'], { env }),
    impresario(['credits', 'statement', '--format', 'xml'], { env }),
    impresario(['credits', 'balance'], { env }),
  ]);
  expect(asCsv).toMatchObject({ code: 0, stdout: csv });
  expect(asJson).toMatchObject({ code: 0, stdout: '{}\n' });
  expect(refused).toMatchObject({ code: 2, stderr: '✗ The query is not valid.\n' });
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('csv or json') as string });
  expect(odd).toMatchObject({ code: 2, stderr: expect.stringContaining('credits statement') as string });
});
