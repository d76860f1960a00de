import type { Actor, Caller } from '@impresario/engine';
import type { ProblemCode } from '@impresario/protocol';
import type { z } from 'zod';
import type { Identified } from './identity/authenticate.ts';
import type { ProblemShape } from './replies/problem-shape.ts';
import type { Refusal } from './replies/refusal.ts';
import type { HttpContext, Services } from './services.ts';

/** What a good reply carries, for the documentation. */
export interface ReplyDoc {
  readonly description: string;
  /** Media type and its schema; none for a reply without a body. */
  readonly content?: Readonly<Record<string, z.ZodType | null>>;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** One request after all checks: what the operation's own code works with. */
export interface Call<Params, Query, Body> {
  readonly c: HttpContext;
  readonly services: Services;
  readonly caller: Caller;
  /** When the caller's proof of identity ends; null when it does not. */
  readonly callerExpiresAt: Date | null;
  readonly isAdmin: boolean;
  /** null for the caller in person. */
  readonly apiKey: Identified['apiKey'];
  /** The caller as the audit log names them. */
  readonly actor: Actor;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** One route: what it takes, what it may answer, and the verb it calls. The OpenAPI document is made of these. */
export interface Operation<Params = unknown, Query = unknown, Body = unknown> {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As in OpenAPI, `/v1/tracks/{id}`. */
  readonly path: string;
  /** For the router, where it needs another form than `path` gives. */
  readonly routerPath?: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /**
   * `stream` is `user`, and a `?ticket=` as well; `socket` is `stream`, or nobody yet; `person` is a user without an API key; `admin` is a user with that
   * role.
   */
  readonly access: 'user' | 'stream' | 'socket' | 'person' | 'admin' | 'public';
  /** For a method that says otherwise: a key that may only read may ask this. */
  readonly changesNothing?: true;
  /** A path that does not fit is a 404. */
  readonly params?: z.ZodType;
  /** What the path names, when that is not what the tag says. */
  readonly names?: string;
  readonly query?: z.ZodType;
  readonly headers?: z.ZodType;
  readonly body?: { readonly schema: z.ZodType; readonly isOptional?: boolean; readonly example: unknown };
  /** In place of `body`: media types that the operation reads itself, each with its schema. */
  readonly rawBody?: Readonly<Record<string, z.ZodType | null>>;
  readonly replies: Readonly<Record<number, ReplyDoc>>;
  /** Those of the operation itself; what every operation can answer is added (`problemsOf`). */
  readonly problems: readonly ProblemCode[];
  /** How its problems look, where that is prescribed from outside; RFC 9457 when not given. */
  readonly problemShape?: ProblemShape;
  /** Not held to the limit of an address: health checks, and callbacks, of which none may be lost. */
  readonly anyRate?: boolean;
  handle(call: Call<Params, Query, Body>): Promise<Response | Refusal> | Response | Refusal;
}

type Declared<P, Q, B> = Omit<Operation, 'params' | 'query' | 'body' | 'handle'> & {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: { readonly schema: B; readonly isOptional?: boolean; readonly example: unknown };
  handle(call: Call<Parsed<P>, Parsed<Q>, Parsed<B>>): Promise<Response | Refusal> | Response | Refusal;
};

/** Declares an operation, its handler typed by its schemas. */
export function operation<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(declared: Declared<P, Q, B>): Operation {
  return declared as unknown as Operation;
}

/** Every refusal an operation can give, in the order of their statuses. */
export function problemsOf(op: Operation): ProblemCode[] {
  const problems = new Set<ProblemCode>(op.problems);
  if (op.query) problems.add('validation_failed');
  if (op.params) problems.add('not_found');
  if (op.access !== 'public') problems.add('unauthenticated');
  if (!op.anyRate) problems.add('rate_limit_exceeded');
  if (op.body) problems.add('validation_failed').add('payload_too_large');
  if (op.body ?? op.rawBody) problems.add('unsupported_media_type');
  // The guard of local mode, the database, and we ourselves.
  return [...problems.add('forbidden').add('internal_error').add('service_unavailable')];
}
