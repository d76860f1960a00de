import { createScriptedInlineProvider, createScriptedTaskProvider, startScriptedUpstream, type ScriptedUpstream } from '@impresario/provider/conformance';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestEngine, type TestEngine } from './testing/test-engine.ts';

describe('one track from prompt to files', () => {
  let upstream: ScriptedUpstream;
  let test: TestEngine;

  beforeEach(async () => {
    upstream = await startScriptedUpstream();
    test = await openTestEngine({ providers: [createScriptedTaskProvider(upstream), createScriptedInlineProvider(upstream)] });
    await test.engine.start();
  });

  afterEach(async () => {
    await test.close();
    await upstream.close();
  });

  it('[GEN-2] [GEN-6] books a provider with tasks, follows the task, stores every version', async () => {
    const id = await test.admit({ variants: 2 });
    const track = await test.until(id, (seen) => seen.status === 'completed');
    expect(track.versions).toHaveLength(2);
    expect(track.versions.map((version) => version.isPrimary)).toEqual([true, false]);
    for (const version of track.versions) {
      expect(await test.blobs.stat(version.audio!.key)).toEqual({ bytes: version.audio!.bytes });
    }
    expect(upstream.submits()).toHaveLength(1);
    expect(await test.violations()).toEqual([]);
  });

  it('[PRO-2] [GEN-6] takes an inline provider’s reply as the audio', async () => {
    const [, inline] = (await test.engine.listProviders()).map((provider) => provider.id);
    const id = await test.admit({ provider: inline! });
    const track = await test.until(id, (seen) => seen.status === 'completed');
    expect(track.versions.length).toBeGreaterThan(0);
    expect(track.taskId).toBeNull();
    expect(await test.violations()).toEqual([]);
  });
});
