import { ImpresarioError } from '@impresario/client';
import type { Problem } from '@impresario/protocol';
import type { Connection } from './connect.ts';

/** What `GET /v1/admin/overview` tells. */
export interface Overview {
  readonly tracks: Readonly<Record<string, number>>;
  readonly queued: Readonly<Record<string, number>>;
  readonly stuck: number;
  readonly orphans: { readonly open: number; readonly claimed: number };
  readonly callbacks: { readonly waiting: number; readonly lastHour: number };
  readonly users: number;
}

/** A task that a provider may have billed although its track is over. */
export interface Orphan {
  readonly trackId: string;
  readonly provider: string;
  readonly operation: string;
  readonly taskId: string | null;
  readonly status: string;
  readonly errorCode: string | null;
  readonly lateResultAt: string | null;
  readonly claimedBy: string | null;
  readonly createdAt: string;
}

/** Reads what only operators may; the client that programs import has none of it. Throws `ImpresarioError`. */
export async function askAdmin<Answer>({ url, token }: Connection, path: string): Promise<Answer> {
  const headers = new Headers(token === null ? {} : { authorization: `Bearer ${token}` });
  const response = await fetch(new URL(path, url), { headers }).catch((cause: unknown) => {
    throw new ImpresarioError({ code: 'unreachable', detail: `Nothing answers at ${url}.`, cause });
  });
  const body = (await response.json().catch(() => null)) as unknown;
  if (response.ok && body !== null) return body as Answer;
  const problem = body as Problem | null;
  const detail = problem?.detail ?? `The server answered ${response.status} without saying why.`;
  const code = problem?.code ?? 'network';
  throw new ImpresarioError({ code, detail, status: response.status, problem });
}
