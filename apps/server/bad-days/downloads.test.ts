import { describe, expect, it } from 'vitest';
import { ended, useSunoStage } from './suno-stage.ts';

describe('a finished song of Suno', () => {
  const stage = useSunoStage();
  const mp3 = { pathIncludes: '.mp3' };
  const script = (fault: object, times: number | 'always' = 1) =>
    stage.suno.control.script({ on: 'asset', times, match: mp3, do: fault as never });

  it.each([
    ['answers 404 twice', { fault: '404' }, 2],
    ['answers HTML in place of an MP3', { fault: 'html' }, 1],
    ['comes as zero bytes', { fault: 'zero-bytes' }, 1],
    ['is cut off in the middle', { fault: 'truncate' }, 1],
    ['announces 50 GB', { fault: 'huge-content-length' }, 1],
    ['is the other version’s bytes', { fault: 'twins' }, 2],
    ['has run out until it is looked at again', { fault: 'expired' }, 'always'],
    ['redirects to the inside of a cloud', { fault: 'redirect', url: 'http://169.254.169.254/latest' }, 1],
    ['redirects to another port of this machine', { fault: 'redirect', url: 'http://127.0.0.1:9/x' }, 1],
  ] as const)('[GEN-6] [SEC-3] that %s is fetched again and never made again', async (_, fault, times) => {
    script(fault, times);
    const id = await stage.test.admit();
    const track = await stage.until(id, ended);
    expect(track).toMatchObject({ status: 'completed', creditsRefunded: 0 });
    const hashes = new Set(track.versions.map(({ audio }) => audio!.sha256));
    expect(hashes.size).toBe(2);
    expect(stage.billed()).toBe(1);
  });

  it('[SEC-3] that always leads inside fails with a refund, and nothing was asked there', async () => {
    script({ fault: 'redirect', url: 'http://169.254.169.254/latest' }, 'always');
    const id = await stage.test.admit();
    const track = await stage.until(id, ended, 2_000);
    expect(track).toMatchObject({
      status: 'failed',
      error: { code: 'NETWORK_ERROR', message: expect.stringContaining('credits came back') as string },
      creditsRefunded: 1,
    });
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-6] [GEN-8] whose worker dies in mid-download is fetched by another', async () => {
    script({ fault: 'delay', ms: 30_000 }, 2);
    const id = await stage.test.admit();
    await stage.until(id, (track) => track.stage === 'Storing the files');
    await stage.test.node.kill();
    const survivor = stage.another();
    stage.receiver = survivor.engine;
    await survivor.engine.start();
    expect(await stage.until(id, ended, 1_000)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });
});

describe('a finished song of Suno on a slow line', () => {
  // The clock of the test runs on while the line stalls for real.
  const stage = useSunoStage({ settings: { maxDownloadMs: 86_400_000 } });

  it('[GEN-6] that comes a byte at a time is given up, fetched again and never made again', async () => {
    const match = { pathIncludes: '.mp3' };
    stage.suno.control.script({ on: 'asset', match, do: { fault: 'slow-loris', ms: 86_400_000 } });
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });
});
