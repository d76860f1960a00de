import { describe, expect, it } from 'vitest';
import { useTestEngine } from './testing/use-test-engine.ts';

describe('one track from prompt to files', () => {
  const stage = useTestEngine();

  it('[GEN-2] [GEN-6] books a provider with tasks, follows the task, stores every version', async () => {
    const { test, upstream } = stage;
    const id = await test.admit({ variants: 2 });
    const track = await test.until(id, (seen) => seen.status === 'completed');
    expect(track.versions).toHaveLength(2);
    expect(track.versions.map((version) => version.isPrimary)).toEqual([true, false]);
    for (const version of track.versions) {
      expect(await test.blobs.stat(version.audio!.key)).toEqual({ bytes: version.audio!.bytes });
    }
    expect(upstream.submits()).toHaveLength(1);
  });

  it('[PRO-2] [GEN-6] takes an inline provider’s reply as the audio', async () => {
    const id = await stage.test.admit({ provider: 'scripted-inline' });
    const track = await stage.test.until(id, (seen) => seen.status === 'completed');
    expect(track.versions.length).toBeGreaterThan(0);
    expect(track.taskId).toBeNull();
  });

  it('[GEN-7] keeps the engine’s own clock: an hour without work does nothing', async () => {
    await stage.test.pass(3_600_000, 60_000);
    expect(stage.upstream.requests).toEqual([]);
  });
});
