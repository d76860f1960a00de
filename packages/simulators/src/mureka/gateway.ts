import { hexId } from '../shared/ids.ts';
import { json, type Call, type Service } from '../shared/service.ts';
import type { SimulatorOptions } from '../shared/simulator.ts';
import type { Stage } from '../shared/stage.ts';
import type { World } from '../world.ts';

/** What the routes of this service share. */
export interface Gateway {
  readonly stage: Stage;
  readonly service: Service;
  readonly options: SimulatorOptions;
  readonly refuse: Refuse;
}

/**
 * Statuses of the error page (platform.mureka.ai, read 2026-09). There is no code in the body: both kinds of 429 are
 * told apart by their words. Only the words of 401 and of the quota were seen.
 */
const answers = {
  invalid: { status: 400, message: 'Invalid Request' },
  unauthorised: { status: 401, message: 'Invalid Authentication' },
  region: { status: 403, message: 'Country, region, or territory not supported' },
  'not-found': { status: 404, message: 'Not Found' },
  'too-many': { status: 429, message: 'Rate limit reached for requests' },
  'no-money': {
    status: 429,
    message: 'You exceeded your current quota, please check your plan and billing details',
  },
  unsafe: { status: 451, message: 'The request parameters did not pass the safety review' },
  fault: { status: 500, message: 'The server had an error while processing your request' },
  overloaded: { status: 503, message: 'Service overloaded, try again later' },
} as const;

export type Reason = keyof typeof answers;
export type Refuse = (reason: Reason, message?: string) => Response;

export function createRefuse(world: World): Refuse {
  return (reason, message = answers[reason].message) =>
    json({ error: { message }, trace_id: hexId(world) }, answers[reason].status);
}

/** The refusal a script asks for by its HTTP status; 402, which Mureka does not have, stands for the empty balance. */
export function refuseWith(refuse: Refuse, status: number): Response {
  if (status === 402) return refuse('no-money');
  const reason = (Object.keys(answers) as Reason[]).find((each) => answers[each].status === status);
  return refuse(reason ?? 'fault');
}

/** Tasks and places belong to the key that asked for them. */
export function keyOf(call: Call): string {
  return call.req.header('authorization') ?? '';
}

/** Tasks at once that the key may have; a top-up of 1000 $ buys five. */
export function concurrencyMax({ concurrencyMax: max = 5 }: SimulatorOptions): number {
  return max;
}

/** Ids are text that looks like a number. */
export function digits(world: World, length: number): string {
  const first = 1 + Math.floor(world.random() * 9);
  const others = Array.from({ length: length - 1 }, () => Math.floor(world.random() * 10));
  return [first, ...others].join('');
}
