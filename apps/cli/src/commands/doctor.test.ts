import { someCredits } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { fakeImpresario, sendJson, sendProblem } from '../testing/fake-impresario.ts';
import { impresario } from '../testing/run-impresario.ts';

type Routes = NonNullable<Parameters<typeof fakeImpresario>[0]['routes']>;

const healthy: Routes = {
  'GET /livez': (response) => sendJson(response, 200, { status: 'ok' }),
  'GET /readyz': (response) => sendJson(response, 200, { status: 'ok' }),
  'GET /metrics': (response) => response.end('# HELP x\nimpresario_a 1\nimpresario_b 2\nother 3\n'),
  'GET /v1/credits': (response) => sendJson(response, 200, someCredits()),
  'GET /v1/events': (response) =>
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': heartbeat\n\n'),
  'GET /v1/tracks': (response) => sendJson(response, 200, { data: [], hasMore: false, nextCursor: null }),
  'GET /v1/admin/doctor': (response) =>
    sendJson(response, 200, {
      findings: [
        {
          id: 'disk',
          title: 'Data directory',
          status: 'warning',
          detail: '3 GB are free',
          remedy: 'Make room.',
        },
      ],
    }),
};
const doctor = async (changes: Routes, ...options: string[]) => {
  await using server = await fakeImpresario({ routes: { ...healthy, ...changes } });
  return await impresario(['doctor', '--url', server.url, ...options]);
};

it('ends well when nothing has to be mended, and says what is to be looked at', async () => {
  const { code, stdout } = await doctor({});
  expect(stdout).toMatch(/✓ Server +answers in \d+ ms/);
  expect(stdout).toMatch(/✓ Live events +heard after/);
  expect(stdout).toMatch(/✓ Metrics +2 figures/);
  expect(stdout).toMatch(/! Data directory +3 GB are free\n +→ Make room\./);
  expect(stdout).toContain('✓ 7 well · 1 to look at\n');
  expect(code).toBe(0);
});

it('ends with 1 when something failed, each with its remedy', async () => {
  const [wrongClock, wrongToken, plainUser, json] = await Promise.all([
    doctor({
      'GET /livez': (response) =>
        response.writeHead(200, { date: new Date(0).toUTCString() }).end('{"status":"ok"}'),
    }),
    doctor({ 'GET /v1/credits': (response) => sendProblem(response, 401, 'unauthenticated', 'Who is it?') }),
    doctor({ 'GET /v1/admin/doctor': (response) => sendProblem(response, 403, 'forbidden', 'No.') }),
    doctor({ 'GET /metrics': (response) => sendProblem(response, 404, 'not_found', 'None.') }, '--json'),
  ]);
  expect(wrongClock.stdout).toMatch(/✗ Clock +\d+ s from the one here\n +→ Set both clocks/);
  expect(wrongClock.code).toBe(1);
  expect(wrongToken.stdout).toMatch(/✗ Token +Who is it\?\n +→ Give the right one/);
  expect(wrongToken.code).toBe(1);
  expect(plainUser.stdout).toMatch(/! Checks of the server +were not shown/);
  expect(plainUser.code).toBe(0);
  const { outside } = JSON.parse(json.stdout) as { outside: { id: string; status: string }[] };
  expect(outside.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual(['metrics']);
  expect(json.code).toBe(1);
});

it('ends with 3 when nobody answers', async () => {
  const { code, stdout } = await impresario(['doctor', '--url', 'http://127.0.0.1:9']);
  expect([code, stdout]).toEqual([3, expect.stringMatching(/✗ Server .*\n +→ Is it running/)]);
});
