import { aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { createTransport, type Transport } from '../transport.ts';
import { eventText, json, routedServer, stream } from '../testing/scripted-server.ts';
import { testClock } from '../testing/test-clock.ts';
import { identityOf, type Token } from '../token.ts';
import { silentLog, systemFetch } from '../world.ts';
import { RealtimeSubscriptionManager } from './realtime-subscription-manager.ts';
import { channelName, type Tabs } from './tabs.ts';

const tabs: Tabs = { locks: navigator.locks, openChannel: (name) => new BroadcastChannel(name) };
const trackId = aTrack().id;
const at = (revision: number) => aTrack({ revision });
const events = '/v1/events';

function serve() {
  return routedServer({
    [events]: [stream('id: e0\n\n', 'open')],
    [`/v1/tracks/${trackId}`]: [json(200, at(1))],
  });
}

/** One page: a client of its own that meets the others over the runtime's own locks and channels. */
function openTab(baseUrl: string, token?: Token, shared = tabs) {
  const clock = testClock({ heldFromMs: 1_000 });
  const transport = createTransport({ baseUrl, token, fetch: systemFetch, clock, log: silentLog });
  const manager = new RealtimeSubscriptionManager({ transport, tabs: shared });
  const heard: number[] = [];
  const states: string[] = [];
  manager.onConnection((state) => states.push(state));
  const end = manager.subscribeToTrack(trackId, ({ new: { revision } }) => heard.push(revision));
  return { manager, clock, heard, states, end, transport };
}

const nameOf = (transport: Transport) => channelName(transport, identityOf(undefined));

it('[RT-2] keeps one connection for all pages, and tells each of them', async () => {
  await using server = await serve();
  const first = openTab(server.url);
  await expect.poll(() => first.heard).toEqual([1]);
  const others = [openTab(server.url), openTab(server.url)];
  for (const { heard } of others) await expect.poll(() => heard).toEqual([1]);
  server.say(events, eventText('e1', at(2)));
  for (const { heard, states } of [first, ...others]) {
    await expect.poll(() => heard).toEqual([1, 2]);
    expect(states.at(-1)).toBe('live');
  }
  expect(server.requests.filter(({ url }) => url === events)).toHaveLength(1);
  for (const { manager } of [first, ...others]) manager.close();
});

it('[RT-2] passes the connection on when its page closes; the next resumes where it stopped', async () => {
  await using server = await serve();
  const first = openTab(server.url);
  await expect.poll(() => first.heard).toEqual([1]);
  const second = openTab(server.url);
  await expect.poll(() => second.heard).toEqual([1]);
  server.say(events, eventText('e1', at(2)));
  await expect.poll(() => second.heard).toEqual([1, 2]);
  first.manager.close();
  await expect.poll(() => server.requests.filter(({ url }) => url === events).length).toBe(2);
  expect(server.requests.at(-1)).toMatchObject({ url: events, headers: { 'last-event-id': 'e1' } });
  server.say(events, eventText('e2', at(3)));
  await expect.poll(() => second.heard).toEqual([1, 2, 3]);
  expect(first.heard).toEqual([1, 2]);
  second.manager.close();
});

it('[RT-2] takes the connection from a page that is frozen, which follows when it thaws', async () => {
  await using server = await serve();
  let isFrozen = false;
  const freezing: Tabs = {
    locks: navigator.locks,
    openChannel(name) {
      const channel = new BroadcastChannel(name);
      let own: BroadcastChannel['onmessage'] = null;
      channel.onmessage = (event) => {
        if (!isFrozen) own?.call(channel, event);
      };
      return Object.defineProperty(channel, 'onmessage', { set: (handler: typeof own) => (own = handler) });
    },
  };
  const frozen = openTab(server.url, undefined, freezing);
  await expect.poll(() => frozen.heard).toEqual([1]);
  const other = openTab(server.url);
  await expect.poll(() => other.heard).toEqual([1]);
  server.say(events, eventText('e1', at(2)));
  await expect.poll(() => other.heard).toEqual([1, 2]);
  isFrozen = true;
  await other.clock.fire(20_000);
  await other.clock.fire(5_000);
  await expect.poll(() => server.requests.at(-1)?.headers['last-event-id']).toBe('e1');
  await expect.poll(() => server.openCount(events)).toBe(1);
  isFrozen = false;
  server.say(events, eventText('e2', at(3)));
  for (const { heard } of [frozen, other]) await expect.poll(() => heard).toEqual([1, 2, 3]);
  expect(server.openCount(events)).toBe(1);
  for (const { manager } of [frozen, other]) manager.close();
});

it('[SEC-1] lets pages of different users share nothing', async () => {
  await using server = await serve();
  const tokens = [undefined, 'imp_one', 'imp_two'];
  const opened = tokens.map((token) => openTab(server.url, token));
  for (const { heard } of opened) await expect.poll(() => heard).toEqual([1]);
  const asked = server.requests.filter(({ url }) => url === events);
  expect(asked.map(({ headers }) => headers.authorization).sort()).toEqual([
    'Bearer imp_one',
    'Bearer imp_two',
    undefined,
  ]);
  for (const { manager } of opened) manager.close();
});

it('passes over what is no message of a tab, and finds out what it missed', async () => {
  await using server = await serve();
  const first = openTab(server.url);
  await expect.poll(() => first.heard).toEqual([1]);
  const second = openTab(server.url);
  await expect.poll(() => second.heard).toEqual([1]);
  const stranger = new BroadcastChannel(nameOf(first.transport));
  for (const junk of [
    null,
    7,
    'text',
    {},
    { kind: 'said' },
    { kind: 'said', message: { event: 'track', data: 5 } },
  ])
    stranger.postMessage(junk);
  stranger.postMessage({ kind: 'said', message: { event: 'track', data: '{"track":{"id":1}}', id: null } });
  server.say(events, eventText('e1', at(2)));
  await expect.poll(() => second.heard).toEqual([1, 2]);
  stranger.close();
  // Away for so long that it left the channel: back, it is told what the leader knows and reads what it has not heard.
  second.end();
  await second.clock.fire(30_000);
  server.say(events, eventText('e2', at(3)));
  await expect.poll(() => first.heard).toEqual([1, 2, 3]);
  const again: number[] = [];
  const asked = server.requests.length;
  second.manager.subscribeToTrack(trackId, ({ new: { revision } }) => again.push(revision));
  await expect.poll(() => server.requests.length).toBe(asked + 1);
  expect(server.requests.at(-1)?.url).toBe(`/v1/tracks/${trackId}`);
  for (const { manager } of [first, second]) manager.close();
});
