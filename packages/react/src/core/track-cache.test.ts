import { InfiniteQueryObserver, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { Track } from '@impresario/protocol';
import { aTrack, trackId } from '@impresario/protocol/testing';
import { openLink, until } from '../testing/open-link.ts';
import { trackQuery, tracksQuery } from './track-queries.ts';
import type { Link } from './link.ts';
import type { TrackFilter } from './track-filter.ts';

/** What `useTracks` shows at present. */
function watchList(link: Link, filter: TrackFilter = {}) {
  const observer = new InfiniteQueryObserver(link.queryClient, tracksQuery(link, filter));
  observer.subscribe(() => undefined);
  const result = () => observer.getCurrentResult();
  return {
    observer,
    tracks: (): Track[] => result().data ?? [],
    prompts: () => (result().data ?? []).map(({ prompt }) => prompt),
    isSettled: () => result().fetchStatus === 'idle' && result().isSuccess,
  };
}

describe('lists of tracks', () => {
  it('[RT-2] take in what is made elsewhere, and every change of it', async () => {
    await using stage = await openLink();
    stage.farEnd.add({ prompt: 'old' });
    const list = watchList(stage.link);
    await stage.hold();
    await until(list.isSettled);
    const { id } = stage.farEnd.add({ prompt: 'new' });
    await until(() => list.prompts().join() === 'new,old');
    stage.farEnd.change(id, { status: 'completed', title: 'Polka' });
    await until(() => list.tracks()[0]?.title === 'Polka');
    expect(stage.link.tracks.known(id)?.status).toBe('completed');
  });

  it('[RT-2] never turn a track back, whether an old event or an old reading comes late', async () => {
    await using stage = await openLink();
    const first = stage.farEnd.add({ prompt: 'one' });
    const list = watchList(stage.link);
    await stage.hold();
    await until(list.isSettled);
    await until(() => stage.farEnd.countAsked('GET /v1/tracks') === 3);
    stage.farEnd.held.add('GET /v1/tracks');
    void list.observer.refetch();
    await until(() => stage.farEnd.countAsked('GET /v1/tracks') === 4);
    stage.farEnd.change(first.id, { progress: 0.5 });
    await until(() => list.tracks()[0]?.progress === 0.5);
    stage.farEnd.tell(first, 'track.updated');
    stage.farEnd.held.clear();
    await until(list.isSettled);
    expect(list.tracks()[0]?.progress).toBe(0.5);
  });

  it('[RT-2] keep a track that was made while they were being read', async () => {
    await using stage = await openLink();
    stage.farEnd.add({ prompt: 'old' });
    stage.farEnd.held.add('GET /v1/tracks');
    const list = watchList(stage.link);
    await stage.hold();
    await until(() => stage.farEnd.asked.some((each) => each.startsWith('GET /v1/tracks')));
    stage.farEnd.add({ prompt: 'new' });
    await until(() => stage.link.tracks.known(trackId(2)) !== null);
    stage.farEnd.held.clear();
    await until(list.isSettled);
    expect(list.prompts()).toEqual(['new', 'old']);
  });

  it('keep to their filter: a failed track is not taken into a list of completed ones', async () => {
    await using stage = await openLink();
    const list = watchList(stage.link, { status: 'completed' });
    const all = watchList(stage.link);
    await stage.hold();
    await until(() => list.isSettled() && all.isSettled());
    const bad = stage.farEnd.add({ prompt: 'bad' });
    const good = stage.farEnd.add({ prompt: 'good' });
    stage.farEnd.change(bad.id, { status: 'failed' });
    stage.farEnd.change(good.id, { status: 'completed' });
    await until(() => list.prompts().includes('good'));
    expect(list.prompts()).toEqual(['good']);
    expect(all.prompts()).toEqual(['good', 'bad']);
  });

  it('lose a hidden track for good, and have it back when the server refused', async () => {
    await using stage = await openLink();
    const track = stage.farEnd.add({ prompt: 'one' });
    const list = watchList(stage.link);
    await stage.hold();
    await until(list.isSettled);
    const putBack = stage.link.tracks.hide(track.id);
    stage.link.tracks.show(aTrack({ ...track, revision: 9 }));
    await list.observer.refetch();
    expect(list.prompts()).toEqual([]);
    putBack();
    expect(list.prompts()).toEqual(['one']);
  });

  it('[RT-1] lose a track that was deleted elsewhere, also while the line was down', async () => {
    await using stage = await openLink();
    const [one, two] = [stage.farEnd.add({ prompt: 'one' }), stage.farEnd.add({ prompt: 'two' })];
    const list = watchList(stage.link);
    const page = new QueryObserver(stage.queryClient, trackQuery(stage.link, one.id));
    page.subscribe(() => undefined);
    await stage.hold();
    await until(list.isSettled);
    stage.farEnd.delete(one.id);
    await until(() => list.prompts().join() === 'two');
    await until(() => page.getCurrentResult().error?.code === 'not_found');
    for (const listener of stage.farEnd.listeners) listener.destroy();
    await until(() => stage.link.connection.get().state === 'connecting');
    stage.farEnd.delete(two.id);
    await until(() => list.prompts().length === 0);
    expect(stage.link.tracks.known(two.id)).toBe(null);
  });

  it('lose a track that turns out to be gone, until it is heard of again', async () => {
    await using stage = await openLink();
    const track = stage.farEnd.add({ prompt: 'one' });
    const list = watchList(stage.link);
    await until(list.isSettled);
    stage.farEnd.remove(track.id);
    await expect(stage.link.tracks.read(track.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(list.prompts()).toEqual([]);
    stage.link.tracks.show(track);
    expect(list.prompts()).toEqual(['one']);
  });

  it('keep a track that was made after it had been asked for', async () => {
    await using stage = await openLink();
    const list = watchList(stage.link);
    await stage.hold();
    await until(list.isSettled);
    stage.farEnd.held.add('GET /v1/tracks/:id');
    const reading = stage.link.tracks.read(trackId(1));
    await until(() => stage.farEnd.asked.includes(`GET /v1/tracks/${trackId(1)}`));
    stage.farEnd.add({ prompt: 'one' });
    await until(() => list.prompts().length === 1);
    stage.farEnd.held.clear();
    await expect(reading).rejects.toMatchObject({ code: 'not_found' });
    expect(list.prompts()).toEqual(['one']);
  });

  it('keep what arrives while the next page is being read', async () => {
    await using stage = await openLink();
    for (const prompt of ['one', 'two', 'three']) stage.farEnd.add({ prompt });
    const list = watchList(stage.link, { limit: 2 });
    await stage.hold();
    await until(list.isSettled);
    expect(list.prompts()).toEqual(['three', 'two']);
    stage.farEnd.held.add('GET /v1/tracks');
    const more = list.observer.fetchNextPage();
    await until(() => stage.farEnd.asked.some((each) => each.includes('cursor=')));
    stage.farEnd.add({ prompt: 'four' });
    await until(() => list.prompts().includes('four'));
    stage.farEnd.held.clear();
    await more;
    expect(list.prompts()).toEqual(['four', 'three', 'two', 'one']);
  });
});
