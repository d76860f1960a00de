import { runProviderContract } from '@impresario/provider/conformance';
import { describe, expect, it } from 'vitest';
import { bundledSoundFont } from './bundled-sound-font.ts';
import { combineProgress } from './combine-progress.ts';
import { createLocalProvider } from './provider.ts';
import { requestOf } from './testing/request-of.ts';

const makeProvider = () => createLocalProvider({ workers: 2, soundFont: bundledSoundFont });

runProviderContract({
  name: 'local',
  shape: 'in-process',
  makeProvider,
  makeRequest: requestOf,
  secrets: [],
  callLimitMs: 60_000,
});

describe('the built-in composer as a provider', () => {
  it('[PRO-5] says that its instruments are missing, to the operator with the path, to the track without', async () => {
    const faults: string[] = [];
    const provider = createLocalProvider({
      workers: 1,
      soundFont: { path: '/nowhere/gm.sf3' },
      onFault: (fault) => faults.push(fault.message),
    });
    const call = {
      signal: new AbortController().signal,
      trackId: 't',
      correlation: 'c',
      callbackUrl: null,
      readReference: null,
    };
    const outcome = await provider.submit(requestOf(), { ...call, onProgress: () => {} });
    await provider.close?.();
    expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'misconfigured', sideEffect: 'none' } });
    expect(JSON.stringify(outcome)).not.toContain('/nowhere');
    expect(faults.join()).toContain('/nowhere/gm.sf3');
  });

  it('[PRO-7] reports the mean of its songs and the stage of the slowest', () => {
    const seen: object[] = [];
    const report = combineProgress(2, (progress) => seen.push(progress));
    report(0, 'playing', 0.5);
    report(1, 'composing', 0.1);
    expect(seen).toEqual([
      { fraction: 0.25, stage: 'Composing' },
      { fraction: 0.3, stage: 'Composing' },
    ]);
  });
});
