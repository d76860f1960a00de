import type { Caller, Clock, Dice, Engine, Log } from '@impresario/engine';
import type { GuideOptions } from '@impresario/guide';
import type { RateLimiter } from '@impresario/limits';
import type { Finding } from '@impresario/protocol';
import type { Realtime, Relay } from '@impresario/realtime';
import type { BlobStore } from '@impresario/storage';
import type { Network } from './addresses/client-address.ts';
import type { StreamLimits } from './events/stream-places.ts';

/** What a profile made at a user's first request is given. */
export type Signup = Caller['signup'];

/** One owner on this machine, known by a token (contract: local mode). */
export interface LocalIdentity {
  readonly kind: 'local';
  readonly ownerToken: string;
  readonly ownerId: string;
  readonly signup: Signup;
}

/** Users of another system, known by its signed tokens. */
export interface JwtIdentity {
  readonly kind: 'jwt';
  /** A secret shared with it, or the address where it publishes its keys. */
  readonly keys:
    { readonly kind: 'secret'; readonly secret: string } | { readonly kind: 'jwks'; readonly url: string };
  /** null accepts every issuer that has a key. */
  readonly issuer: string | null;
  readonly audience: string;
  readonly signup: Signup;
}

export interface Readiness {
  readonly ok: boolean;
  /** Each thing that was looked at, by name. */
  readonly checks: Readonly<Record<string, unknown>>;
}

/** Documents, and what they look like. */
export type GuideSources = Pick<GuideOptions, 'documents' | 'styles' | 'looks'>;

/** All that the HTTP interface needs of the rest of the house. */
export interface HttpOptions {
  readonly engine: Engine;
  readonly realtime: Realtime;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly dice: Dice;
  readonly log: Log;
  readonly identity: LocalIdentity | JwtIdentity;
  readonly fileUrlSecret: string;
  /** Origin under which clients reach this server, without a slash at its end. */
  readonly publicUrl: string;
  /** Origins whose pages may call the API (SEC-4). */
  readonly allowedOrigins: readonly string[];
  /** A process that only makes tells how it is and answers nobody else. */
  readonly serves: 'everything' | 'health';
  /** The built studio, or null to serve the API alone. */
  readonly studio: { readonly directory: string } | null;
  /** What the guide at `/docs/guide` is made of, or null: then it says that it is not here. */
  readonly guide: GuideSources | null;
  /** Origins beside https from which the studio may play a preview (GEN-5), such as a provider on this machine. */
  readonly mediaOrigins: readonly string[];
  /** Requests a minute of one client address; none when not given. */
  readonly addressLimit?:
    { readonly perMinute: number; readonly trustedProxies: readonly Network[] } | undefined;
  /** How many connections events may go to; the usual ones when not given. */
  readonly streamLimits?: StreamLimits;
  /** Where requests are counted when not in PostgreSQL. */
  readonly limiter?: Pick<RateLimiter, 'health'> | undefined;
  /** What brings word of other processes' commits, when there may be any. */
  readonly relay?: Pick<Relay, 'health'> | undefined;
  /** Where weaknesses may be reported, as a URI; null when the operator names nothing (RFC 9116). */
  readonly securityContact: string | null;
  readonly ready: () => Promise<Readiness>;
  /** Walks the checklist of a deployment, as far as it can be seen from inside. */
  readonly examine: () => Promise<Finding[]>;
  /** True for an error after which the same request may succeed a moment later: 503 instead of 500. */
  readonly isTransient: (error: unknown) => boolean;
}
