import { fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { InFlight } from './seed-in-flight.ts';

export interface Load {
  readonly url: string;
  readonly secret: string;
  readonly tracks: readonly InFlight[];
  readonly perSecond: number;
  readonly seconds: number;
}

export interface Answers {
  /** From the moment a post was due, so that a late one counts as slow. */
  readonly latenciesMs: readonly number[];
  readonly statuses: Readonly<Record<string, number>>;
}

/** Posts callbacks at a steady rate, whether earlier ones were answered or not, from a process of its own. */
export async function postCallbacks(load: Load): Promise<Answers> {
  const child = fork(fileURLToPath(import.meta.url));
  child.send(load);
  const [answers] = (await once(child, 'message')) as [Answers];
  child.disconnect();
  await once(child, 'exit');
  return answers;
}

async function post({ url, secret, tracks, perSecond, seconds }: Load): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const latenciesMs: number[] = [];
  const statuses: Record<string, number> = {};
  const startedAt = performance.now();
  const posts = Array.from({ length: perSecond * seconds }, async (_, index) => {
    const dueAt = startedAt + (index * 1000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAt - performance.now())));
    const track = tracks[index % tracks.length]!;
    const status = await postOne(agent, `${url}/webhooks/suno/${track.correlation}`, textOf(track), secret);
    latenciesMs.push(performance.now() - dueAt);
    statuses[status] = (statuses[status] ?? 0) + 1;
  });
  await Promise.all(posts);
  agent.destroy();
  return { latenciesMs, statuses };
}

/** A `text` callback as the simulator sends it, each another one: it is stored and changes nothing. */
function textOf({ taskId }: InFlight): string {
  const songs = [0, 1].map(() => {
    const id = crypto.randomUUID();
    return {
      ...{
        id,
        audio_url: '',
        stream_audio_url: `https://files.invalid/stream/${id}`,
        title: 'Rainy evening',
      },
      ...{ image_url: `https://files.invalid/${id}.png`, prompt: lyrics, model_name: 'chirp-crow' },
      ...{ tags: 'lo-fi, piano, warm', createTime: Date.now() },
    };
  });
  const data = { callbackType: 'text', task_id: taskId, data: songs };
  return JSON.stringify({ code: 200, msg: 'Text generated successfully.', data });
}

const lyrics = '[Verse]\nRain on the window, a lamp in the hall\n'.repeat(12);

function postOne(agent: Agent, url: string, body: string, secret: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-suno-signature': createHmac('sha256', secret).update(body).digest('hex'),
    };
    const sent = request(url, { agent, method: 'POST', headers }, (reply) => {
      reply.resume();
      reply.once('end', () => resolve(reply.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

if (import.meta.main) {
  const [load] = (await once(process, 'message')) as [Load];
  process.send?.(await post(load));
}
