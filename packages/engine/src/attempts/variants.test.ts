import type { Failure } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import { clip, createPuppetProvider, song } from '../testing/puppet-provider.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);

describe('a provider that makes one version a call', () => {
  const puppet = createPuppetProvider({ delivery: { repeatable: false, variantsPerSubmit: 1 } });
  const stage = useTestEngine({ providers: () => [puppet.provider] });
  const attempts = (trackId: string) =>
    stage.test.db.kysely
      .selectFrom('attempts')
      .select(['number', 'status'])
      .where('track_id', '=', trackId)
      .orderBy('number')
      .execute();

  async function calls(count: number) {
    await stage.test.settle();
    await stage.test.pass(2_000);
    expect(puppet.calls.length).toBe(count);
    return puppet.calls.at(-1)!;
  }

  it('[PRO-2] [I9] is called once for each, every call an attempt of its own, and each version is there at once', async () => {
    const before = puppet.calls.length;
    const id = await stage.test.admit({ provider: 'puppet', variants: 3 });
    for (const made of [1, 2, 3]) {
      const call = await calls(before + made);
      expect(call.request.variants).toBe(1);
      call.answer({ kind: 'finished', clips: [clip({ title: `Take ${made}` })] });
      await stage.test.settle();
      const track = await stage.test.until(id, ({ versions }) => versions.length === made, 1);
      expect(track.versions.at(-1)).toMatchObject({ variantIndex: made - 1, title: `Take ${made}` });
    }
    const track = await stage.test.until(id, ended);
    expect(track).toMatchObject({ status: 'completed', warnings: [], creditsRefunded: 0 });
    expect(track.versions.map(({ isPrimary }) => isPrimary)).toEqual([true, false, false]);
    expect(await attempts(id)).toEqual([1, 2, 3].map((number) => ({ number, status: 'finished' })));
  });

  it('[GEN-3] keeps what is made when a later call is lost: completed, and a warning says how many', async () => {
    const before = puppet.calls.length;
    const id = await stage.test.admit({ provider: 'puppet', variants: 2 });
    (await calls(before + 1)).answer(song());
    const second = await calls(before + 2);
    second.throwError(new Error('connection lost'));
    const track = await stage.test.until(id, ended, 10_000);
    expect(track).toMatchObject({
      status: 'completed',
      creditsRefunded: 0,
      warnings: [{ type: 'adjusted', parameter: 'variants', asked: 2, used: 1 }],
    });
    expect(track.versions).toHaveLength(1);
    expect(await attempts(id)).toEqual([
      { number: 1, status: 'finished' },
      { number: 2, status: 'unknown' },
    ]);
    expect((await stage.test.engine.readOverview()).orphans.open).toBe(1);
  });

  it('[GEN-10] [CRE-2] gives nothing back when it is cancelled after a version was made, whatever became of the next call', async () => {
    const before = puppet.calls.length;
    const id = await stage.test.admit({ provider: 'puppet', variants: 2 });
    (await calls(before + 1)).answer(song());
    (await calls(before + 2)).answer({ kind: 'failed', failure: refusedForNow });
    await stage.test.until(id, ({ stage: doing }) => doing === 'Waiting to try again', 1);
    const change = await stage.test.engine.cancelTrack('alice', id);
    expect(change).toMatchObject({ kind: 'done', track: { status: 'cancelled', creditsRefunded: 0 } });
    expect(change.kind === 'done' && change.track.error!.message).toContain('did not come back');
  });
});

const refusedForNow: Failure = {
  kind: 'upstream-fault',
  phase: 'submit',
  message: 'HTTP 503',
  sideEffect: 'none',
  retryable: true,
  canFailOver: false,
};
