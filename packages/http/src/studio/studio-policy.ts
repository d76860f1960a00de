/** Stands in the built page wherever a nonce belongs (`html.cspNonce` in the studio's vite.config.ts). */
export const NONCE_PLACEHOLDER = '__NONCE__';

/** What the studio's page may do: run and style itself by what carries this reply's nonce, and speak to its own server. */
export function studioPolicy(publicOrigin: string, mediaOrigins: readonly string[], nonce: string): string {
  // Files come signed from our own public origin, which need not be the one the page was opened at.
  const own = `'self' ${publicOrigin}`;
  return [
    "default-src 'none'",
    // What the page's own scripts load may run; what somebody writes into the page may not.
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src ${own} data:`,
    // A preview plays from the provider's own address until its file is ours (GEN-5); scripts may read nothing there.
    `media-src ${[own, 'https:', ...mediaOrigins].join(' ')}`,
    `connect-src ${own}`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "require-trusted-types-for 'script'",
    // Of this name the page makes a policy that gives the address of its service worker and nothing else.
    'trusted-types studio-worker',
  ].join('; ');
}

/** For the pages that stand alone, such as the one shown while nobody answers: their own files, and no nonce. */
export const plainPagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');
