import { expect, it } from 'vitest';
import { localProvider, newTrack } from './scripted-data.ts';
import { sunoProvider } from './scripted-providers.ts';
import { promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();

it('cancels a track that waits in the queue', async () => {
  const page = await stage.open();
  await page.getByLabel(promptLabel).fill('A waltz [queue]');
  await page.keyboard.press('Control+Enter');
  await page.getByText('3rd in the queue').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled.', { exact: true }).waitFor();
  await page.getByText('1 credit came back to you.').waitFor();
});

it('[GEN-10] says before a cancel what will not come back of a song that whoever bills it has begun', async () => {
  stage.engine.mode.providers = [localProvider, sunoProvider];
  stage.engine.tracks.push(
    newTrack({
      status: 'processing',
      stage: 'Being made',
      provider: 'suno',
      prompt: 'A dirge',
      progress: 0.2,
    }),
  );
  const page = await stage.open();
  const isOver = () => stage.engine.tracks[0]?.status === 'cancelled';
  await page.getByText('1,000 left').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  const question = page.getByRole('dialog', { name: 'Cancel “A dirge”?' });
  await question
    .getByText('Suno has begun and bills what it has begun: 1 credit will not come back.')
    .waitFor();
  await question.getByRole('button', { name: 'Keep it' }).click();
  await question.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Library' }).click();
  await page.getByRole('button', { name: 'More for A dirge' }).click();
  await page.getByRole('menuitem', { name: 'Cancel it' }).click();
  await question.waitFor();
  expect(isOver()).toBe(false);
  await question.getByRole('button', { name: 'Cancel it' }).click();
  await expect.poll(isOver).toBe(true);
});
