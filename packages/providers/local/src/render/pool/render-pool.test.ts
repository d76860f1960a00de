import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { shortScore } from '../short-score.ts';
import { bundledSoundFont } from '../../bundled-sound-font.ts';
import type { RenderJob } from './job.ts';
import { RenderPool, type RenderPoolOptions } from './render-pool.ts';

const path = fileURLToPath(new URL('../../../soundfont/gm-core.sf3', import.meta.url));
const brief = {
  prompt: 'rain',
  styleTags: [],
  lyrics: null,
  title: null,
  durationSeconds: 10,
  instrumental: false,
};
const jobOf = (seconds: number): RenderJob => ({ brief, seed: 7, variant: 0, score: shortScore(seconds) });

let pool: RenderPool;
const open = (options: Partial<RenderPoolOptions> = {}) =>
  (pool = new RenderPool({ size: 1, soundFont: bundledSoundFont, ...options }));
afterEach(() => pool.close());

describe('the render pool', () => {
  it('[PRO-7] makes a finished song in a worker and says how far it is', { timeout: 20_000 }, async () => {
    const seen: { stage: string; share: number }[] = [];
    const song = await open().render(
      { ...jobOf(9), title: 'Другое', stems: 'all' },
      { onProgress: (stage, share) => seen.push({ stage, share }) },
    );
    expect(song).toMatchObject({ title: 'Другое', bpm: 120, keyName: 'A minor', durationSeconds: 9 });
    expect(song.lyrics).toBe('[Verse 1]\nSlow rain on the window\n\n[Chorus]\nStay, stay, stay');
    expect(Math.abs(song.loudnessLufs + 14)).toBeLessThan(1);
    expect(song.truePeakDbtp).toBeLessThan(-1);
    expect(song.cover.subarray(0, 2)).toEqual(new Uint8Array([0xff, 0xd8]));
    expect(JSON.parse(new TextDecoder().decode(song.peaks))).toMatchObject({ version: 2 });
    expect(song.stems!.map((stem) => stem.name)).toEqual(['drums', 'bass', 'harmony', 'lead', 'pads']);
    expect(seen.length).toBeGreaterThanOrEqual(10);
    expect(new Set(seen.map((s) => s.stage))).toEqual(
      new Set(['composing', 'playing', 'mixing', 'mastering', 'encoding', 'painting the cover']),
    );
    expect(seen.map((s) => s.share)).toEqual(seen.map((s) => s.share).sort((a, b) => a - b));
  });

  it(
    '[PRO-7] stops a song within a second of its cancel and then makes the next',
    { timeout: 20_000 },
    async () => {
      const controller = new AbortController();
      let cancelledAt = 0;
      const first = open().render(jobOf(90), {
        signal: controller.signal,
        onProgress: (_, share) => {
          if (share < 0.1 || cancelledAt) return;
          cancelledAt = performance.now();
          controller.abort();
        },
      });
      const second = pool.render(jobOf(4));
      await expect(first).rejects.toMatchObject({ code: 'cancelled' });
      expect(performance.now() - cancelledAt).toBeLessThan(1000);
      expect((await second).durationSeconds).toBe(4);
      expect(pool.workerCount).toBe(1);
    },
  );

  it('[PRO-7] takes a waiting song out of the queue when it is cancelled', async () => {
    const controller = new AbortController();
    const first = open().render(jobOf(4));
    const waiting = pool.render(jobOf(4), { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await first;
  });

  it('[PRO-7] says plainly that the SoundFont is missing or damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'impresario-soundfont-'));
    const page = join(folder, 'page.sf3');
    const half = join(folder, 'half.sf3');
    await writeFile(page, '<html>not found</html>');
    await writeFile(half, (await readFile(path)).subarray(0, 1_000_000));
    const cases = [
      [join(folder, 'none.sf3'), 'soundfont-missing', 'instruments are missing'],
      [page, 'soundfont-damaged', 'is not a SoundFont'],
      [half, 'soundfont-damaged', 'ends after 1000000 of'],
    ] as const;
    for (const [file, code, words] of cases) {
      const broken = new RenderPool({ size: 1, soundFont: { path: file } });
      await expect(broken.render(jobOf(4))).rejects.toMatchObject({
        code,
        message: expect.stringContaining(words) as string,
      });
      await broken.close();
    }
    await rm(folder, { recursive: true });
    open();
  });

  it('[PRO-7] answers a crashed worker with an error and goes on with a fresh one', async () => {
    const crash =
      'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(7));';
    open({ workerUrl: new URL(`data:text/javascript,${encodeURIComponent(crash)}`) });
    for (let i = 0; i < 2; i++) {
      await expect(pool.render(jobOf(4))).rejects.toMatchObject({
        code: 'worker-crashed',
        retryable: true,
        message: 'The render worker crashed: its thread ended with code 7.',
      });
    }
    expect(pool.workerCount).toBe(0);
  });

  it('[PRO-7] ends idle workers, and rejects what is under way when it closes', async () => {
    const timers: { milliseconds: number; action: () => void }[] = [];
    open({
      idleSeconds: 30,
      after: (milliseconds, action) => {
        timers.push({ milliseconds, action });
        return () => undefined;
      },
    });
    await pool.render(jobOf(4));
    expect(pool.workerCount).toBe(1);
    expect(timers).toMatchObject([{ milliseconds: 30_000 }]);
    timers[0]!.action();
    expect(pool.workerCount).toBe(0);
    const rendering = pool.render(jobOf(60));
    await Promise.all([expect(rendering).rejects.toMatchObject({ code: 'pool-closed' }), pool.close()]);
    await expect(pool.render(jobOf(4))).rejects.toMatchObject({ code: 'pool-closed' });
  });
});
