import type { Simulator } from '../shared/simulator.ts';

export interface Envelope {
  readonly code: number;
  readonly msg: string;
  readonly data: unknown;
}

export interface SunoRecord {
  readonly taskId: string;
  readonly status: string;
  readonly errorCode: number | null;
  readonly response: { readonly sunoData: readonly SunoTrack[] } | null;
}

export interface SunoTrack {
  readonly id: string;
  readonly audioUrl: string;
  readonly streamAudioUrl: string;
  readonly imageUrl: string;
  readonly duration: number | null;
  readonly createTime: number;
}

export interface SunoCaller {
  post(path: string, body: unknown): Promise<Envelope>;
  get(path: string): Promise<Envelope>;
  /** Starts a task and answers its id; throws when it was refused. */
  start(path: string, body: unknown): Promise<string>;
  music(taskId: string): Promise<SunoRecord>;
  record(kind: string, taskId: string): Promise<Record<string, unknown>>;
}

export const key = { authorization: 'Bearer any-key', 'content-type': 'application/json' };

/** A song whose length is `songSeconds`, told to call back nobody. */
export const song = {
  customMode: true,
  instrumental: false,
  model: 'V5',
  prompt: '[Verse]\nHarbour lights at four',
  style: 'indie folk, warm',
  title: 'Harbour',
  callBackUrl: 'http://127.0.0.1:9/nobody',
};

export function callSuno({ url }: Pick<Simulator, 'url'>): SunoCaller {
  const ask = async (path: string, init?: RequestInit) =>
    (await (await fetch(url + path, { headers: key, ...init })).json()) as Envelope;
  const post = (path: string, body: unknown) => ask(path, { method: 'POST', body: JSON.stringify(body) });
  const record = async (kind: string, taskId: string) =>
    (await ask(`/api/v1/${kind}/record-info?taskId=${taskId}`)).data as Record<string, unknown>;
  return {
    post,
    get: (path) => ask(path),
    record,
    async start(path, body) {
      const { code, msg, data } = await post(path, body);
      if (code !== 200) throw new Error(`${code} ${msg}`);
      return (data as { taskId: string }).taskId;
    },
    music: async (taskId) => (await record('generate', taskId)) as unknown as SunoRecord,
  };
}
