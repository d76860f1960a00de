import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { MusicRequest } from '@impresario/provider';
import { plainRequest, type DocumentedError, type ProviderSubject } from '@impresario/provider/conformance';
import documented from '../fixtures/errors.json' with { type: 'json' };
import { createMurekaProvider } from '../provider.ts';
import { careless, error, type ScriptedMureka, type SeenRequest } from './start-scripted-mureka.ts';

/** A request Mureka takes, with these parts replaced. */
export function murekaRequest(change: Partial<MusicRequest> = {}): MusicRequest {
  return { ...plainRequest, model: 'mureka-9', lyrics: 'la la la', ...change };
}

/** The adapter on its far end, ready for the contract. */
export async function murekaSubject(upstream: ScriptedMureka): Promise<ProviderSubject> {
  const { apiKey, baseUrl } = upstream;
  const nowhere = `http://127.0.0.1:${await closedPort()}`;
  return {
    name: 'Mureka',
    shape: 'task',
    makeProvider: () => createMurekaProvider({ apiKey, baseUrl }),
    makeUnreachableProvider: () => createMurekaProvider({ apiKey, baseUrl: nowhere }),
    makeRequest: murekaRequest,
    secrets: [apiKey],
    upstream: {
      reset: () => upstream.reset(),
      breakSubmit: (fault) => upstream.nextStart(fault),
      breakPoll: (fault) => upstream.nextLook(fault),
      submits: () => upstream.starts(),
      pollCount: () => upstream.requests.filter(({ path }) => path.includes('/query/')).length,
      taskIds: () => upstream.taskIds,
      sentValue: (seen, parameter) => sentValue(seen as SeenRequest, parameter),
      documentedErrors: documentedErrors(upstream),
    },
  };
}

function sentValue({ path, body }: SeenRequest, parameter: keyof MusicRequest): unknown {
  if (parameter === 'hasVocals') return !path.startsWith('/v1/instrumental/');
  const sent = body as Record<string, unknown>;
  return parameter === 'vocalGender' ? sent['gender'] : sent[parameter];
}

function documentedErrors(upstream: ScriptedMureka): DocumentedError[] {
  return documented.map(({ name, status, message, kind, sideEffect }) => ({
    name,
    arrange: () => upstream.nextStart((seen) => error(status, `${message}; ${careless(seen)}`)),
    kind: kind as DocumentedError['kind'],
    sideEffect: sideEffect as DocumentedError['sideEffect'],
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
