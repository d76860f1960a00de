import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { localProvider } from './scripted-data.ts';
import { blockedProvider, sunoProvider } from './scripted-providers.ts';
import { chooseCustom, promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();

async function openWith(...providers: (typeof sunoProvider)[]): Promise<Page> {
  stage.engine.mode.providers = providers;
  stage.engine.mode.beatMs = 30;
  const page = await stage.open({ reducedMotion: 'reduce' });
  await page.getByText('The stage is yours.').waitFor();
  await chooseCustom(page);
  return page;
}

async function create(page: Page): Promise<Record<string, unknown> | undefined> {
  const before = stage.engine.orders.length;
  await page.getByLabel(promptLabel).focus();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => stage.engine.orders.length).toBe(before + 1);
  return stage.engine.orders.at(-1)?.body;
}

it('[PRO-3] offers what the chosen model can do and nothing else', async () => {
  const page = await openWith(localProvider, sunoProvider);
  for (const name of ['Reference', 'Manner']) {
    expect(await page.getByRole('button', { name: new RegExp(`^${name}`) }).count()).toBe(0);
  }
  expect(await page.getByRole('group', { name: 'Voice' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Boost' }).count()).toBe(0);
  await page.getByLabel('Length').waitFor();

  await page.getByText('Suno', { exact: true }).click();
  await page.getByRole('group', { name: 'Voice' }).waitFor();
  expect(await page.getByLabel('Length').count()).toBe(0);
  expect(await page.getByRole('group', { name: 'Versions' }).count()).toBe(0);
  expect(await page.getByLabel(/^Seed/).count()).toBe(0);
  await page.getByLabel('Model').selectOption({ label: 'V4 (will be withdrawn)' });
  await page.getByLabel('Instrumental').click();
  expect(await page.getByRole('group', { name: 'Voice' }).count()).toBe(0);
});

it('[PRO-4] sends what was chosen, a zero too, and nothing that was not', async () => {
  const page = await openWith(localProvider, sunoProvider);
  await page.getByLabel(promptLabel).fill('Harbour song');
  await page.getByText('Suno', { exact: true }).click();
  expect(await create(page)).toEqual({ prompt: 'Harbour song', provider: 'suno', variants: 2 });

  await page.getByText('Female').click();
  await page.getByRole('button', { name: /^Manner/ }).click();
  await page.getByLabel(/^Leave out/).fill('metal');
  await page.getByLabel('Weirdness', { exact: true }).focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: /^Reference/ }).click();
  await page.getByLabel('Or its address').fill('https://example.test/a.mp3');
  await page.getByLabel('Persona', { exact: true }).selectOption({ label: 'Another, by its id…' });
  await page.getByLabel('Persona id').fill('p_9');
  const asked = {
    prompt: 'Harbour song',
    provider: 'suno',
    variants: 2,
    vocalGender: 'f',
    negativeTags: 'metal',
    weirdnessConstraint: 0,
    referenceAudioUrl: 'https://example.test/a.mp3',
    personaId: 'p_9',
  };
  expect(await create(page)).toEqual(asked);

  await page.getByText(localProvider.label, { exact: true }).click();
  expect(Object.keys((await create(page)) ?? {}).toSorted()).toEqual([
    'durationSeconds',
    'hasVocals',
    'prompt',
    'variants',
  ]);
  await page.reload();
  await page.getByText('Suno', { exact: true }).click();
  await page.getByRole('button', { name: /^Manner.*2 set/ }).click();
  await page.getByRole('button', { name: 'Leave it to the model: Weirdness' }).click();
  const { weirdnessConstraint: _zero, ...rest } = asked;
  expect(await create(page)).toEqual(rest);
});

it('says in words why a provider cannot be chosen, and takes the next one where nothing was chosen', async () => {
  const page = await openWith(
    { ...blockedProvider, isDefault: true },
    { ...localProvider, isDefault: false },
  );
  await page.getByText('Mureka takes no work now. Its key was refused.').waitFor();
  expect(await page.getByRole('radio', { name: 'Mureka' }).isDisabled()).toBe(true);
  await page.getByLabel(promptLabel).fill('A polka');
  expect(await create(page)).toMatchObject({ provider: 'local' });
});

it('keeps to the chosen provider when it falls ill, and sends nothing meanwhile', async () => {
  const ill = { ...sunoProvider, health: { ...blockedProvider.health, circuit: 'open' as const } };
  const page = await openWith(localProvider, sunoProvider);
  await page.getByLabel(promptLabel).fill('A reel');
  await page.getByText('Suno', { exact: true }).click();
  stage.engine.mode.providers = [localProvider, ill];
  await page.reload();
  await page.getByText('Suno is not answering and is tried again from time to time.').waitFor();
  expect(await page.getByRole('radio', { name: 'Suno' }).isChecked()).toBe(true);
  await page.keyboard.press('Control+Enter');
  expect(await page.getByRole('button', { name: /^Create/ }).getAttribute('aria-disabled')).toBe('true');
  expect(stage.engine.orders).toHaveLength(0);
});

it('counts characters by the model, and refuses before the server does', async () => {
  const page = await openWith(sunoProvider);
  await page.getByLabel(promptLabel).fill('la '.repeat(160));
  await page.getByText('20 left').waitFor();
  await page.getByLabel(promptLabel).fill('la '.repeat(180));
  await page.getByText('40 too many').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('The brief is 540 characters long; V5 takes at most 500.').waitFor();
  expect(stage.engine.orders).toHaveLength(0);
});

it('hands over reference audio and sends its id', async () => {
  const page = await openWith(sunoProvider);
  await page.getByLabel(promptLabel).fill('As in this');
  await page.getByRole('button', { name: /^Reference/ }).click();
  const song = { name: 'hum.wav', mimeType: 'audio/wav', buffer: Buffer.from('RIFF') };
  await page.locator('input[type=file]').setInputFiles(song);
  await page.getByRole('button', { name: 'Remove hum.wav' }).waitFor();
  expect(await create(page)).toMatchObject({ referenceAssetId: '0197c000-0000-7000-8000-000000000001' });
  await page.reload();
  await page.getByRole('button', { name: /^Reference.*hum\.wav/ }).click();
  await page.getByRole('button', { name: 'Remove hum.wav' }).click();
  expect(await create(page)).not.toHaveProperty('referenceAssetId');

  const tooLarge = { ...song, buffer: Buffer.alloc(50 * 1024 * 1024 + 1) };
  await page.evaluate((size) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(size)], 'huge.wav'));
    const drop = document.querySelector('form');
    drop?.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true }));
  }, tooLarge.buffer.length);
  await page.getByText('huge.wav has 52.4 MB; at most 50 MB are taken.').waitFor();
});

