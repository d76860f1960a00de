import type { Simulator } from '../shared/simulator.ts';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface JsonCaller {
  post(path: string, body: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** The reply itself. */
  raw(path: string, body: unknown, init?: RequestInit): Promise<Response>;
}

/** Calls a simulator with its key, or with another one. */
export function callJson({ url }: Pick<Simulator, 'url'>, key = 'any-key'): JsonCaller {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const raw = (path: string, body: unknown, init?: RequestInit) =>
    fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body), ...init });
  const read = async (answer: Response): Promise<Answer> => ({
    status: answer.status,
    body: (await answer.json()) as Record<string, unknown>,
  });
  return {
    raw,
    post: async (path, body) => read(await raw(path, body)),
    get: async (path) => read(await fetch(url + path, { headers })),
  };
}

export async function bytesAt(url: unknown): Promise<Buffer> {
  return Buffer.from(await (await fetch(String(url))).arrayBuffer());
}
