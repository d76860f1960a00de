import { once } from 'node:events';
import { expect, it } from 'vitest';
import { startImpresario } from '../testing/run-impresario.ts';

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
