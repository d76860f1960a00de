import type { Page as ListPage, Track } from '@impresario/protocol';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ask } from '../src/testing.ts';
import { takePicture, useFlowStage } from './flow-stage.ts';
import { makeTrack } from './make-track.ts';
import { pressTabTo } from './press-tab.ts';

const stage = useFlowStage();
const aWhile = { timeout: 60_000 };

const dock = (page: Page) => page.getByRole('region', { name: 'Player' });

/** Looked for within the page, for it is passed in a moment. */
async function isHeardFrom(page: Page, seconds: number): Promise<void> {
  await page.waitForFunction(
    (at) => Number(document.querySelector<HTMLInputElement>('input[aria-label="Position"]')?.value) >= at,
    Math.floor(seconds),
  );
}

/** Goes to what is called so, and presses it. */
async function press(page: Page, name: string | RegExp, key = 'Enter'): Promise<void> {
  await pressTabTo(page, name);
  await page.keyboard.press(key);
}

it('goes by keyboard alone from the library through all that a track’s page offers, and back', async () => {
  const song = await makeTrack(stage.house.server, {
    provider: 'local',
    prompt: 'Warm lo-fi with drums',
    title: 'Night tram',
    durationSeconds: 16,
    seed: 7,
    lyrics: '[Verse]\nRain on the road tonight\n[Chorus]\nStay with the light',
  });
  const chorus = song.versions[1]?.sections.at(-1);
  if (chorus?.kind !== 'chorus') throw new Error('the song has no chorus at its end');
  const page = await stage.openPage({ path: '/library' });
  await press(page, 'Night tram');
  await page.getByRole('heading', { level: 1, name: 'Night tram' }).and(page.locator(':focus')).waitFor();

  // Listening: a version, the other one at the same place, a section.
  await press(page, 'Play version 1');
  await dock(page).getByText('Version 1 of 2').waitFor();
  await page.keyboard.press('2');
  await dock(page).getByText('Version 2 of 2').waitFor();
  await press(page, /^Chorus|^Hook/);
  await isHeardFrom(page, chorus.startSeconds);
  await takePicture(page, 'keys-section');

  // Mixing: the stems are asked for, the desk opened, one of them heard alone, and all as recorded again.
  await press(page, /^Every instrument/);
  await page.getByRole('button', { name: 'Open the mixer' }).waitFor(aWhile);
  await press(page, 'Open the mixer');
  await page.getByRole('button', { name: 'Close the mixer' }).waitFor(aWhile);
  await press(page, 'Only Drums', 'Space');
  await page
    .locator('[aria-pressed="true"]')
    .and(page.getByRole('button', { name: 'Only Drums' }))
    .waitFor();
  await dock(page)
    .getByText(/mixed from \d stems/)
    .waitFor();
  await takePicture(page, 'keys-mixer');
  await page.keyboard.press('0');
  await page
    .locator('[aria-pressed="false"]')
    .and(page.getByRole('button', { name: 'Only Drums' }))
    .waitFor();
  await press(page, 'Close the mixer');

  // Extending: the point is moved to where the chorus begins, and the form is sent from a field of it.
  await press(page, /^Extend from a point/);
  await pressTabTo(page, 'Where the extension begins');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await takePicture(page, 'keys-extend');
  await press(page, /^Extend from here/);
  await page.getByRole('dialog').waitFor();
  await pressTabTo(page, /^What shall happen/);
  await page.keyboard.type('The tram arrives');
  await press(page, 'Extend');
  await press(page, 'Watch it come');
  await page.getByText('Extended from').waitFor();
  const { text } = await ask(stage.house.server, 'GET', `/v1/tracks?sourceTrackId=${song.id}`);
  expect((JSON.parse(text) as ListPage<Track>).data).toMatchObject([
    { operation: 'extend', sourceTrackId: song.id, prompt: 'The tram arrives' },
  ]);
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('heading', { level: 1, name: 'Night tram' }).and(page.locator(':focus')).waitFor();
});
