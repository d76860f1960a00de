import { onlineManager, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { problem } from '../testing/far-end.ts';
import { openLink, until, watchList } from '../testing/open-link.ts';

describe('nothing heard', () => {
  it('[RT-2] is made up for: what happened before the stream was open is read once more', async () => {
    await using stage = await openLink();
    const { id } = stage.farEnd.add({ prompt: 'one' });
    stage.farEnd.held.add('GET /v1/events').add('GET /v1/tracks').add('GET /v1/providers');
    const list = watchList(stage.link);
    const providers = new QueryObserver(stage.queryClient, {
      queryKey: stage.link.keys.providers,
      queryFn: () => stage.client.providers.list(),
    });
    const stop = providers.subscribe(() => undefined);
    const held = stage.hold();
    await until(() => stage.farEnd.countAsked('GET /v1/events') === 1);
    await until(() => stage.farEnd.countAsked('GET /v1/tracks') === 1);
    await until(() => stage.farEnd.countAsked('GET /v1/providers') === 1);
    stage.farEnd.change(id, { status: 'completed' });
    stage.farEnd.providers.push({ id: 'suno' });
    stage.farEnd.held.delete('GET /v1/events');
    await held;
    stage.farEnd.held.clear();
    await until(() => list().join() === 'one completed');
    await until(() => providers.getCurrentResult().data?.length === 1);
    stop();
  });

  it('[RT-2] is made up for after the server was gone, and the time without it is told', async () => {
    await using stage = await openLink();
    const { id } = stage.farEnd.add({ prompt: 'one' });
    const list = watchList(stage.link);
    const credits = stage.watchCredits();
    await stage.hold();
    await until(() => list().length === 1 && credits() === 100);
    await stage.farEnd.close();
    stage.link.refreshCredits();
    await until(() => !stage.link.connection.get().isReachable);
    stage.farEnd.change(id, { status: 'completed' });
    stage.farEnd.credits.creditsRemaining = 50;
    await stage.farEnd.comeBack();
    await until(() => stage.link.connection.get().isReachable);
    await until(() => list().join() === 'one completed' && credits() === 50);
    await until(() => stage.link.connection.get().state === 'live');
  });

  it('[RT-2] is told also when the server went away before the stream was ever open', async () => {
    await using stage = await openLink({ speed: 200 });
    const credits = stage.watchCredits();
    await until(() => credits() === 100);
    await stage.farEnd.close();
    await stage.hold({ untilLive: false });
    await until(() => !stage.link.connection.get().isReachable);
    await stage.farEnd.comeBack();
    await until(() => stage.link.connection.get().isReachable);
    await until(() => stage.link.connection.get().state === 'live');
  });

  it('[RT-2] of a stream that lasts is no proof: where the browser says it has no network, the server is asked', async () => {
    await using stage = await openLink();
    const credits = stage.watchCredits();
    await stage.hold();
    await until(() => credits() === 100);
    try {
      stage.farEnd.refused.set('GET /v1/credits', problem(503, 'service_unavailable'));
      onlineManager.setOnline(false);
      await until(() => !stage.link.connection.get().isReachable);
      expect(stage.link.connection.get().state).toBe('live');
      stage.farEnd.refused.clear();
    } finally {
      onlineManager.setOnline(true);
    }
    await until(() => stage.link.connection.get().isReachable);
  });

  it('is no end: without any events a track that was ordered here is asked for until its end', async () => {
    await using stage = await openLink({ speed: 200 });
    stage.farEnd.refused.set('GET /v1/events', problem(503, 'service_unavailable'));
    await stage.hold({ untilLive: false });
    const { id } = await stage.link.order({ prompt: 'A jig' });
    await until(() => stage.link.connection.get().state === 'polling');
    stage.farEnd.change(id, { status: 'completed' });
    await until(() => stage.link.tracks.known(id)?.status === 'completed');
    expect(stage.client.realtime.getActiveCount()).toBe(2);
  });

  it('for want of a key ends when somebody has signed in', async () => {
    await using stage = await openLink();
    stage.farEnd.refused
      .set('GET /v1/events', problem(401, 'unauthenticated'))
      .set('GET /v1/credits', problem(401, 'unauthenticated'));
    const credits = stage.watchCredits();
    await stage.hold({ untilLive: false });
    await until(() => stage.farEnd.countAsked('GET /v1/events') === 1);
    await until(() => stage.link.connection.get().state === 'closed');
    await until(() => stage.queryClient.getQueryState(stage.link.keys.credits)?.status === 'error');
    stage.farEnd.refused.clear();
    await stage.queryClient.refetchQueries({ queryKey: stage.link.keys.credits });
    await until(() => stage.link.connection.get().state === 'live');
    expect(credits()).toBe(100);
  });

  it('for want of permission is not asked for again and again', async () => {
    await using stage = await openLink();
    stage.farEnd.refused.set('GET /v1/events', problem(403, 'forbidden'));
    stage.watchCredits();
    await stage.hold({ untilLive: false });
    await until(() => stage.farEnd.countAsked('GET /v1/events') === 2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(stage.farEnd.countAsked('GET /v1/events')).toBeLessThanOrEqual(3);
  });
});
