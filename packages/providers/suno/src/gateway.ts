import type { Failure } from '@impresario/provider';
import { callFarEnd, type FarEnd } from '@impresario/provider-kit';
import { gateways, type Dialect } from './dialects.ts';
import { readAnswer, type Answer } from './envelope.ts';

/** Our side of one gateway. */
export interface Gateway {
  readonly dialect: Dialect;
  readonly api: FarEnd;
  readonly files: FarEnd;
  /** What is asked for when we have no address of our own. */
  readonly fallbackCallbackUrl: string;
}

interface GatewayOptions {
  readonly dialect: Dialect;
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  readonly uploadUrl?: string | undefined;
  readonly fallbackCallbackUrl: string;
}

export function openGateway(options: GatewayOptions): Gateway {
  const { dialect, apiKey, fallbackCallbackUrl } = options;
  const official = gateways[dialect];
  const baseUrl = withoutSlash(options.baseUrl ?? official.baseUrl);
  const uploadUrl = options.uploadUrl ?? (baseUrl === official.baseUrl ? official.uploadUrl : baseUrl);
  const headers = { authorization: `Bearer ${apiKey}` };
  return {
    dialect,
    api: { baseUrl, headers },
    files: { baseUrl: withoutSlash(uploadUrl), headers },
    fallbackCallbackUrl,
  };
}

/** One POST that may start something. */
export async function post(
  { dialect, api }: Gateway,
  path: string,
  json: object,
  signal: AbortSignal,
): Promise<Answer> {
  return readAnswer(dialect, await callFarEnd(api, { method: 'POST', path, json, signal }), 'submit');
}

/** One GET that only looks. */
export async function get(
  { dialect, api }: Gateway,
  path: string,
  signal: AbortSignal,
  phase: Failure['phase'] = 'poll',
): Promise<Answer> {
  return readAnswer(dialect, await callFarEnd(api, { method: 'GET', path, signal }), phase);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
