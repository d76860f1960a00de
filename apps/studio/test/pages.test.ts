import { expect, it } from 'vitest';
import { promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();

const nameOf = { '/library': 'Library', '/credits': 'Credits', '/settings': 'Settings' } as const;

it('goes from page to page without a load, names the window and moves the focus to the heading', async () => {
  const page = await stage.open();
  await page.getByLabel(promptLabel).waitFor();
  expect(await page.title()).toBe('Create · Impresario');
  await page.evaluate(() => Object.assign(window, { isSame: true }));
  const pages = page.getByRole('navigation', { name: 'Pages' });
  for (const [path, name] of Object.entries(nameOf)) {
    await pages.getByRole('link', { name }).click();
    await page.waitForURL(`**${path}`);
    await page.getByRole('heading', { level: 1 }).and(page.locator(':focus')).waitFor();
    expect(await page.title()).toBe(`${name} · Impresario`);
    expect(await pages.locator('[aria-current=page]').textContent()).toBe(name);
  }
  await page.goBack();
  await page.waitForURL('**/credits');
  expect(await page.evaluate(() => 'isSame' in window)).toBe(true);
  expect(stage.faults).toEqual([]);
});

it('opens at any address, and says where there is nothing', async () => {
  const page = await stage.open();
  for (const [path, status] of [
    ['/library', 200],
    ['/settings?x=1', 200],
    ['/nothing/here', 404],
  ] as const) {
    const reply = await page.goto(stage.engine.url + path);
    expect(reply?.status()).toBe(status);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  await page.getByText('Nothing plays here.').waitFor();
  await page.getByRole('link', { name: 'Back to the stage' }).click();
  await page.getByLabel(promptLabel).waitFor();
});

it('shows administrators the way to their pages, and nobody else', async () => {
  const page = await stage.open();
  await page.getByText('1,000 left').waitFor();
  expect(await page.getByRole('link', { name: 'Admin' }).count()).toBe(0);
  stage.engine.mode.isAdmin = true;
  await page.reload();
  await page.getByRole('link', { name: 'Admin' }).click();
  await page.waitForURL('**/admin');
});

it('says that the studio was updated where a page’s file is gone, and loads the new one by one press', async () => {
  const page = await stage.open();
  await page.getByLabel(promptLabel).waitFor();
  await page.route('**/assets/library-page-*.js', (route) => route.fulfill({ status: 404 }));
  await page.getByRole('link', { name: 'Library' }).click();
  await page.getByRole('heading', { name: 'The studio was updated.' }).waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Load the new version' }).click();
  await page.getByRole('heading', { name: 'Library' }).waitFor();
});

it('opens a page by itself that could not be fetched while the engine was gone', async () => {
  const page = await stage.open();
  await page.getByText('1,000 left').waitFor();
  await stage.engine.goAway();
  await page.getByText('The engine is not answering.').first().waitFor();
  await page.getByRole('link', { name: 'Credits' }).click();
  await page.getByText('It will open by itself').waitFor();
  await stage.engine.comeBack();
  await page.getByRole('heading', { name: 'Credits' }).waitFor();
});

it('changes its language on the spot, keeps the focus at the choice, and remembers it', async () => {
  const page = await stage.open();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('Русский').click();
  await page.getByRole('heading', { name: 'Настройки' }).waitFor();
  await page.getByRole('radio', { name: 'Русский' }).and(page.locator(':focus')).waitFor();
  expect(await page.title()).toBe('Настройки · Impresario');
  await page.reload();
  await page.getByRole('heading', { name: 'Настройки' }).waitFor();
  expect(stage.faults).toEqual([]);
});

it('speaks the language of the browser', async () => {
  const page = await stage.open({ locale: 'ru-RU' });
  await page.getByRole('link', { name: 'Фонотека' }).click();
  await page.getByRole('heading', { name: 'Фонотека' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ru');
  await page.getByText(/1.000 кредитов/).waitFor();
});
