/** What an API reply lets a browser do with it: nothing. Pages of ours have a policy of their own. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

const FOR_EVERY_REPLY: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
};

/** Where a reply says something else itself, that holds. */
const UNLESS_GIVEN: Readonly<Record<string, string>> = {
  'content-security-policy': API_POLICY,
  // Listed origins read replies by CORS, which this does not touch; files say `cross-origin`.
  'cross-origin-resource-policy': 'same-origin',
};

/** A year. Not for names below ours, which may belong to somebody else. */
const HTTPS_ONLY = 'max-age=31536000';

/** Puts the headers on a reply that keep browsers careful with it (SEC-4). */
export function carefulHeaders(publicUrl: string): (headers: Headers) => void {
  const always = Object.entries({
    ...FOR_EVERY_REPLY,
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': HTTPS_ONLY } : {}),
  });
  const unlessGiven = Object.entries(UNLESS_GIVEN);
  return (headers) => {
    for (const [name, value] of always) headers.set(name, value);
    for (const [name, value] of unlessGiven) if (!headers.has(name)) headers.set(name, value);
  };
}
