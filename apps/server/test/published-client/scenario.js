// What a program does with the published client, in every runtime the same: plain JavaScript, and only what all have.
const { Blob, fetch } = globalThis;

/** Plays it once and returns what was seen. `made` is the client package, as imported by whoever runs this. */
export async function play(made, { baseUrl, token, seed }) {
  const { createClient, ImpresarioError, isTerminal, sanitizeTitle } = made;
  const client = createClient({ baseUrl, token: async () => token });
  const states = [];
  // A line that is up before the wish hears everything of it from its beginning.
  let stopOpening;
  await new Promise((resolve, reject) => {
    client.realtime.onConnection((state) => {
      states.push(state);
      if (state === 'live') resolve();
    });
    stopOpening = client.realtime.subscribeToTracks(() => {}, { onError: reject });
  });

  // A double click: the same wish, twice at once.
  const request = { prompt: 'a short waltz', provider: 'local', durationSeconds: 8, variants: 1, seed };
  const [track, twin] = await Promise.all([
    client.generation.generate(request),
    client.generation.generate(request),
  ]);

  const heard = [[], []];
  let wasCut = false;
  const finished = await new Promise((resolve, reject) => {
    for (const revisions of heard) {
      client.realtime.subscribeToTrack(
        track.id,
        ({ eventType, new: now }) => {
          revisions.push(`${eventType} ${now.revision}`);
          if (!wasCut && eventType === 'UPDATE') {
            wasCut = true;
            fetch(`${baseUrl}/stage/cut`, { method: 'POST' }).catch(reject);
          }
          if (isTerminal(now.status) && heard.every((each) => each.length === revisions.length)) resolve(now);
        },
        { onError: reject },
      );
    }
  });

  stopOpening();
  const audio = await (await client.files.open(finished.versions[0].audio.url)).blob();
  const shares = [];
  const upload = await client.uploads.create(new Blob([audio]), {
    onProgress: ({ share }) => shares.push(share),
  });
  const refusal = await client.tracks.get(upload.id).catch((error) => error);
  const activeCount = client.realtime.getActiveCount();
  client.realtime.close();
  return {
    isOneTrack: track.id === twin.id,
    status: finished.status,
    revision: finished.revision,
    heard,
    states,
    audioBytes: audio.size,
    uploadBytes: upload.bytes,
    shares: [shares.length > 0, shares.at(-1)],
    refusal: [refusal instanceof ImpresarioError, refusal.code],
    activeCount,
    title: sanitizeTitle('<b>'),
  };
}
