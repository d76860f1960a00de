import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { trackId } from '@impresario/protocol/testing';
import { afterAll, expect, it } from 'vitest';
import { problem } from '../src/testing/far-end.ts';
import { usePageStage } from './page-stage.ts';
import { publishBesideExample, typeFaults } from './publish.ts';

let folder = '';
// It is given the packages as they are published, as any application gets them.
const stage = usePageStage(async () => (folder = await publishBesideExample()));
afterAll(() => rm(folder, { recursive: true, force: true }));

it('is forty lines at most', () => {
  const text = readFileSync(new URL('../example/app.tsx', import.meta.url), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
});

it('has the types it needs from the published packages alone', async () => {
  expect(await typeFaults(folder)).toBe('');
  const published = join(folder, 'node_modules/@impresario/react');
  expect(await readFile(join(published, 'index.js'), 'utf8')).toMatch(/^'use client';/);
  expect(JSON.parse(await readFile(join(published, 'package.json'), 'utf8'))).toMatchObject({
    dependencies: { '@impresario/client': expect.stringMatching(/^\d/) },
    peerDependencies: { react: '>=18', '@tanstack/react-query': expect.stringMatching(/^\^5/) },
  });
});

it('goes from a prompt over its progress to a song that can be played', async () => {
  const page = await stage.open();
  await page.getByLabel('Prompt').fill('Slow piano, distant thunder');
  await page.getByLabel('Prompt').press('Enter');
  await page.getByRole('progressbar').waitFor();
  expect(await page.getByRole('button', { name: 'Generate' }).isDisabled()).toBe(true);
  stage.farEnd.change(trackId(1), { status: 'processing', progress: 0.4, stage: 'Playing it' });
  await page.getByText('Playing it').waitFor();
  expect(await page.getByRole('progressbar').getAttribute('value')).toBe('0.4');
  stage.farEnd.finish(trackId(1));
  const audio = page.locator('audio');
  await audio.waitFor();
  const seconds = await audio.evaluate(async (element: HTMLAudioElement) => {
    element.muted = true;
    await element.play();
    return element.duration;
  });
  expect(seconds).toBeCloseTo(1, 1);
  expect(stage.farEnd.orders.map(({ body }) => body)).toEqual([{ prompt: 'Slow piano, distant thunder' }]);
});

it('can be cancelled, and says what went wrong', async () => {
  const page = await stage.open();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => stage.farEnd.tracks[0]?.status).toBe('cancelled');
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  stage.farEnd.refused.set('POST /v1/tracks', problem(429, 'daily_limit_exceeded'));
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('alert').getByText('Today’s tracks are used up.').waitFor();
});
