import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { AddressGate } from './addresses/address-gate.ts';
import type { HttpOptions } from './http-options.ts';
import type { Authenticate } from './identity/authenticate.ts';
import type { ProofWatch } from './events/proof-watch.ts';
import type { Pulse } from './events/pulse.ts';
import type { StreamPlaces } from './events/stream-places.ts';
import type { Metrics } from './metrics/create-metrics.ts';
import type { OpenApiDocument } from './openapi/openapi-document.ts';
import type { Presenter } from './replies/presenter.ts';
import type { ProblemShape } from './replies/problem-shape.ts';

/** The options and what is made of them once, as the operations use them. */
export interface Services extends HttpOptions {
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

/** What one request carries from the first step to the log line. */
export interface HttpEnv {
  Variables: {
    requestId: string;
    /** The template, never the address itself. */
    route: string;
    userId: string | null;
    problemShape: ProblemShape;
    /** Writes the body of the reply, where that goes on after the handler is done. */
    handOver?: (outgoing: HttpBindings['outgoing']) => void;
  };
}

export type HttpContext = Context<HttpEnv>;
