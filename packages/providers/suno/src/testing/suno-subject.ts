import type { MusicRequest } from '@impresario/provider';
import {
  plainRequest,
  type DocumentedError,
  type Fault,
  type ProviderSubject,
} from '@impresario/provider/conformance';
import type { Dialect } from '../dialects.ts';
import { createSunoProvider } from '../provider.ts';
import { createFastClock } from './fast-clock.ts';
import type { Behaviour, ScriptedSuno } from './scripted-suno.ts';

const lookPath = '/api/v1/generate/record-info';
/** As the sheets of both gateways say it: too many looks, and maintenance. */
const tooManyLooks: Readonly<Record<Dialect, number>> = { sunoapi: 430, kie: 429 };

/** Suno in one dialect, ready for the contract. The caller closes the far end. */
export function sunoSubject(dialect: Dialect, suno: ScriptedSuno): ProviderSubject {
  const make = (baseUrl: string) =>
    createSunoProvider({
      apiKey: suno.apiKey,
      baseUrl,
      dialect,
      webhookSecret: null,
      clock: createFastClock(),
    });
  const submits = () => suno.requests.filter(({ method }) => method === 'POST');
  return {
    name: `Suno, ${dialect}`,
    shape: 'task',
    makeProvider: () => make(suno.baseUrl),
    // Port 9 of this machine: nothing listens there.
    makeUnreachableProvider: () => make('http://127.0.0.1:9'),
    makeRequest: (change) => ({ ...sunoRequest, ...change }),
    secrets: [suno.apiKey],
    upstream: {
      reset: () => suno.reset(),
      breakSubmit: (fault) => suno.next('/api/v1/generate', submitFault(fault)),
      breakPoll: (fault) => suno.next(lookPath, lookFault(dialect, fault)),
      submits: () => submits().map(({ body }) => body),
      pollCount: () => suno.requests.filter(({ path }) => path === lookPath).length,
      taskIds: () => suno.taskIds,
      sentValue: (body, parameter) => sentValue(body as Record<string, unknown>, parameter),
      documentedErrors: documentedErrors[dialect].map(([code, kind, sideEffect, retryAfterMs]) => ({
        name: `${dialect} ${code}`,
        arrange: () => suno.next('/api/v1/generate', { do: 'code', code }),
        kind,
        sideEffect,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      })),
    },
  };
}

export const sunoRequest: MusicRequest = { ...plainRequest, model: 'V5' };

type Row = readonly [
  code: number,
  kind: DocumentedError['kind'],
  sideEffect: DocumentedError['sideEffect'],
  retryAfterMs?: number,
];

/** Written out a second time, so that a slip in the adapter's own table is seen. */
const sharedErrors: readonly Row[] = [
  [400, 'invalid-request', 'none'],
  [401, 'auth', 'none'],
  [402, 'no-credit', 'none'],
  [408, 'timeout', 'unknown'],
  [409, 'invalid-request', 'none'],
  [413, 'invalid-request', 'none'],
  [422, 'invalid-request', 'none'],
  [433, 'rate-limited', 'none', 10_000],
  [451, 'invalid-request', 'none'],
  [455, 'overloaded', 'none', 60_000],
  [500, 'upstream-fault', 'unknown'],
  [501, 'upstream-fault', 'accepted'],
  [505, 'unsupported', 'none'],
  [531, 'upstream-fault', 'none'],
  // Not documented at all.
  [799, 'upstream-fault', 'unknown'],
];

const documentedErrors: Readonly<Record<Dialect, readonly Row[]>> = {
  sunoapi: [
    ...sharedErrors,
    [404, 'misconfigured', 'none'],
    [405, 'rate-limited', 'none', 10_000],
    [429, 'no-credit', 'none'],
    [430, 'rate-limited', 'none', 10_000],
  ],
  kie: [...sharedErrors, [404, 'invalid-request', 'none'], [429, 'rate-limited', 'none', 10_000]],
};

function submitFault(fault: Fault): Behaviour {
  if (fault === 'no-task-id') return { do: 'json', body: { code: 200, msg: 'success', data: null } };
  return plainFault(fault);
}

function lookFault(dialect: Dialect, fault: Fault): Behaviour {
  const data = (rest: object): Behaviour => ({
    do: 'json',
    body: { code: 200, msg: 'success', data: { taskId: 'any', errorCode: null, response: null, ...rest } },
  });
  const silent = {
    sunoData: [
      { id: 'a', audioUrl: '' },
      { id: 'b', audioUrl: null },
    ],
  };
  switch (fault) {
    case 'rate-limited':
      return { do: 'code', code: tooManyLooks[dialect] };
    case 'overloaded':
      return { do: 'code', code: 455 };
    case 'unknown-status':
      return data({ status: 'MARINATING' });
    case 'success-without-audio':
      return data({ status: 'SUCCESS', response: silent });
    case 'task-failed':
      return data({ status: 'GENERATE_AUDIO_FAILED', errorCode: 501, errorMessage: 'canary prompt' });
    default:
      return plainFault(fault);
  }
}

function plainFault(fault: Fault): Behaviour {
  switch (fault) {
    case 'reset-before-body':
    case 'reset-after-body':
    case 'hang':
      return { do: fault };
    case 'html':
      return { do: 'text', text: '<!doctype html><title>Bad gateway</title>', status: 502 };
    case 'truncated-json':
      return { do: 'text', text: '{"code":200,"data":{"taskId":"cut-of' };
    case 'empty':
      return { do: 'text', text: '' };
    default:
      throw new Error(`The scripted Suno cannot show ${fault} here`);
  }
}

function sentValue(body: Record<string, unknown>, parameter: keyof MusicRequest): unknown {
  switch (parameter) {
    case 'hasVocals':
      return typeof body['instrumental'] === 'boolean' ? !body['instrumental'] : undefined;
    case 'durationSeconds':
      return body['duration'];
    default:
      return body[parameter];
  }
}
