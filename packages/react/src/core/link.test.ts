import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { createClient } from '@impresario/client';
import { anOperation, trackId } from '@impresario/protocol/testing';
import { problem } from '../testing/far-end.ts';
import { memoryStorage, openLink, settle, until, watchList } from '../testing/open-link.ts';
import { linkOf } from './link.ts';
import { trackQuery } from './track-queries.ts';

describe('one subscription', () => {
  it('[RT-2] serves two caches of one client, and every holder of each', async () => {
    await using stage = await openLink();
    const other = linkOf(stage.client, new QueryClient());
    const releaseOther = other.hold();
    other.hold()();
    await stage.hold();
    await until(() => other.connection.get().state === 'live');
    const { id } = stage.farEnd.add();
    await until(() => stage.link.tracks.known(id) !== null && other.tracks.known(id) !== null);
    expect(stage.farEnd.streamCount).toBe(1);
    releaseOther();
    await settle();
    expect(other.connection.get().state).toBe('closed');
    expect(stage.client.realtime.getActiveCount()).toBe(2);
  });

  it('[RT-2] is not begun anew by letting go and holding again in one moment', async () => {
    await using stage = await openLink();
    stage.link.hold()();
    const release = await stage.hold();
    release();
    release();
    await stage.hold();
    expect(stage.farEnd.streamCount).toBe(1);
    expect(stage.client.realtime.getActiveCount()).toBe(2);
  });

  it('[RT-2] ends with its last holder, however many there were', async () => {
    await using stage = await openLink();
    const releases = [await stage.hold(), stage.link.hold(), stage.link.hold()];
    await settle();
    releases[0]?.();
    await settle();
    expect(stage.link.connection.get().state).toBe('live');
    for (const release of releases) release();
    await settle();
    expect(stage.link.connection.get().state).toBe('closed');
    expect(stage.client.realtime.getActiveCount()).toBe(0);
  });

  it('[SEC-1] is the same link for the same two, and shows nothing of one client to another', async () => {
    await using stage = await openLink();
    expect(linkOf(stage.client, stage.queryClient)).toBe(stage.link);
    const stranger = linkOf(createClient({ baseUrl: stage.farEnd.url, token: 'b' }), stage.queryClient);
    stage.link.tracks.show(stage.farEnd.add());
    expect(stage.link.tracks.known(trackId(1))).not.toBe(null);
    expect(stranger.tracks.known(trackId(1))).toBe(null);
  });
});

describe('the balance', () => {
  it('is read again when an event moved it, however many come at once, and not for a percentage', async () => {
    await using stage = await openLink();
    const credits = stage.watchCredits();
    await stage.hold();
    await until(() => credits() === 100);
    await settle();
    const before = stage.farEnd.countAsked('GET /v1/credits');
    stage.farEnd.credits.creditsRemaining = 80;
    for (let count = 0; count < 20; count++) stage.farEnd.add();
    await until(() => credits() === 80);
    await until(() => stage.link.tracks.known(trackId(20)) !== null);
    await settle();
    const read = stage.farEnd.countAsked('GET /v1/credits') - before;
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(10);
    stage.farEnd.change(trackId(20), { progress: 0.5 });
    await until(() => stage.link.tracks.known(trackId(20))?.progress === 0.5);
    await settle();
    expect(stage.farEnd.countAsked('GET /v1/credits') - before).toBe(read);
    stage.farEnd.credits.creditsRemaining = 81;
    stage.farEnd.change(trackId(20), { status: 'failed', creditsRefunded: 1 });
    await until(() => credits() === 81);
  });
});

it('reads the balance once more when it was moved while it was being read', async () => {
  await using stage = await openLink();
  const credits = stage.watchCredits();
  await until(() => credits() === 100);
  stage.farEnd.held.add('GET /v1/credits');
  stage.link.refreshCredits();
  await until(() => stage.farEnd.countAsked('GET /v1/credits') === 2);
  stage.farEnd.credits.creditsRemaining = 50;
  for (let count = 0; count < 3; count++) stage.link.refreshCredits();
  stage.farEnd.held.clear();
  await until(() => credits() === 50);
  expect(stage.farEnd.countAsked('GET /v1/credits')).toBe(3);
});

