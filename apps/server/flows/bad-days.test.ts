import { expect, it } from 'vitest';
import { ask } from '../src/testing.ts';
import { useFlowStage } from './flow-stage.ts';
import { creditsLeft } from './make-track.ts';

// A look at once, and then every few moments: a flow does not wait for the patience of production.
const stage = useFlowStage({ POLL_INITIAL_INTERVAL_MS: '200', POLL_MAX_INTERVAL_MS: '500' });

const prompt = 'What shall we play?';

it('a server killed while a track runs loses nothing, charges once, and the page goes on by itself', async () => {
  const page = await stage.openPage();
  await page.getByLabel(prompt).fill('A march through deep snow sim:slow=2s');
  const before = await creditsLeft(stage.house.server);
  await page.getByRole('button', { name: /^Create/ }).click();
  // Killed in the middle of the request, nobody would know whether the song is being made; that is another bad day.
  const newest = async () => (await ask(stage.house.server, 'GET', '/v1/tracks?limit=1')).text;
  await expect.poll(newest).toContain('"status":"processing"');
  await stage.kill();
  await page.getByText('The engine is not answering.').first().waitFor();
  await page.getByLabel(prompt).fill('What I typed meanwhile');
  await stage.comeBack();
  await page.getByText('The engine is back.').waitFor();
  await page.getByRole('button', { name: 'Play version 2' }).waitFor();
  expect(await page.getByRole('article').count()).toBe(1);
  expect(await page.getByLabel(prompt).inputValue()).toBe('What I typed meanwhile');
  expect(await creditsLeft(stage.house.server)).toBe(before - 1);
});

it('a network that was gone for a while is told of, and what happened meanwhile appears', async () => {
  const page = await stage.openPage();
  await page.getByRole('article').first().waitFor();
  await page.context().setOffline(true);
  await page.getByText('The engine is not answering.').first().waitFor();
  const body = { prompt: 'Made while nobody looked' };
  await ask(stage.house.server, 'POST', '/v1/tracks', body, { prefer: 'wait=30' });
  await page.context().setOffline(false);
  await page.getByText('The engine is back.').waitFor();
  await page.getByText('Made while nobody looked').first().waitFor();
});

it('two tabs show the same, and one wish in one of them is one track in both', async () => {
  const first = await stage.openPage();
  const second = await first.context().newPage();
  await second.goto(stage.house.server.url);
  await first.getByRole('article').first().waitFor();
  await second.getByRole('article').first().waitFor();
  const known = await second.getByRole('article').count();
  await first.getByLabel(prompt).fill('A duet of two tabs');
  await first.getByRole('button', { name: /^Create/ }).dblclick();
  for (const tab of [first, second]) {
    await expect.poll(() => tab.getByRole('article').count()).toBe(known + 1);
    await tab.getByRole('article').first().getByRole('button', { name: 'Play version 2' }).waitFor();
  }
});
