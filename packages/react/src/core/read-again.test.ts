import { InfiniteQueryObserver, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { problem } from '../testing/far-end.ts';
import { openLink, settle, until, watchList } from '../testing/open-link.ts';
import { trackQuery, tracksQuery } from './track-queries.ts';

/** A library that was scrolled to its end, in pages of a hundred. */
async function watchWhole(stage: Awaited<ReturnType<typeof openLink>>) {
  const observer = new InfiniteQueryObserver(stage.queryClient, tracksQuery(stage.link, { limit: 100 }));
  observer.subscribe(() => undefined);
  await stage.hold();
  await until(() => observer.getCurrentResult().isSuccess && stage.queryClient.isFetching() === 0);
  while (observer.getCurrentResult().hasNextPage) await observer.fetchNextPage();
  const list = () => observer.getCurrentResult().data ?? [];
  const isWhole = (count: number) => list().length === count && stage.queryClient.isFetching() === 0;
  return { list, isWhole };
}

describe('what was missed', () => {
  it('[RT-2] is made up for by the stream itself after it was cut: of two thousand tracks none is read again', async () => {
    await using stage = await openLink();
    const { farEnd, link } = stage;
    for (let count = 0; count < 2_000; count++) farEnd.add({ prompt: `${count}`, status: 'completed' });
    const [deep, old] = [farEnd.tracks[1_500]!, farEnd.tracks[20]!];
    const { list, isWhole } = await watchWhole(stage);
    const single = new QueryObserver(stage.queryClient, trackQuery(link, deep.id));
    single.subscribe(() => undefined);
    await until(() => isWhole(2_000));
    const asked = farEnd.asked.length;
    for (const listener of farEnd.listeners) listener.destroy();
    await until(() => link.connection.get().state === 'connecting');
    farEnd.change(deep.id, { title: 'With stems' });
    farEnd.change(old.id, { status: 'failed' });
    farEnd.add({ prompt: 'new' });
    await until(() => link.connection.get().state === 'live');
    await until(() => list()[0]?.prompt === 'new');
    await settle();
    const titled = list().find(({ id }) => id === deep.id);
    expect([titled?.title, single.getCurrentResult().data?.title]).toEqual(['With stems', 'With stems']);
    expect(list().find(({ id }) => id === old.id)?.status).toBe('failed');
    expect(farEnd.asked.slice(asked).filter((each) => each.startsWith('GET /v1/tracks'))).toEqual([]);
  });

  it('[RT-1] is made up for by reading where the stream cannot resume, and nothing stays wrong', async () => {
    await using stage = await openLink();
    const { farEnd, link } = stage;
    for (let count = 0; count < 400; count++) farEnd.add({ prompt: `${count}`, status: 'completed' });
    const [deep, gone] = [farEnd.tracks[390]!, farEnd.tracks[250]!];
    const { list, isWhole } = await watchWhole(stage);
    await until(() => isWhole(400));
    farEnd.forgetEvents();
    farEnd.remove(gone.id);
    Object.assign(deep, { title: 'Changed unheard', revision: 9 });
    for (const listener of farEnd.listeners) listener.destroy();
    await until(() => isWhole(399));
    expect(list().find(({ id }) => id === deep.id)?.title).toBe('Changed unheard');
    expect(link.connection.get().state).toBe('live');
  });

  it('[RT-2] is made up for also where a list could not be read before the server was gone', async () => {
    await using stage = await openLink();
    stage.farEnd.add({ prompt: 'one' });
    await stage.hold();
    stage.farEnd.refused.set('GET /v1/tracks', problem(500, 'internal_error'));
    const list = watchList(stage.link);
    await until(() => stage.queryClient.isFetching() === 0 && stage.farEnd.countAsked('GET /v1/tracks') > 0);
    stage.farEnd.refused.clear();
    for (const listener of stage.farEnd.listeners) listener.destroy();
    await until(() => list().join() === 'one processing');
  });
});
