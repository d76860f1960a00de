import type { Dialect, SimulatorOptions } from '../shared/simulator.ts';
import { json, type Call, type Service } from '../shared/service.ts';
import type { Stage } from '../shared/stage.ts';

/** What the routes of this service share. */
export interface Gateway {
  readonly stage: Stage;
  readonly service: Service;
  readonly dialect: Dialect;
  readonly options: SimulatorOptions;
}

/** Why a call is refused, before a code of the dialect is put to it. */
export type Reason =
  | 'not-json'
  | 'no-callback-url'
  | 'invalid'
  | 'too-long'
  | 'conflict'
  | 'already-made'
  | 'no-credits'
  | 'too-frequent'
  | 'unauthorised'
  | 'not-found';

/**
 * The same reason has another number on the other host; 429 even means two things. Documented at
 * docs.sunoapi.org and docs.kie.ai (read 2026-09); the two `no-callback-url` and `no-credits` were observed.
 */
const codes: Readonly<Record<Dialect, Readonly<Record<Reason, number>>>> = {
  sunoapi: {
    'not-json': 400,
    'no-callback-url': 400,
    invalid: 400,
    'too-long': 413,
    conflict: 409,
    'already-made': 400,
    'no-credits': 429,
    'too-frequent': 430,
    unauthorised: 401,
    'not-found': 404,
  },
  kie: {
    'not-json': 400,
    'no-callback-url': 422,
    invalid: 422,
    'too-long': 422,
    conflict: 409,
    'already-made': 400,
    'no-credits': 402,
    'too-frequent': 429,
    unauthorised: 401,
    'not-found': 404,
  },
};

const messages: Readonly<Record<Reason, string>> = {
  'not-json': 'The request body is not valid JSON',
  'no-callback-url': 'Please enter callBackUrl.',
  invalid: 'Invalid parameter',
  'too-long': 'prompt too long',
  conflict: 'Record already exists.',
  'already-made': 'The cover was already generated for this task.',
  'no-credits': 'The current credits are insufficient. Please top up.',
  'too-frequent': 'Your call frequency is too high. Please try again later.',
  unauthorised: 'You do not have access permissions',
  'not-found': 'Not found',
};

/** Documented codes that only a script asks for. */
const scripted: Readonly<Record<number, string>> = {
  405: 'Call limit exceeded.',
  408: 'Request timed out.',
  433: 'Call limit reached.',
  451: 'Failed to fetch the file.',
  455: 'System maintenance',
  500: 'Server error',
  501: 'Generation failed.',
  505: 'Feature disabled.',
};

export function ok(data: unknown): Response {
  return json({ code: 200, msg: 'success', data });
}

/** A refusal is HTTP 200 with another `code`: observed on both hosts. */
export function refuse(dialect: Dialect, reason: Reason, message = messages[reason]): Response {
  const status = reason === 'not-found' ? 404 : 200;
  return json({ code: codes[dialect][reason], msg: message, data: null }, status);
}

/** Any code a script asks for, with the words this dialect has for it. */
export function refuseWith(dialect: Dialect, code: number, status = 200): Response {
  const reason = (Object.keys(messages) as Reason[]).find((each) => codes[dialect][each] === code);
  const msg = scripted[code] ?? (reason ? messages[reason] : 'Error');
  return json({ code, msg, data: null }, status);
}

/** The body as an object; null when it is not JSON or something else. */
export async function bodyOf(call: Call): Promise<Record<string, unknown> | null> {
  const value: unknown = await call.req.json().catch(() => null);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
