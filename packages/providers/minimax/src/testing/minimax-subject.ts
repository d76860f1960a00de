import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { MusicRequest } from '@impresario/provider';
import { plainRequest, type DocumentedError, type ProviderSubject } from '@impresario/provider/conformance';
import documented from '../fixtures/errors.json' with { type: 'json' };
import { createMiniMaxProvider } from '../provider.ts';
import type { DeliveryMode } from '../request.ts';
import { careless, error, type ScriptedMiniMax, type SeenRequest } from './start-scripted-minimax.ts';

/** A clock that stands still. */
export const clock = { now: () => new Date('2026-09-12T12:00:00Z') };

/** A request MiniMax takes, with these parts replaced. */
export function miniMaxRequest(change: Partial<MusicRequest> = {}): MusicRequest {
  return { ...plainRequest, model: 'music-3.0', lyrics: 'la la la', variants: 1, ...change };
}

/** The adapter on its far end, ready for the contract. */
export async function miniMaxSubject(
  upstream: ScriptedMiniMax,
  mode: DeliveryMode,
): Promise<ProviderSubject> {
  const { apiKey, baseUrl } = upstream;
  const nowhere = `http://127.0.0.1:${await closedPort()}`;
  return {
    name: `MiniMax, ${mode}`,
    shape: 'inline',
    makeProvider: () => createMiniMaxProvider({ apiKey, baseUrl, clock, mode }),
    makeUnreachableProvider: () => createMiniMaxProvider({ apiKey, baseUrl: nowhere, clock, mode }),
    makeRequest: (change) => miniMaxRequest({ ...change, variants: 1 }),
    secrets: [apiKey],
    upstream: {
      reset: () => upstream.reset(),
      breakSubmit: (fault) => upstream.next(fault),
      breakPoll: () => undefined,
      submits: () => upstream.requests,
      pollCount: () => 0,
      taskIds: () => [],
      sentValue: (seen, parameter) => sentValue((seen as SeenRequest).body, parameter),
      documentedErrors: documentedErrors(upstream),
    },
  };
}

function sentValue(sent: SeenRequest['body'], parameter: keyof MusicRequest): unknown {
  return parameter === 'hasVocals' ? sent['is_instrumental'] !== true : sent[parameter];
}

function documentedErrors(upstream: ScriptedMiniMax): DocumentedError[] {
  return documented.map(({ code, text, kind, sideEffect, retryAfterMs }) => ({
    name: `${code} ${text}`,
    arrange: () => upstream.next((seen) => error(code, `${text}; ${careless(seen)}`)),
    kind: kind as DocumentedError['kind'],
    sideEffect: sideEffect as DocumentedError['sideEffect'],
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }));
}

/** A port of 127.0.0.1 that was free a moment ago. */
function closedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
