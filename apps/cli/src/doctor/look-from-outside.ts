import type { Client } from '@impresario/client';
import type { Finding } from '@impresario/protocol';
import { formatCredits } from '../terminal/format.ts';
import type { World } from '../world.ts';

const skewMaxSeconds = 30;
/** A heartbeat comes every 15 s. */
const streamPatienceMs = 20_000;

/** What only a client sees: whether the way to the server and back is open. In the order in which things are mended. */
export async function lookFromOutside(client: Client, world: World): Promise<Finding[]> {
  const alive = await look('reachable', 'Server', 'Is it running, and is this its address?', async () => {
    const before = world.now();
    const { at } = await client.server.live();
    const tookMs = world.now() - before;
    return [ok('reachable', 'Server', `answers in ${tookMs} ms`), clockFinding(at, before + tookMs / 2)];
  });
  if (alive[0]?.status === 'failed') return alive;
  const rest = await Promise.all([
    look('ready', 'Ready', 'Look at /readyz: it names what is missing.', async () => {
      await client.server.ready();
      return [ok('ready', 'Ready', 'takes requests')];
    }),
    look('token', 'Token', 'Give the right one as --token or IMPRESARIO_TOKEN.', async () => {
      const { plan, creditsRemaining } = await client.credits.get();
      return [ok('token', 'Token', `accepted: plan ${plan}, ${formatCredits(creditsRemaining)}`)];
    }),
    look('realtime', 'Live events', 'A proxy may hold replies back: turn its buffering off.', () =>
      lookAtEvents(client, world),
    ),
    look('files', 'Signed files', 'Is PUBLIC_URL the address that clients reach?', () => lookAtFiles(client)),
    look('metrics', 'Metrics', 'Prometheus has to reach /metrics.', async () => {
      const lines = (await client.server.metrics()).split('\n');
      const count = lines.filter((line) => line.startsWith('impresario_')).length;
      return [ok('metrics', 'Metrics', `${count} figures of the engine`)];
    }),
  ]);
  return [...alive, ...rest.flat()];
}

function clockFinding(at: Date | null, nowMs: number): Finding {
  if (at === null) return ok('clock', 'Clock', 'the server does not tell its time');
  // Its time comes in whole seconds.
  const seconds = Math.max(0, Math.round(Math.abs(at.getTime() + 500 - nowMs) / 1000));
  const finding = ok('clock', 'Clock', seconds <= 1 ? 'as here' : `${seconds} s from the one here`);
  if (seconds <= skewMaxSeconds) return finding;
  const remedy = 'Set both clocks by NTP: tokens and signatures run out by time.';
  return { ...finding, status: 'failed', remedy };
}

async function lookAtEvents(client: Client, world: World): Promise<Finding[]> {
  const stop = new AbortController();
  const startedAt = world.now();
  const heard = new Promise<boolean>((resolve) => {
    const drain = async () => {
      const events = client.events({ signal: stop.signal, onConnection: (open) => open && resolve(true) });
      for await (const event of events) void event;
    };
    drain().catch(() => resolve(false));
  });
  const isOpen = await Promise.race([heard, world.sleep(streamPatienceMs).then(() => false)]);
  stop.abort();
  if (!isOpen) throw new Error('nothing was heard of them');
  return [ok('realtime', 'Live events', `heard after ${world.now() - startedAt} ms`)];
}

async function lookAtFiles(client: Client): Promise<Finding[]> {
  const { data } = await client.tracks.list({ status: 'completed', limit: 1 });
  const audio = data[0]?.versions.find((version) => version.audio !== null)?.audio;
  if (!audio) return [ok('files', 'Signed files', 'no finished song to try one with')];
  const reply = await client.files.open(audio.url);
  await reply.body?.cancel();
  return [ok('files', 'Signed files', 'the newest song can be fetched')];
}

async function look(
  id: string,
  title: string,
  remedy: string,
  examine: () => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    return await examine();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ id, title, status: 'failed', detail, remedy }];
  }
}

function ok(id: string, title: string, detail: string): Finding {
  return { id, title, status: 'ok', detail, remedy: null };
}