describe('listeners', () => {
  it('are told of each change once, though a followed track is subscribed to twice', async () => {
    await using stage = await openLink();
    await stage.hold();
    const told: string[] = [];
    stage.link.onTrackChange(({ new: { status, revision } }) => told.push(`${revision} ${status}`));
    const { id } = await stage.link.order({ prompt: 'A jig' });
    await until(() => told.length === 1);
    stage.farEnd.change(id, { status: 'processing' });
    stage.farEnd.change(id, { status: 'completed' });
    await until(() => told.includes('3 completed'));
    expect(told).toEqual(['1 pending', '2 processing', '3 completed']);
    stage.farEnd.change(id, { versions: [] });
    await until(() => told.length === 4);
    expect(told[3]).toBe('4 completed');
  });

  it('hear of the end of a track that the page has read before the event came', async () => {
    await using stage = await openLink();
    const { id } = stage.farEnd.add();
    await stage.hold();
    await until(() => stage.link.tracks.known(id) !== null);
    const told: string[] = [];
    stage.link.onTrackChange(({ new: now, old }) => told.push(`${old?.status} ${now.status}`));
    for (const listener of stage.farEnd.listeners) listener.cork();
    stage.farEnd.change(id, { status: 'completed' });
    await stage.link.refreshTrack(id);
    expect(stage.link.tracks.known(id)?.status).toBe('completed');
    for (const listener of stage.farEnd.listeners) listener.uncork();
    await until(() => told.length > 0);
    expect(told).toEqual(['processing completed']);
  });

  it('learn from `old` that what lands on a finished track is not its end', async () => {
    await using stage = await openLink();
    const { id } = stage.farEnd.add({ status: 'completed' });
    const list = watchList(stage.link);
    await stage.hold();
    await until(() => list().length === 1);
    const told: string[] = [];
    stage.link.onTrackChange(({ new: now, old }) => told.push(`${old?.status} ${now.status}`));
    stage.farEnd.change(id, { title: 'With stems' });
    await until(() => told.length > 0);
    expect(told).toEqual(['completed completed']);
  });
});

describe('work beside tracks', () => {
  it('never turns back, and its end reads the balance and the track its files stand on', async () => {
    await using stage = await openLink();
    const { id } = stage.farEnd.add({ status: 'completed' });
    await stage.hold();
    stage.farEnd.work(anOperation({ revision: 2, progress: 0.5 }));
    await until(() => stage.link.operations.all.size === 1);
    stage.link.operations.show(anOperation({ revision: 1 }));
    expect([...stage.link.operations.all.values()][0]?.progress).toBe(0.5);
    const credits = stage.farEnd.countAsked('GET /v1/credits');
    stage.watchCredits();
    stage.farEnd.work(anOperation({ revision: 3, status: 'completed' }));
    await until(() => stage.farEnd.countAsked(`GET /v1/tracks/${id}`) === 1);
    await until(() => stage.farEnd.countAsked('GET /v1/credits') > credits);
  });

  it('is not lost sight of while nobody is signed in', async () => {
    const storage = memoryStorage();
    storage.kept.set('impresario.operations', JSON.stringify([anOperation().id]));
    await using stage = await openLink({ storage });
    const refusals = ['GET /v1/events', 'GET /v1/operations/:id', 'GET /v1/credits'];
    for (const request of refusals) stage.farEnd.refused.set(request, problem(401, 'unauthenticated'));
    stage.watchCredits();
    await stage.hold({ untilLive: false });
    await until(() => stage.farEnd.countAsked(`GET /v1/operations/${anOperation().id}`) === 1);
    await until(() => stage.queryClient.getQueryState(stage.link.keys.credits)?.status === 'error');
    stage.farEnd.operations.set(anOperation().id, anOperation({ status: 'completed', revision: 7 }));
    stage.farEnd.refused.clear();
    await stage.queryClient.refetchQueries({ queryKey: stage.link.keys.credits });
    await until(() => stage.link.operations.all.get(anOperation().id)?.status === 'completed');
    await until(() => storage.kept.get('impresario.operations') === '[]');
  });

  it('is found again after a reload, and forgotten when it is over or was never the user’s', async () => {
    const storage = memoryStorage();
    const strange = anOperation({ id: '019b0000-0000-7000-8000-000000000009' });
    {
      await using before = await openLink({ storage });
      await before.hold();
      before.link.operations.show(anOperation());
      before.link.operations.show(strange);
      expect(JSON.parse(storage.kept.get('impresario.operations') ?? '')).toHaveLength(2);
    }
    await using stage = await openLink({ storage });
    stage.farEnd.work(anOperation({ revision: 2, progress: 0.7 }));
    await stage.hold();
    await until(() => stage.link.operations.all.get(anOperation().id)?.progress === 0.7);
    stage.farEnd.work(anOperation({ revision: 3, status: 'failed' }));
    await until(() => storage.kept.get('impresario.operations') === '[]');
    stage.link.operations.dismiss(anOperation().id);
    expect(stage.link.operations.all.size).toBe(0);
  });
});

it('shows one track by itself as soon as a list has shown it', async () => {
  await using stage = await openLink();
  stage.farEnd.add({ prompt: 'one' });
  const list = watchList(stage.link);
  await until(() => list().length === 1);
  const observer = new QueryObserver(stage.queryClient, trackQuery(stage.link, trackId(1)));
  expect(observer.getCurrentResult().data?.prompt).toBe('one');
});