it('has lyrics written and a style boosted, and takes what is chosen', async () => {
  const page = await openWith(sunoProvider);
  await page.getByLabel(promptLabel).fill('Harbour at dawn');
  await page.getByRole('button', { name: 'Boost' }).click();
  await page.getByRole('group', { name: 'A richer style' }).getByRole('button', { name: 'Use it' }).click();
  expect(stage.engine.asked[0]?.body).toEqual({ text: 'Harbour at dawn', provider: 'suno' });

  await page.getByRole('button', { name: /^Lyrics/ }).click();
  await page.getByRole('button', { name: 'Write lyrics' }).click();
  await page.getByRole('button', { name: /Quay at Four/ }).click();
  expect(stage.engine.asked[1]?.body).toEqual({ prompt: 'Harbour at dawn', provider: 'suno' });
  expect(await page.getByLabel('Lyrics', { exact: true }).inputValue()).toContain('Harbour lights at four');
  expect(await create(page)).toMatchObject({
    title: 'Quay at Four',
    styleTags: ['warm indie folk with close harmonies', 'brushed drums', 'upright bass'],
  });

  stage.engine.mode.isFailing = true;
  await page.getByRole('button', { name: 'Write lyrics' }).click();
  await page.getByText('Suno stumbled over it. 0.5 credits came back to you.').waitFor();
});

it('has no axe violation and no sideways scrolling with everything open', async () => {
  const page = await openWith(localProvider, sunoProvider, blockedProvider);
  await page.getByLabel(promptLabel).fill('Harbour at dawn');
  await page.getByText('Suno', { exact: true }).click();
  for (const name of ['Lyrics', 'Reference', 'Manner']) {
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  }
  await page.getByRole('button', { name: 'Write lyrics' }).click();
  await page.getByRole('button', { name: /Quay at Four/ }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(stage.faults).toEqual([]);
});
