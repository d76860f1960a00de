import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startSimulator, type Rule, type SimulatorState } from '@impresario/simulators';

/** A simulated Suno in a process of its own, so that it does not take turns with what is measured. */
export interface FarEnd {
  readonly url: string;
  readonly apiKey: string;
  state(): Promise<SimulatorState>;
  script(rule: Rule): Promise<void>;
  /** Starts a task past the engine; answers its id. */
  startTask(prompt: string): Promise<string>;
  end(): Promise<void>;
}

const apiKey = 'bench-key';
const authorization = `Bearer ${apiKey}`;

export interface FarEndOptions {
  /** Signs callbacks; null leaves them unsigned. */
  readonly webhookSecret: string | null;
  /** Files are made while a task runs, as a service does; else when they are first asked for. */
  readonly makesFiles?: boolean;
}

export async function startFarEnd(options: FarEndOptions): Promise<FarEnd> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(options)]);
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    apiKey,
    state: async () => (await (await fetch(`${url}/_simulator/state`)).json()) as SimulatorState,
    script: async (rule) => void (await post(`${url}/_simulator/script`, rule)),
    async startTask(prompt) {
      const callBackUrl = 'https://callbacks.invalid/';
      const song = { customMode: false, instrumental: false, model: 'V5', prompt, callBackUrl };
      const reply = (await post(`${url}/api/v1/generate`, song)) as { data: { taskId: string } };
      return reply.data.taskId;
    },
    async end() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function post(url: string, body: object): Promise<unknown> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`HTTP ${reply.status}: ${await reply.text()}`);
  return reply.json();
}

async function simulate({ webhookSecret, makesFiles = false }: FarEndOptions): Promise<void> {
  const accepted = /^accepted generate (\w+)$/;
  const simulator = await startSimulator('suno', {
    ...{ apiKey, speed: 'instant', rateLimits: 'none', songSeconds: 1, credits: 1e9 },
    webhookSecret: webhookSecret ?? undefined,
    log(line) {
      const [, taskId] = accepted.exec(line) ?? [];
      if (taskId && makesFiles) setTimeout(() => void makeFiles(simulator.url, taskId), 50);
    },
  });
  process.send?.(simulator.url);
}

/** The stream of a task under way is the song, so asking for it makes the file. */
async function makeFiles(url: string, taskId: string): Promise<void> {
  const headers = { authorization };
  const reply = await fetch(`${url}/api/v1/generate/record-info?taskId=${taskId}`, { headers });
  const { data } = (await reply.json()) as {
    data: { response: { sunoData: { streamAudioUrl: string; imageUrl: string }[] } | null };
  };
  const files = data.response?.sunoData.flatMap((track) => [track.streamAudioUrl, track.imageUrl]) ?? [];
  for (const file of files) await (await fetch(file)).arrayBuffer();
}

if (import.meta.main) {
  // Nobody is left to ask it when the bench is gone.
  process.once('disconnect', () => process.exit());
  await simulate(JSON.parse(process.argv[2] ?? '') as FarEndOptions);
}
