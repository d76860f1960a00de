import { once } from 'node:events';
import { expect, it } from 'vitest';
import { impresario, startImpresario } from '../testing/run-impresario.ts';

it('runs a simulated provider until Ctrl-C, says how to use it, and shows each request', async () => {
  const args = ['simulate', 'suno', '--port', '0', '--key', 'k-1', '--dialect', 'kie', '--json'];
  const running = startImpresario(args);
  const [chunk] = (await once(running.child.stdout, 'data')) as [Buffer];
  const { url, env } = JSON.parse(chunk.toString()) as { url: string; env: Record<string, string> };
  expect(env).toEqual({ SUNO_API_URL: url, SUNO_API_KEY: 'k-1', SUNO_DIALECT: 'kie' });
  const headers = { authorization: 'Bearer k-1' };
  await fetch(`${url}/api/v1/generate/record-info?taskId=none`, { headers });
  await running.says('/api/v1/generate/record-info');
  running.child.kill('SIGINT');
  expect(await running.result()).toMatchObject({ code: 0 });
});

it('runs Mureka with the places and the region asked for, and says for whom these are', async () => {
  const running = startImpresario(
    'simulate mureka --port 0 --speed realistic --concurrency 1 --region cn --json'.split(' '),
  );
  const [chunk] = (await once(running.child.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(chunk.toString()) as { url: string };
  const order = () =>
    fetch(`${url}/v1/song/generate`, {
      method: 'POST',
      headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
      body: JSON.stringify({ lyrics: 'La', model: 'auto' }),
    });
  expect([(await order()).status, (await order()).status]).toEqual([200, 429]);
  expect(await (await fetch(`${url}/_simulator`)).text()).toContain('region cn');
  running.child.kill('SIGINT');
  expect(await running.result()).toMatchObject({ code: 0 });
  for (const [words, complaint] of [
    ['suno --concurrency 2', '--concurrency is for mureka and minimax'],
    ['minimax --region cn', '--region is for mureka alone.'],
    ['mureka --region eu', 'global, cn'],
  ] as const) {
    const refused = await impresario(['simulate', ...words.split(' ')]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(complaint)]);
  }
});
