import { expect, it } from 'vitest';
import { dragWave, openTrack, position } from './open-track.ts';
import { newSong } from './scripted-song.ts';
import { useStage } from './studio-stage.ts';

const stage = useStage();

it('replaces what is dragged over, with the words that are sung there', async () => {
  const song = newSong();
  const page = await openTrack(stage, [song]);
  await page.getByRole('list', { name: 'Lyrics in time' }).waitFor();
  await dragWave(page, 17, 31);
  await page.getByText('Replace this').click();
  const dialog = page.getByRole('dialog', { name: 'Replace a section' });
  expect(await dialog.getByLabel('Lyrics').inputValue()).toBe('The nets are on the floor\nCarry me over');
  await dialog.getByText('0.5 credits').waitFor();
  await dialog.getByLabel('Lyrics').fill('The boats are far from shore');
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await page
    .getByText('Harbour is on its way.')
    .or(page.getByRole('link', { name: 'Watch it come' }))
    .first()
    .waitFor();
  const { operation, body } = stage.engine.asked[0] ?? {};
  expect(operation).toBe('replace-section');
  expect(body).toEqual({
    versionId: song.versions[0]?.id,
    startSeconds: expect.closeTo(17, 0) as number,
    endSeconds: expect.closeTo(31, 0) as number,
    lyrics: 'The boats are far from shore',
  });
  await page.getByRole('link', { name: 'Watch it come' }).click();
  await page.getByText('Mended from').waitFor();
});

it('says while dragging what the provider does not take, and fits it', async () => {
  const page = await openTrack(stage, [newSong()]);
  await dragWave(page, 20, 24);
  await page.getByText('At least 10 s are needed to replace it.').first().waitFor();
  const replace = page.getByRole('button', { name: /^Replace this/ });
  expect(await replace.getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('button', { name: 'Make it fit' }).click();
  await page.getByText(/– 0:\d\d\.\d 10 s$/).waitFor();
  expect(await replace.getAttribute('aria-disabled')).toBeNull();
  await dragWave(page, 5, 50);
  await page.getByText('At most 30 s of this song can be replaced at once.').first().waitFor();
  await page.getByRole('button', { name: 'Take the mark away' }).click();
  await page.getByText('Drag to mark a stretch').waitFor();
});

it('marks, moves and replaces by keyboard alone, with Shift from line to line', async () => {
  const song = newSong();
  const page = await openTrack(stage, [song]);
  await page.getByRole('list', { name: 'Lyrics in time' }).waitFor();
  await page.getByRole('button', { name: /^Replace a section/ }).press('Enter');
  const from = page.getByRole('slider', { name: 'Beginning of the marked stretch' });
  const to = page.getByRole('slider', { name: 'End of the marked stretch' });
  await to.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  expect(await to.getAttribute('aria-valuenow')).toBe('30');
  await page.keyboard.press('ArrowLeft');
  expect(await to.getAttribute('aria-valuenow')).toBe('29.5');
  await from.focus();
  for (const stop of ['10', '18']) {
    await page.keyboard.press('Shift+ArrowRight');
    expect(await from.getAttribute('aria-valuenow')).toBe(stop);
  }
  await page.getByRole('button', { name: /^Replace this/ }).press('Enter');
  await page.getByLabel('Lyrics', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await to.focus();
  await page.keyboard.press('Escape');
  expect(await to.count()).toBe(0);
});

it('extends from the marked point', async () => {
  const song = newSong();
  const page = await openTrack(stage, [song]);
  await page.getByRole('button', { name: 'Chorus, from 0:30' }).click();
  await expect.poll(() => position(page)).toBeGreaterThanOrEqual(30);
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  await page.getByRole('button', { name: /^Extend from a point/ }).click();
  const point = page.getByRole('slider', { name: 'Where the extension begins' });
  await point.focus();
  await page.keyboard.press('Shift+ArrowRight');
  expect(await point.getAttribute('aria-valuenow')).toBe('48');
  await page.getByRole('button', { name: /^Extend from here/ }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('Goes on at').inputValue()).toBe('48');
  await dialog.getByRole('button', { name: 'Extend' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(stage.engine.asked[0]?.body).toEqual({ versionId: song.versions[0]?.id, continueAtSeconds: 48 });
});

it('[PRO-3] says why something cannot be had, and asks for nothing then', async () => {
  const page = await openTrack(stage, [newSong({ provider: 'local', model: 'house-1' })]);
  const replace = page.getByRole('button', { name: /^Replace a section/ });
  await expect.poll(() => replace.getAttribute('title')).toBe('The house composer cannot do this.');
  await replace.press('Enter');
  expect(await page.getByRole('slider', { name: /stretch/ }).count()).toBe(0);
  expect(await page.getByText('Take the song apart').count()).toBe(1);
});

it('loops a stretch, and lights up the line that is sung', async () => {
  const page = await openTrack(stage, [newSong()]);
  await page.getByRole('list', { name: 'Lyrics in time' }).waitFor();
  await dragWave(page, 18, 19);
  await page.getByRole('button', { name: 'Loop' }).click();
  await expect.poll(() => position(page)).toBeGreaterThanOrEqual(17.5);
  const seen: number[] = [];
  await expect
    .poll(
      async () => {
        seen.push(await position(page));
        return seen.some((at, index) => index > 0 && at < (seen[index - 1] ?? 0));
      },
      { timeout: 6_000 },
    )
    .toBe(true);
  expect(Math.max(...seen)).toBeLessThan(20);
  await page.locator('[data-now]', { hasText: 'The nets are' }).waitFor();
  await page.getByRole('button', { name: 'Loop', pressed: true }).click();
  await expect.poll(() => position(page), { timeout: 6_000 }).toBeGreaterThan(20);
});
