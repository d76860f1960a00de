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

/** Texts of `base_resp.status_code` (platform.minimax.io, error page, read 2026-09, and integrators' logs). */
const messages: Readonly<Record<number, string>> = {
  1000: 'unknown error',
  1001: 'request timeout, please try again later',
  1002: 'rate limit',
  1004: 'not authorized',
  1008: 'insufficient balance',
  1013: 'internal service error',
  1024: 'internal error',
  1026: 'input new_sensitive',
  1027: 'output new_sensitive',
  1028: 'quota exhausted',
  1030: 'quota exhausted',
  1033: 'system error',
  1039: 'token limit',
  1041: 'conn limit',
  1042: 'invisible character ratio limit',
  2013: 'invalid params',
  2038: 'real-name verification is missing',
  2045: 'rate growth limit',
  2049: 'invalid api key',
  2061: 'your current token plan not support model',
};

export interface BaseResp {
  readonly status_code: number;
  readonly status_msg: string;
}

/** `base_resp` of a code. */
export function baseResp(world: World, code: number, message = messageOf(world, code)): BaseResp {
  return { status_code: code, status_msg: message };
}

function messageOf(world: World, code: number): string {
  if (code !== 2056) return messages[code] ?? 'unknown error';
  // Observed: the text carries the end of the window of five hours.
  const resetsAt = new Date(world.now() + 5 * 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  return `usage limit exceeded, 5-hour usage limit reached for Token Plan Max (100/100 used), resets at ${resetsAt}`;
}

export type Refuse = (code: number, message?: string) => Response;

/** A refusal is HTTP 200 with another code, and its `trace_id` is in a header only. */
export function createRefuse(world: World): Refuse {
  return (code, message) =>
    json({ data: null, base_resp: baseResp(world, code, message) }, 200, { 'trace-id': hexId(world) });
}

/**
 * What a script asks for: a code of the service, under HTTP 200 unless `status` says otherwise and with the text
 * `word` instead of its own; or, below 1000, an HTTP status of what stands in front.
 */
export function refuseWith(
  world: World,
  {
    code,
    status,
    word,
  }: { code?: number | undefined; status?: number | undefined; word?: string | undefined },
): Response {
  const asked = code ?? status ?? 1000;
  if (asked < 1000)
    return json({ error: { message: word ?? 'refused' } }, asked >= 400 && asked < 600 ? asked : 500);
  const body = { data: null, base_resp: baseResp(world, asked, word) };
  return json(body, status ?? 200, { 'trace-id': hexId(world) });
}

/** Limits are counted by key. */
export function keyOf(call: Call): string {
  return call.req.header('authorization') ?? '';
}

/** 120 requests a minute for paying accounts (rate limit page, read 2026-09); taken together for all calls. */
export function isTooFrequent({ stage }: Gateway, call: Call): boolean {
  return !stage.windows.allow(`requests ${keyOf(call)}`, 120, 60_000);
}
