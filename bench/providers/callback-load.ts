import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { askOneByOne } from '../ask-one-by-one.ts';
import { answerParent, inOwnProcess } from '../own-process.ts';
import type { InFlight } from './seed-in-flight.ts';

interface Target {
  readonly url: string;
  readonly secret: string;
  readonly tracks: readonly InFlight[];
  readonly seconds: number;
}

export interface SteadyLoad extends Target {
  readonly perSecond: number;
}

export interface FullLoad extends Target {
  readonly clients: number;
}

export interface Answers {
  /** From the moment a post was due, so that a late one counts as slow. */
  readonly latenciesMs: readonly number[];
  readonly statuses: Readonly<Record<string, number>>;
}

/** Posts callbacks at a steady rate, whether earlier ones were answered or not. */
export const postCallbacks = (load: SteadyLoad) => inOwnProcess<Answers>(import.meta.url, load);

/** Callbacks a second, each client posting the next when the last was answered. */
export const callbackRate = (load: FullLoad) => inOwnProcess<number>(import.meta.url, load);

async function postOneByOne({ url, secret, tracks, seconds, clients }: FullLoad): Promise<number> {
  let asked = 0;
  const next = () => {
    asked += 1;
    const track = tracks[asked % tracks.length]!;
    const body = textOf(track);
    return { path: `/webhooks/suno/${track.correlation}`, headers: headersOf(body, secret), body };
  };
  const until = performance.now() + seconds * 1000;
  const all = Array.from({ length: clients }, () => askOneByOne({ url, status: 200, until, next }));
  return (await Promise.all(all)).reduce((sum, answered) => sum + answered, 0) / seconds;
}

async function postSteadily({ url, secret, tracks, perSecond, seconds }: SteadyLoad): Promise<Answers> {
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
    const headers = { ...headersOf(body, secret), 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { agent, method: 'POST', headers }, (reply) => {
      reply.resume();
      reply.once('end', () => resolve(reply.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

function headersOf(body: string, secret: string) {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return { 'content-type': 'application/json', 'x-suno-signature': signature };
}

if (import.meta.main) {
  answerParent((load: SteadyLoad | FullLoad) =>
    'clients' in load ? postOneByOne(load) : postSteadily(load),
  );
}
