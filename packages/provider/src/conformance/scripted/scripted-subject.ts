import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { MusicProvider } from '../../provider.ts';
import type { MusicRequest } from '../../request.ts';
import type { DocumentedError, Fault, ProviderSubject } from '../subject.ts';
import type { Behaviour, Call } from './script.ts';
import type { ScriptedProviderOptions } from './scripted-task-provider.ts';
import { startScriptedUpstream, type ScriptedUpstream } from './start-scripted-upstream.ts';

export interface ScriptedSubject {
  readonly subject: ProviderSubject;
  readonly upstream: ScriptedUpstream;
}

/** A provider on a scripted upstream of its own, ready for the contract. The caller closes the upstream. */
export async function startScriptedSubject(
  name: string,
  shape: 'task' | 'inline',
  create: (options: ScriptedProviderOptions) => MusicProvider,
): Promise<ScriptedSubject> {
  const upstream = await startScriptedUpstream();
  const submitCall: Call = shape === 'task' ? 'submit' : 'inline';
  const { apiKey } = upstream;
  const nowhere = `http://127.0.0.1:${await closedPort()}`;
  const subject: ProviderSubject = {
    name,
    shape,
    makeProvider: () => create({ baseUrl: upstream.baseUrl, apiKey }),
    makeUnreachableProvider: () => create({ baseUrl: nowhere, apiKey }),
    makeRequest: (change) => ({ ...plainRequest, ...change }),
    secrets: [apiKey],
    upstream: {
      reset() {
        upstream.reset();
        upstream.script({
          steps: [
            { status: 'queued' },
            { status: 'running', progress: 0.4 },
            { status: 'first', progress: 0.8 },
            { status: 'succeeded' },
          ],
        });
      },
      breakSubmit: (fault) => upstream.next(submitCall, submitBehaviour(fault)),
      breakPoll: (fault) => upstream.next('poll', pollBehaviour(fault)),
      submits: () => upstream.submits().map(({ body }) => body),
      pollCount: () => upstream.requests.filter(({ call }) => call === 'poll').length,
      taskIds: () => upstream.tasks.map(({ taskId }) => taskId),
      sentValue: (body, parameter) => (body as Record<string, unknown>)[parameter],
      documentedErrors: documentedErrors(upstream, submitCall),
    },
  };
  return { subject, upstream };
}

/** A request in which every absent parameter is null. */
export const plainRequest: MusicRequest = {
  operation: 'generate',
  model: 'scripted-1',
  prompt: 'a quiet song',
  title: null,
  lyrics: null,
  styleTags: [],
  hasVocals: null,
  durationSeconds: null,
  seed: null,
  variants: 2,
  customMode: null,
  negativeTags: null,
  vocalGender: null,
  styleWeight: null,
  weirdnessConstraint: null,
  audioWeight: null,
  referenceAudioUrl: null,
  referenceKey: null,
  source: null,
  continueAtSeconds: null,
  section: null,
  personaId: null,
  options: {},
};

function submitBehaviour(fault: Fault): Behaviour {
  switch (fault) {
    case 'no-task-id':
      return { do: 'json', body: { taskId: null } };
    case 'success-without-audio':
      return { do: 'json', body: { clips: [{ id: 'silent', audio: '' }] } };
    default:
      return plainBehaviour(fault);
  }
}

function pollBehaviour(fault: Fault): Behaviour {
  const song = (rest: object): Behaviour => ({ do: 'json', body: { taskId: 'any', ...rest } });
  switch (fault) {
    case 'unknown-status':
      return song({ status: 'marinating', clips: [] });
    case 'success-without-audio':
      return song({ status: 'succeeded', clips: [{ id: 'a', audioUrl: null }, { id: 'b' }] });
    case 'task-failed':
      return song({ status: 'failed', error: { code: 'moderated', message: 'canary prompt' } });
    default:
      return plainBehaviour(fault);
  }
}

function plainBehaviour(fault: Fault): Behaviour {
  switch (fault) {
    case 'reset-before-body':
    case 'reset-after-body':
    case 'hang':
    case 'html':
    case 'truncated-json':
    case 'empty':
      return { do: fault };
    case 'rate-limited':
      return { do: 'error', status: 429, retryAfterSeconds: 3 };
    case 'overloaded':
      return { do: 'error', status: 503 };
    default:
      throw new Error(`The scripted upstream cannot show ${fault} here`);
  }
}

function documentedErrors(upstream: ScriptedUpstream, call: Call): DocumentedError[] {
  const error = (
    status: number,
    kind: DocumentedError['kind'],
    sideEffect: DocumentedError['sideEffect'],
    more: { code?: string; retryAfterSeconds?: number } = {},
  ): DocumentedError => ({
    name: `HTTP ${status} ${more.code ?? ''}`.trim(),
    arrange: () => upstream.next(call, { do: 'error', status, ...more }),
    kind,
    sideEffect,
    ...(more.retryAfterSeconds === undefined ? {} : { retryAfterMs: more.retryAfterSeconds * 1000 }),
  });
  return [
    error(400, 'invalid-request', 'none'),
    error(401, 'auth', 'none'),
    error(402, 'no-credit', 'none'),
    error(413, 'invalid-request', 'none'),
    error(422, 'moderated', 'none', { code: 'moderated' }),
    error(429, 'rate-limited', 'none', { retryAfterSeconds: 7 }),
    error(500, 'upstream-fault', 'unknown'),
    error(503, 'overloaded', 'none'),
  ];
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
