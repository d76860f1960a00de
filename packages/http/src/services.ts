import type { Socket } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { AddressGate } from './addresses/address-gate.ts';
import type { HttpOptions } from './http-options.ts';
import type { Authenticate, Identify } from './identity/authenticate.ts';
import type { ProofWatch } from './events/proof-watch.ts';
import type { Pulse } from './events/pulse.ts';
import type { StreamPlaces } from './events/stream-places.ts';
import type { Metrics } from './metrics/create-metrics.ts';
import type { OpenApiDocument } from './openapi/openapi-document.ts';
import type { Presenter } from './replies/presenter.ts';
import type { ProblemShape } from './replies/problem-shape.ts';

/** The options and what is made of them once, as the operations use them. */
export interface Services extends HttpOptions {
  readonly identify: Identify;
  readonly authenticate: Authenticate;
  readonly addressGate: AddressGate;
  readonly streamPlaces: StreamPlaces;
  readonly pulse: Pulse;
  readonly proofWatch: ProofWatch;
  readonly presenter: Presenter;
  /** Made at the first call. */
  readonly metrics: () => Metrics;
  /** Made at the first call. */
  readonly openApi: () => OpenApiDocument;
}

/** What becomes of a connection that is no longer a request waiting for its reply. */
export interface HandOver {
  /** What was answered, for the log. */
  readonly status: 101 | 200;
  /** `head` has the headers that every reply has. */
  begin(bindings: HttpBindings & { readonly upgrade?: Upgrade }, head: Response): void;
}

/** What has come of a connection that asks for another protocol. */
export interface Upgrade {
  readonly socket: Socket;
  readonly head: Buffer;
}

/** What one request carries from the first step to the log line. */
export interface HttpEnv {
  Variables: {
    requestId: string;
    /** The template, never the address itself. */
    route: string;
    userId: string | null;
    problemShape: ProblemShape;
    /** Goes on with the connection when the handler is done. */
    handOver?: HandOver;
  };
}

export type HttpContext = Context<HttpEnv>;
