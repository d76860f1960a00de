import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { newTrack, newVersion } from './scripted-data.ts';
import { chooseCustom, pressIfThere, promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();

function create(page: Page) {
  return page.getByRole('button', { name: /^Create/ });
}

it('goes from a prompt to a playing track by keyboard alone', async () => {
  stage.engine.mode.stopAtStage = 'Mixing';
  const page = await stage.open();
  await page.getByText('The stage is yours.').waitFor();
  await tabTo(page, promptLabel);
  await page.keyboard.type('Slow piano, distant thunder');
  await tabTo(page, 'Piano');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');

  const card = page.getByRole('article');
  await card.getByRole('progressbar').waitFor();
  await card.getByText('Mixing').waitFor();
  stage.engine.mode.stopAtStage = null;
  await card.getByRole('heading', { name: 'Slow piano distant' }).waitFor();

  await tabTo(page, 'Play version 2');
  await page.keyboard.press('Enter');
  const player = page.getByRole('region', { name: 'Player' });
  await player.getByText('Version 2 of 2').waitFor();
  await player.getByRole('button', { name: 'Pause' }).waitFor();
  await tabTo(page, 'Seek in version 2');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(() => page.getByLabel('Seek in version 2').getAttribute('aria-valuenow').then(Number))
    .toBeGreaterThanOrEqual(10);
  await page.keyboard.press('Space');
  await player.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.keyboard.press('Shift+ArrowLeft');
  await player.getByText('Version 1 of 2').waitFor();

  expect(stage.engine.orders).toHaveLength(1);
  expect(stage.engine.orders[0]?.body).toEqual({
    prompt: 'Slow piano, distant thunder',
    styleTags: ['piano'],
    hasVocals: false,
    durationSeconds: 60,
    variants: 2,
  });
  await page.getByText('999 left').waitFor();
  expect(stage.faults).toEqual([]);
});

it('makes one track of a double click, and a second one of a later click', async () => {
  stage.engine.mode.beatMs = 20;
  const page = await stage.open();
  await page.getByLabel(promptLabel).fill('A polka');
  await create(page).dblclick();
  await page.getByRole('heading', { name: 'A polka' }).waitFor();
  await page.waitForTimeout(300);
  expect(stage.engine.orders).toHaveLength(1);

  await page.waitForTimeout(1_600);
  await create(page).click();
  await expect.poll(() => stage.engine.tracks.length).toBe(2);
  expect(new Set(stage.engine.orders.map(({ key }) => key)).size).toBe(2);
});

it('keeps one idempotency key over every retry of the same brief', async () => {
  const page = await stage.open();
  stage.engine.mode.isSilent = true;
  await page.getByLabel(promptLabel).fill('A march');
  await create(page).click();
  await page.getByText('The engine did not answer.').waitFor();
  stage.engine.mode.isSilent = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('article').waitFor();
  expect(stage.engine.orders.length).toBeGreaterThan(1);
  expect(new Set(stage.engine.orders.map(({ key }) => key)).size).toBe(1);
});

it('shows an error at the field it is about, whether found here or by the server', async () => {
  const page = await stage.open();
  await page.getByLabel(promptLabel).fill('  ');
  await create(page).click();
  await page.getByText('The brief must not be blank.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('brief-prompt');
  expect(stage.engine.orders).toHaveLength(0);

  await chooseCustom(page);
  await page.getByLabel(promptLabel).fill('A song [refuse]');
  expect(await page.getByText('must not be blank').count()).toBe(0);
  await create(page).click();
  const error = page.getByText('The lyrics has no [Verse] in it.');
  await error.waitFor();
  expect(await page.getByLabel('Lyrics', { exact: true }).getAttribute('aria-describedby')).toContain(
    await error.getAttribute('id'),
  );
});

it('says why credits are short and keeps the brief over a reload', async () => {
  const page = await stage.open();
  stage.engine.mode.refuse = 'insufficient_credits';
  await page.getByLabel(promptLabel).fill('Something grand');
  await create(page).click();
  await page.getByText('It takes 1, and 0.5 are left.').waitFor();
  await page.reload();
  expect(await page.getByLabel(promptLabel).inputValue()).toBe('Something grand');
});

it('tells of a failure and the refund, and retries', async () => {
  const page = await stage.open();
  await page.getByLabel(promptLabel).fill('Too hard [fail]');
  await create(page).click();
  const card = page.getByRole('article', { name: 'Too hard [fail]' });
  await card.getByText('Your credit has been returned.').waitFor();
  await page.getByText('1,000 left').waitFor();
  await card.getByRole('button', { name: 'Retry' }).click();
  await page
    .getByRole('article', { name: 'Too hard', exact: true })
    .getByRole('button', { name: 'Play version 1' })
    .waitFor();
});

it('follows a track by asking where events do not come through', async () => {
  stage.engine.mode.hasEvents = false;
  const page = await stage.open();
  // Asking goes on every ten seconds.
  await page.getByLabel(promptLabel).fill('A jig');
  await create(page).click();
  await page.getByRole('button', { name: 'Play version 1' }).waitFor({ timeout: 20_000 });
});

it('says that the engine is gone, and catches up when it is back', async () => {
  const page = await stage.open();
  await page.getByLabel(promptLabel).fill('A nocturne [hold]');
  await create(page).click();
  await page.getByText('Playing it', { exact: true }).waitFor();
  await stage.engine.goAway();
  await page.getByText('The engine is not answering.').waitFor();
  const [track] = stage.engine.tracks;
  if (track)
    Object.assign(track, {
      status: 'completed',
      title: 'Nocturne',
      revision: 99,
      versions: [newVersion(0, 12, 1)],
    });
  await stage.engine.comeBack();
  await page.getByText('The engine is back.').waitFor();
  await page.getByRole('heading', { name: 'Nocturne' }).waitFor();
});

it('tells someone without the key where it is, and lets them in once they have it', async () => {
  stage.engine.mode.isSignedOut = true;
  const page = await stage.open();
  await page.getByText('Open the address the terminal printed').waitFor();
  stage.engine.mode.isSignedOut = false;
  await expect
    .poll(async () => {
      await pressIfThere(page.getByRole('button', { name: 'Check again' }));
      return page.getByLabel(promptLabel).isVisible();
    })
    .toBe(true);
});

it('shows older tracks page by page, and deletes what is not brought back', async () => {
  stage.engine.tracks.push(...Array.from({ length: 15 }, (_, index) => finished(`Étude ${index + 1}`)));
  const page = await stage.open();
  await page.getByRole('article').first().waitFor();
  expect(await page.getByRole('article').count()).toBe(12);
  await page.getByRole('button', { name: 'Show older tracks' }).click();
  await page.getByRole('heading', { name: 'Étude 15' }).waitFor();

  const first = page.getByRole('article', { name: 'Étude 1', exact: true });
  const link = first.getByRole('link', { name: /Download version 1, MP3/ });
  expect(await link.getAttribute('href')).toMatch(/&download=1$/);
  await first.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await first.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete now' }).click();
  await expect.poll(() => stage.engine.tracks.length).toBe(14);
  await first.waitFor({ state: 'detached' });
});

it('fits a phone without sideways scrolling, in every state', async () => {
  stage.engine.tracks.push(finished('Donaudampfschifffahrtsgesellschaftskapitänspolka'), failed());
  for (const width of [360, 390]) {
    const page = await stage.open({ viewport: { width, height: 800 }, hasTouch: true });
    await page.getByLabel(promptLabel).fill(`A very long word: ${'la'.repeat(90)} [hold]`);
    await create(page).click();
    await page.getByRole('progressbar').first().waitFor();
    await page.getByRole('button', { name: 'Play version 1' }).first().click();
    await page.getByRole('region', { name: 'Player' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

it('works where the browser denies storage', async () => {
  const page = await stage.open();
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.reload();
  await page.getByLabel(promptLabel).fill('A hymn');
  await page.getByRole('button', { name: /Switch to the/ }).click();
  await create(page).click();
  await page.getByRole('article').waitFor();
  expect(stage.faults).toEqual([]);
});

function finished(title: string) {
  return newTrack({
    status: 'completed',
    title,
    prompt: 'As before',
    versions: [newVersion(0, 12, 1), newVersion(1, 12, 2)],
  });
}

function failed() {
  const error = { code: 'MODERATED', message: 'The brief was refused.', retryable: false } as const;
  return newTrack({ status: 'failed', prompt: 'Nothing for children', error });
}

/** Presses Tab until what has the focus is called `name`. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    if ((await focused.count()) === 0) continue;
    const own = await focused.evaluate((element) => {
      const labels = (element as HTMLInputElement).labels;
      return element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent;
    });
    if (own?.trim() === name) return;
  }
  throw new Error(`Tab never came to ${name}`);
}

it('[SEC-2] runs nothing that somebody brought into the page, and sends nothing elsewhere', async () => {
  const page = await stage.open();
  await page.getByText('The stage is yours.').waitFor();
  const outcome = await page.evaluate(async () => {
    const ran: string[] = [];
    Object.assign(window, { ran });
    const attempts: Record<string, () => unknown> = {
      markup: () => (document.body.innerHTML += `<img src=x onerror="ran.push('markup')">`),
      parsed: () => document.write(`<script>ran.push('parsed')</script>`),
      script: () => {
        const script = document.createElement('script');
        script.textContent = `ran.push('script')`;
        document.body.append(script);
      },
      handler: () => {
        const button = document.createElement('button');
        button.setAttribute('onclick', `ran.push('handler')`);
        document.body.append(button);
        button.click();
      },
      elsewhere: () => fetch('https://evil.test/').then(() => ran.push('elsewhere')),
    };
    for (const attempt of Object.values(attempts)) {
      try {
        await attempt();
      } catch {
        // Refused.
      }
    }
    const style = document.createElement('style');
    style.textContent = 'body { opacity: 0 }';
    document.head.append(style);
    return { ran, opacity: getComputedStyle(document.body).opacity };
  });
  expect(outcome).toEqual({ ran: [], opacity: '1' });
  // It is by the policy that they were refused.
  expect(stage.faults.length).toBeGreaterThan(0);
});
