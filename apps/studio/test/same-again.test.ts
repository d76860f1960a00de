import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { formOf } from './brief-form.ts';
import { localProvider, newAsset, newTrack, newVersion } from './scripted-data.ts';
import { sunoProvider } from './scripted-providers.ts';
import { useStage } from './studio-stage.ts';

const stage = useStage();

const { openForm, create } = formOf(stage);

it('has room for the tracks beside the brief on a small laptop, in the longer language as well', async () => {
  const stems = ['Vocals', 'Drums', 'Bass', 'Strings'].map((name) => ({
    name,
    audio: newAsset('12-5.wav', 'audio/wav', 9_000),
  }));
  const versions = [{ ...newVersion(0, 12, 1), stems }, newVersion(1, 12, 2)];
  const title = 'A title that is long enough for two lines of a card';
  stage.engine.tracks.push(
    newTrack({ status: 'completed', title, prompt: 'A harbour at dawn', versions }),
    newTrack({ status: 'processing', stage: 'Asking the provider', progress: 0.4, prompt: 'A polka' }),
    newTrack({
      status: 'failed',
      prompt: 'A hymn',
      error: { code: 'PROVIDER_ERROR', message: '', retryable: true },
    }),
  );
  stage.engine.mode.providers = [localProvider, sunoProvider];
  const page = await stage.open({ viewport: { width: 1024, height: 768 }, locale: 'ru-RU' });
  const heading = page.getByRole('link', { name: title });
  await heading.waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
  // Not a letter or two a line: it has most of its card.
  expect((await heading.boundingBox())!.width).toBeGreaterThan(200);
  await page.getByText('4 дорожки').click();
  await page
    .getByRole('button', { name: /^Слушать: / })
    .first()
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
});

it('[PRO-7] offers to keep the seed of the track that a brief came from, and sends it only then', async () => {
  const song = newTrack({
    status: 'completed',
    title: 'Harbour',
    prompt: 'A harbour at dawn',
    seed: 0,
    versions: [newVersion(0, 93, 1)],
  });
  const plain = newTrack({ ...song, id: newTrack({}).id, title: 'Quay', seed: null });
  const extended = newTrack({ ...song, id: newTrack({}).id, title: 'Pier', operation: 'extend' });
  const older = newTrack({ ...song, id: newTrack({}).id, title: 'Dock', model: 'house-0' });
  stage.engine.tracks.push(song, plain, extended, older);
  const page = await openForm({ viewport: { width: 390, height: 844 } });
  const use = (title: string) =>
    page.getByRole('article', { name: title }).getByRole('button', { name: 'Use this brief again' }).click();
  const offer = page.getByRole('switch', { name: 'Keep its seed 0' });
  for (const title of ['Quay', 'Pier', 'Dock']) {
    await use(title);
    await page.getByText(`The brief of “${title}” is in the form.`).waitFor();
    expect(await offer.count()).toBe(0);
  }
  await use('Harbour');
  expect(await offer.isChecked()).toBe(false);
  expect(await page.getByLabel(/^Seed/).inputValue()).toBe('');
  await offer.check();
  expect(await page.getByLabel(/^Seed/).inputValue()).toBe('0');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await axeViolations(page)).toEqual([]);
  // At the length it has, which a rounded one would make another song of.
  expect(await create(page)).toMatchObject({ title: 'Harbour', seed: 0, durationSeconds: 93 });
  await use('Harbour');
  await offer.check();
  await offer.uncheck();
  const without = await create(page);
  expect(without).toMatchObject({ title: 'Harbour', durationSeconds: 95 });
  expect(without).not.toHaveProperty('seed');
});
