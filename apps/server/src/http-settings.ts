import type { HttpOptions } from '@impresario/http';
import type { Config } from './config.ts';
import { trustedOrigins } from './providers.ts';

/** The owner of a local server pays nobody, so the balance is only there to show how billing works. */
const ownerSignup = { plan: 'premium', millicredits: 1_000_000_000 } as const;

/** Who is let in: the owner of a local server by a token, everybody else by what `JWT_SECRET` or `JWKS_URL` vouches for. */
export function identityOf(config: Config, ownerToken: string | null): HttpOptions['identity'] {
  if (ownerToken) return { kind: 'local', ownerToken, ownerId: 'owner', signup: ownerSignup };
  return {
    kind: 'jwt',
    keys:
      config.JWKS_URL === undefined
        ? { kind: 'secret', secret: config.JWT_SECRET! }
        : { kind: 'jwks', url: config.JWKS_URL },
    issuer: config.JWT_ISSUER ?? null,
    audience: config.JWT_AUDIENCE,
    signup: { plan: 'free', millicredits: Math.round(config.SIGNUP_CREDITS * 1000) },
  };
}

/** Three of four connections at most, so that those who ask for something else still find one. */
function streamLimitsOf({ MAX_STREAMS, MAX_CONNECTIONS, MAX_STREAMS_PER_USER }: Config) {
  const totalMax = MAX_STREAMS ?? Math.max(1, Math.floor(MAX_CONNECTIONS * 0.75));
  return { totalMax, perUserMax: MAX_STREAMS_PER_USER };
}

/** Whom beside our own pages the server has to do with. */
export function outsiders(config: Config) {
  return {
    addressLimit: addressLimitOf(config),
    allowedOrigins: config.ALLOWED_ORIGINS,
    mediaOrigins: trustedOrigins(config),
    securityContact: config.SECURITY_CONTACT ?? null,
    streamLimits: streamLimitsOf(config),
  };
}

/** In local mode there is nobody but the owner. */
function addressLimitOf(config: Config): HttpOptions['addressLimit'] {
  const { isLocal, IP_REQUESTS_PER_MINUTE: perMinute, TRUSTED_PROXIES: trustedProxies } = config;
  return isLocal || perMinute === 0 ? undefined : { perMinute, trustedProxies };
}
