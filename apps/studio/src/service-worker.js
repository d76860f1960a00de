// Keeps the studio's own hashed files, and shows a page of its own while the server does not answer. Answers of the API
// and audio never pass through here, and neither is the studio's page kept: its nonce is good for one reply alone.
const files = __FILES__;
const version = __VERSION__;
const awayPage = '/offline.html';
/** A tab from before an update still wants the files of its own version. */
const versionsKept = 2;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(version).then((cache) => cache.addAll(files)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith('studio-') && name !== version);
      const old = names.slice(0, Math.max(0, names.length - (versionsKept - 1)));
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(pageOrAway(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(kept(request));
});

async function pageOrAway(request) {
  try {
    const reply = await fetch(request);
    // A proxy says so in its own way that nobody is behind it.
    if (![502, 503, 504].includes(reply.status)) return reply;
    return (await caches.match(awayPage)) ?? reply;
  } catch (error) {
    const away = await caches.match(awayPage);
    if (away) return away;
    throw error;
  }
}

async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
}
