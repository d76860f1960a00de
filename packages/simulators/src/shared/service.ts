import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { Sign } from './callback-post.ts';
import type { Fault } from './faults.ts';
import type { Stage } from './stage.ts';

export interface ServiceEnv {
  Bindings: HttpBindings;
}
export type Call = Context<ServiceEnv>;

/** What one service adds to the shared stage: its routes, its refusals, its signature, its help. */
export interface Service {
  /** Answers the routes; authentication, brown-outs, files and `/_simulator` are the frame's. */
  routes(stage: Stage): Hono<ServiceEnv>;
  readonly sign: Sign;
  /** The documented refusal for `code` and `status`; a plain one when neither is given. */
  refusal(fault: Fault): Response;
  /** A missing or wrong key. */
  unauthorised(): Response;
  /** A path that the service does not have. */
  notFound(): Response;
  /** Lines for `GET /_simulator`. */
  readonly help: readonly string[];
}

/** JSON with a status, as most services answer. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}
