import type { HttpBindings } from '@hono/node-server';
import { createLocalBuckets, inUs, spanUs } from '@impresario/limits';
import type { HttpOptions } from '../http-options.ts';
import { rateLimitHeaders } from '../replies/rate-limit-headers.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import type { HttpContext } from '../services.ts';
import { bucketOf, clientAddress, isThisMachine } from './client-address.ts';

/** Most addresses that are remembered. */
const addressesMax = 100_000;
/** What a request costs whose proof of identity does not hold, so that guessing is slow. */
const strangerTokens = 10;

/** Holds each client address to so many requests a minute, before anything is asked of who it is. */
export interface AddressGate {
  /** Counts a request; the refusal when its address has had its share. */
  enter(c: HttpContext): Refusal | null;
  /** Counts the rest of what a request costs that could not say who it is. */
  noteStranger(c: HttpContext): void;
}

/** One process counts for itself: this keeps load away from it, and is no promise to anybody. */
export function createAddressGate({ addressLimit, clock, log }: HttpOptions): AddressGate {
  if (!addressLimit) return { enter: () => null, noteStranger() {} };
  const { perMinute, trustedProxies } = addressLimit;
  const buckets = createLocalBuckets(addressesMax);
  let isProxyTold = false;

  /** null for what is not limited: programs of this machine, and a caller within this process. */
  function bucketFor(c: HttpContext): string | null {
    const bindings = c.env as Partial<HttpBindings> | undefined;
    const peer = bindings?.incoming?.socket.remoteAddress;
    const forwardedFor = c.req.header('x-forwarded-for');
    if (forwardedFor !== undefined && trustedProxies.length === 0) tellOfProxy();
    const address = clientAddress(peer, forwardedFor, trustedProxies);
    return address === null || isThisMachine(address) ? null : bucketOf(address);
  }

  function tellOfProxy(): void {
    if (isProxyTold) return;
    isProxyTold = true;
    log.warn(
      {},
      'Requests come with X-Forwarded-For, but TRUSTED_PROXIES is not set: all clients of a proxy count as one.',
    );
  }

  return {
    enter(c) {
      const bucket = bucketFor(c);
      if (bucket === null) return null;
      const now = clock.now();
      const { isTaken, fullAtUs } = buckets.take(bucket, perMinute, now);
      return isTaken ? null : tooMany(fullAtUs, perMinute, now);
    },
    noteStranger(c) {
      const bucket = bucketFor(c);
      if (bucket !== null) buckets.drain(bucket, perMinute, clock.now(), strangerTokens - 1);
    },
  };
}

/** `fullAtUs` is that of the bucket with the token that was not there. */
function tooMany(fullAtUs: number, perMinute: number, now: Date): Refusal {
  const waitUs = fullAtUs - spanUs(perMinute) - inUs(now);
  const retryAfter = Math.max(1, Math.ceil(waitUs / 1_000_000));
  const quota = { name: 'address', limit: perMinute, remaining: 0, resetSeconds: retryAfter } as const;
  return refuse('rate_limit_exceeded', `Too many requests from this address. Try again in ${retryAfter} s.`, {
    extra: { resetAt: new Date(now.getTime() + retryAfter * 1000).toISOString(), retryAfter, remaining: 0 },
    headers: { ...rateLimitHeaders([quota], 'address', now), 'retry-after': String(retryAfter) },
  });
}
