import { aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { createClient } from '../create-client.ts';
import { eventText, json, routedServer, stream } from '../testing/scripted-server.ts';
import { testClock } from '../testing/test-clock.ts';
import { RealtimeSubscriptionManager } from './realtime-subscription-manager.ts';

const events = '/v1/events';
const deleted = (id: string, trackId: unknown) =>
  `event: deleted\nid: ${id}\ndata: ${JSON.stringify({ type: 'track.deleted', trackId, revision: 2 })}\n\n`;

it('[RT-1] tells of a deletion: once to who follows the track, and to who follows all', async () => {
  await using server = await routedServer({
    [events]: [stream('id: e0\n\n', 'open')],
    '/v1/tracks': [json(200, { data: [aTrack({ id: 'a' }), aTrack({ id: 'b' })] })],
  });
  const { transport } = createClient({ baseUrl: server.url, clock: testClock() });
  const realtime = new RealtimeSubscriptionManager({ transport, tabs: null, onWake: () => () => {} });
  const heard: string[] = [];
  const onDelete = (id: string) => heard.push(`deleted ${id}`);
  realtime.subscribeToTracks(({ new: { id } }) => heard.push(`all ${id}`), { onDelete });
  const onError = ({ code }: { code: string }) => heard.push(code);
  realtime.subscribeToTrack('a', ({ new: { id } }) => heard.push(`one ${id}`), { onError });
  await expect.poll(() => heard.length).toBe(3);
  server.say(
    events,
    deleted('e1', 'a') + deleted('e2', 7) + eventText('e3', aTrack({ id: 'b', revision: 2 })),
  );
  await expect.poll(() => heard.length).toBe(6);
  expect(heard.slice(3)).toEqual(['not_found', 'deleted a', 'all b']);
  expect(realtime.getActiveCount()).toBe(1);
  realtime.close();
});

it('[RT-1] tells of a deletion in a loop over all events', async () => {
  const text = deleted('e1', 'a') + eventText('e2', aTrack({ id: 'b' }));
  await using server = await routedServer({ [events]: [stream(text, 'end')] });
  const heard: string[] = [];
  const onDelete = (id: string) => heard.push(`deleted ${id}`);
  for await (const { trackId } of createClient({ baseUrl: server.url }).events({ onDelete }))
    heard.push(trackId);
  expect(heard).toEqual(['deleted a', 'b']);
});
